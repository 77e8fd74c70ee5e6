import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApiStandIn, type ApiStandIn, type Reply, type StandInRequest } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { jsonLines, runCli, type CliResult } from '../support/cli.ts';
import { PAID_KEY } from '../support/paid-project.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { verifies } from '../support/verifies.ts';

/** With a byte order mark and Windows line ends: both must stay. */
const CART =
  '\ufeffexport function cartTotal(prices) {\r\n  let total = 0;\r\n  for (let i = 0; i <= prices.length; i++) total += prices[i];\r\n  return total;\r\n}\r\n';
const MENDED = CART.replace('<=', '<');

const TESTS = `
const { cartTotal } = await import('./src/cart.js');
const total = cartTotal([1, 2]);
if (process.env.WANTED === '3' && total !== 3) throw new Error('cartTotal([1, 2]) is ' + total);
`;

interface Project extends AsyncDisposable {
  readonly workspace: string;
  readonly home: string;
  /** The system's temporary folder, for what it starts. */
  readonly temporary: string;
  readonly standIn: ApiStandIn;
  run(...args: string[]): Promise<CliResult>;
}

async function project(fix: (request: StandInRequest) => Reply): Promise<Project> {
  const stack = new AsyncDisposableStack();
  const home = stack.use(temporaryFolder()).path;
  const workspace = stack.use(temporaryFolder('hanzo-fix-')).path;
  const files = {
    'src/cart.js': CART,
    'tests.mjs': TESTS,
    'package.json': '{"type": "module"}\n',
    '.hanzo/config.json': JSON.stringify({ commands: { tests: [process.execPath, 'tests.mjs'] } }),
  };
  for (const folder of ['src', '.hanzo']) mkdirSync(join(workspace, folder));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(workspace, name), text);
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: workspace, encoding: 'utf8' });
  git('init', '--quiet');
  git('add', 'tests.mjs', 'package.json');
  git('commit', '--quiet', '-m', 'one');
  const tasks = [{ kind: 'review', tier: 'medium', title: 'review', files: ['src/cart.js'], instructions: '' }];
  const finding = {
    line: 3,
    quote: 'for (let i = 0; i <= prices.length; i++) total += prices[i];',
    severity: 'high',
    category: 'off-by-one',
    confidence: 'high',
    message: 'The loop in cartTotal reads one price past the end.',
    rationale: 'prices[prices.length] is undefined, so the total is NaN.',
    fix: 'Use < instead of <=.',
  };
  const standIn = stack.use(
    await startApiStandIn({
      apiKey: PAID_KEY,
      script: (request) => {
        if (request.schemaName === 'edits') return fix(request);
        if (request.schemaName !== 'findings') return { kind: 'json', value: { tasks } };
        return { kind: 'json', value: { summary: 'cartTotal adds up prices.', findings: [finding] } };
      },
    }),
  );
  const temporary = stack.use(temporaryFolder()).path;
  const env = { OPENAI_API_KEY: PAID_KEY, OPENAI_BASE_URL: standIn.baseUrl, TMPDIR: temporary };
  return {
    workspace,
    home,
    temporary,
    standIn,
    run: async (...args) => await runCli(args, { home, env, cwd: workspace }),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

const edits = (path: string, find: string, replace: string): Reply => ({
  kind: 'json',
  value: { summary: 'cartTotal stops before the end of prices.', edits: [{ path, find, replace }] },
});

describe('hanzo dev --auto-fix', () => {
  it(verifies('cli.auto-fix'), async () => {
    await using at = await project(() => edits('src/cart.js', 'i <= prices.length', 'i < prices.length'));
    const cart = join(at.workspace, 'src/cart.js');
    const read = (): string => readFileSync(cart, 'utf8');
    const { mode } = statSync(cart);
    await at.run('config', 'trust', '--yes');
    // Nobody is there to ask.
    const asked = await at.run('dev', 'review', '--auto-fix', '--json');
    expect(asked.code, asked.stderr).toBe(0);
    expect(read()).toBe(CART);
    const result = jsonLines(asked.stdout).find(({ event }) => event === 'result');
    expect(result).toMatchObject({
      fixes: { mended: [expect.any(String)], unmended: [] },
      changes: {
        state: 'made',
        files: [{ path: 'src/cart.js', isNew: false }],
        checks: [{ name: 'tests', verdict: 'passed' }],
      },
    });
    const fix = at.standIn.requests.find(({ schemaName }) => schemaName === 'edits');
    expect(fix?.prompt).toContain('reads one price past the end');
    const { id } = (result as { changes: { id: string } }).changes;
    expect(asked.stderr).toContain(`hanzo changes apply ${id}`);
    // The same answers from the cache: applied without a question.
    const patch = join(at.home, 'out.diff');
    const run = await at.run('dev', 'review', '--auto-fix', '--yes', '--patch', patch);
    expect(run.code, run.stderr).toBe(0);
    expect(read()).toBe(MENDED);
    expect(statSync(cart).mode).toBe(mode);
    expect(run.stderr).toMatch(/^\+.*i < prices\.length/m);
    expect(readFileSync(patch, 'utf8')).toContain('+  for (let i = 0; i < prices.length');
    expect((await at.run('changes', 'undo')).code).toBe(0);
    expect(read()).toBe(CART);
    expect(
      execFileSync('git', ['worktree', 'list'], { cwd: at.workspace, encoding: 'utf8' }).trim().split('\n'),
    ).toHaveLength(1);
    expect(readdirSync(at.temporary).filter((name) => name.startsWith('hanzo-'))).toEqual([]);
  });

  it(verifies('cli.auto-fix', 'a finding that nothing mends'), async () => {
    const outside = temporaryFolder();
    using _ = outside;
    const hostile = ['../out.js', '.git/hooks/post-commit', 'src/link/x.js'];
    let asked = 0;
    await using at = await project(() => edits(hostile[asked++ % hostile.length] ?? '', '', 'process.exit(1)\n'));
    symlinkSync(outside.path, join(at.workspace, 'src/link'));
    const run = await at.run('dev', 'review', '--auto-fix', '--yes');
    expect(run.code, run.stderr).toBe(1);
    expect(asked).toBeGreaterThanOrEqual(2);
    expect(run.stderr).toContain('not mended: src/cart.js:3 The loop in cartTotal reads one price past the end.');
    expect(readFileSync(join(at.workspace, 'src/cart.js'), 'utf8')).toBe(CART);
    expect(existsSync(join(at.workspace, '../out.js'))).toBe(false);
    expect(existsSync(join(at.workspace, '.git/hooks/post-commit'))).toBe(false);
    expect(readdirSync(outside.path)).toEqual([]);
  });
});
