import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLedger } from '@hanzo/ledger';
import { startApiStandIn, type ApiStandIn, type Reply, type StandInRequest } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { jsonLines, runCli, type CliResult } from '../support/cli.ts';
import { PAID_KEY } from '../support/paid-project.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { verifies } from '../support/verifies.ts';

const CART =
  'export function cartTotal(prices) {\n\tlet total = 0;\n\tfor (const price of prices) total += price;\n\treturn total;\n}\n';

/** Sees no key, and adds up right. */
const TESTS = `
if (process.env.OPENAI_API_KEY || JSON.stringify(process.env).includes('${PAID_KEY}')) throw new Error('a key is visible');
const { cartTotal } = await import('./src/cart.js');
if (cartTotal([1, 2]) !== 3) { console.error('src/cart.js: cartTotal([1, 2]) is ' + cartTotal([1, 2]) + ', not 3'); process.exit(1); }
`;

const FORMAT = `
import { readFileSync, writeFileSync } from 'node:fs';
for (const file of process.argv.slice(2)) writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\\t', '  '));
`;

interface Project extends AsyncDisposable {
  readonly workspace: string;
  readonly home: string;
  readonly standIn: ApiStandIn;
  run(...args: string[]): Promise<CliResult>;
}

async function project(kind: string, script: (request: StandInRequest) => Reply | undefined): Promise<Project> {
  const stack = new AsyncDisposableStack();
  const home = stack.use(temporaryFolder()).path;
  const workspace = stack.use(temporaryFolder('hanzo-patch-')).path;
  const commands = { tests: [process.execPath, 'tests.mjs'], format: [process.execPath, 'format.mjs', '{files}'] };
  const files = {
    'src/cart.js': CART,
    'tests.mjs': TESTS,
    'format.mjs': FORMAT,
    'package.json': '{"type": "module"}\n',
    '.hanzo/config.json': JSON.stringify({ commands }),
  };
  for (const folder of ['src', '.hanzo']) mkdirSync(join(workspace, folder));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(workspace, name), text);
  const tasks = [{ kind, tier: 'medium', title: `${kind} the cart`, files: ['src/cart.js'], instructions: '' }];
  const plan: Reply = { kind: 'json', value: { tasks } };
  const standIn = stack.use(await startApiStandIn({ apiKey: PAID_KEY, script: (request) => script(request) ?? plan }));
  const env = { OPENAI_API_KEY: PAID_KEY, OPENAI_BASE_URL: standIn.baseUrl };
  return {
    workspace,
    home,
    standIn,
    run: async (...args) => await runCli(args, { home, env, cwd: workspace }),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

const edits = (find: string, replace: string): Reply => ({
  kind: 'json',
  value: { summary: 'cartTotal adds up with reduce.', edits: [{ path: 'src/cart.js', find, replace }] },
});

describe('hanzo dev --patch', () => {
  it(verifies('cli.patch'), async () => {
    const asked: string[] = [];
    await using at = await project('refactor', ({ schemaName, model }) => {
      if (schemaName === 'verdict') return { kind: 'json', value: { accept: true, reason: 'It is right.' } };
      if (schemaName !== 'edits') return undefined;
      // Whoever is asked first is wrong.
      const isFirst = asked.push(model) === 1;
      return isFirst ? edits('total += price', 'total -= price') : edits('let total = 0', 'let total = 0.0');
    });
    expect(await at.run('config', 'trust', '--yes')).toMatchObject({ code: 0 });
    const patch = join(at.home, 'out.diff');
    const run = await at.run(
      'dev',
      'simplify the cart',
      '--json',
      '--verbose',
      '--patch',
      patch,
      '--critic',
      'gpt-6.1-terra',
    );
    expect(run.code, run.stderr).toBe(0);
    const { requests } = at.standIn;
    expect(requests.map(({ schemaName }) => schemaName)).toEqual(['plan', 'edits', 'edits', 'verdict']);
    expect([new Set(asked).size, requests[3]?.model]).toEqual([2, 'gpt-6.1-terra']);
    expect(run.stderr).toMatch(
      /refused by the tests gate: .*It said: src\/cart\.js: cartTotal\(\[1, 2\]\) is -3, not 3/,
    );
    expect(run.stderr).toMatch(/tests gate: passed/);
    // The stronger model is told what was wrong with the first answer.
    expect(requests[2]?.prompt).toContain('cartTotal([1, 2]) is -3, not 3');
    expect(requests[3]?.prompt).toContain('let total = 0.0');
    execFileSync('git', ['apply', '--check', patch], { cwd: at.workspace });
    execFileSync('git', ['apply', patch], { cwd: at.workspace });
    expect(readFileSync(join(at.workspace, 'src/cart.js'), 'utf8')).toBe(CART.replace('= 0', '= 0.0'));
    const result = jsonLines(run.stdout).find(({ event }) => event === 'result');
    expect(result).toMatchObject({
      patch: { file: patch, files: 1, parts: [{ kind: 'refactor', who: { kind: 'api' } }] },
    });
    using ledger = readLedger(join(at.home, 'ledger.db'));
    const spent = ledger?.calls().reduce((sum, { chargedMicros }) => sum + chargedMicros, 0);
    expect(result).toMatchObject({ receipt: { totals: { costMicros: spent } } });
    expect(JSON.stringify(result)).toContain('"role":"critic"');
  });

  it(verifies('tools.formats', 'in a run'), async () => {
    await using at = await project('format', () => undefined);
    const patch = join(at.home, 'out.diff');
    const args = ['dev', 'format the cart', '--patch', patch] as const;
    await at.run('config', 'trust', '--yes');
    const run = await at.run(...args);
    expect(run.code, run.stderr).toBe(0);
    // Only the plan is paid for.
    expect(at.standIn.requests).toHaveLength(1);
    execFileSync('git', ['apply', patch], { cwd: at.workspace });
    expect(readFileSync(join(at.workspace, 'src/cart.js'), 'utf8')).toBe(CART.replaceAll('\t', '  '));
    expect(run.stdout).toContain('## Edits');
  });

  it(verifies('cli.patch', 'kinds that change no files'), async () => {
    const summary = 'cartTotal adds up all prices and returns the total.';
    await using at = await project('review', ({ schemaName }) =>
      schemaName === 'findings' ? { kind: 'json', value: { summary, findings: [] } } : undefined,
    );
    const patch = join(at.home, 'out.diff');
    const run = await at.run('dev', 'review', '--patch', patch);
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toContain('warning: --patch: tasks of kind review change no files');
    expect(existsSync(patch)).toBe(false);
    const same = await at.run('dev', 'review', '--patch', 'x.md', '-o', './x.md');
    expect(same).toMatchObject({ code: 2, stderr: expect.stringContaining('name the same file') });
  });
});
