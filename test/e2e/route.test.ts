import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '@hanzo/contracts';
import { openOutcomeBook, openTaskBook, type TaskDetail } from '@hanzo/coordinator';
import { featuresOf } from '@hanzo/router';
import { startApiStandIn, type ApiStandIn } from '@hanzo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonLines, runCli, type CliResult } from '../support/cli.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { installTestModel } from '../support/test-model.ts';
import { verifies } from '../support/verifies.ts';

const KEY = 'sk-test-canary-1234567890';
const SUM =
  'export function sumOfLines(lines: readonly number[]): number {\n  return lines.reduce((a, b) => a + b, 0);\n}\n';

interface Explained {
  readonly kind: string;
  readonly words: readonly { readonly word: string }[];
  readonly tier: string;
  readonly tasks: number;
  readonly route: { readonly rungs: readonly string[]; readonly why: string };
  readonly rungs: readonly {
    readonly rung: string;
    readonly models: readonly {
      readonly model: string;
      readonly worstCaseMicros?: number;
      readonly estimate?: object;
    }[];
  }[];
  readonly gates: readonly string[];
  readonly decision: string;
}

/** A local model whose answers are noise, an API that answers well, and what the gates said of both. */
describe('a route that was learned', () => {
  const stack = new AsyncDisposableStack();
  let home: string;
  let workspace: string;
  let api: ApiStandIn;

  beforeAll(async () => {
    home = stack.use(temporaryFolder()).path;
    workspace = stack.use(temporaryFolder('hanzo-route-')).path;
    await installTestModel(home);
    mkdirSync(join(workspace, 'src'));
    writeFileSync(join(workspace, 'src/sum.ts'), SUM);
    const summary = 'sumOfLines adds up all lines with reduce and returns their total.';
    const script = (): { kind: 'json'; value: object } => ({ kind: 'json', value: { summary, findings: [] } });
    api = stack.use(await startApiStandIn({ apiKey: KEY, script }));
    using book = openOutcomeBook(join(home, 'outcomes.db'), systemClock);
    for (let at = 0; at < 25; at += 1) {
      const features = featuresOf({ text: `find bugs in part ${at}`, kind: 'review', tier: 'simple' });
      book.add({ rung: 'local', model: 'random-tiny', kind: 'review', features, passed: false, at });
    }
  }, 60_000);
  afterAll(() => stack.disposeAsync());

  const hanzo = (...args: string[]): Promise<CliResult> =>
    runCli(args, { home, env: { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: api.baseUrl } });
  const setting = (): string[] => {
    const local = ['--orchestrator', 'local:random-tiny', '--budget', '1'];
    return ['find the bugs in it', '-w', workspace, ...local];
  };
  const explain = async (...flags: string[]): Promise<Explained> => {
    const { stdout, stderr } = await hanzo('route', 'explain', ...setting(), '--json', ...flags);
    const [explained] = jsonLines(stdout);
    expect(explained, stderr).toBeDefined();
    return explained as object as Explained;
  };
  /** The review that the run made, as the journal has it. */
  const dev = async (): Promise<TaskDetail> => {
    const { code, stderr } = await hanzo('dev', ...setting(), '--no-cache');
    expect(code, stderr).toBe(0);
    using book = openTaskBook(join(home, 'journal.db'));
    const [row] = book.list({ limit: 10 }).filter(({ kind }) => kind === 'review');
    return book.find(row?.id ?? '');
  };
  const rungsOf = ({ route }: TaskDetail): string[] => route.slice(0, route.indexOf(':')).split(' → ');

  it(
    verifies('learning.never-spends'),
    async () => {
      const before = await explain();
      expect(api.requests).toHaveLength(0);
      expect(before.route.rungs).toEqual(['local', 'api', 'strong']);
      const task = await dev();
      expect(rungsOf(task)).toEqual(before.route.rungs);
      expect(task.tries.map(({ rung }) => rung)).toEqual(['local', 'api']);
      const { stdout } = await hanzo('tasks', 'why', task.id);
      expect(stdout).not.toContain('passed over');
    },
    60_000,
  );

  it(verifies('learning.explain-why'), async () => {
    const { stdout, code } = await hanzo('route', 'explain', ...setting());
    expect(code).toBe(0);
    expect(stdout).toMatch(/^kind +review: guessed from "bugs" \(review\)$/m);
    expect(stdout).toMatch(/^tier +simple: the policy plans review tasks for it$/m);
    expect(stdout).toMatch(/^ {2}kinds\.review\.tries = 2$/m);
    expect(stdout).toMatch(/^gates +finished, schema, degenerate, evidence, grounded$/m);
    expect(stdout).toMatch(/^local +(?:yes +)?random-tiny +free +free +- +26 +[\d.]+ % \(.*\)/m);
    expect(stdout).toMatch(/^api +(?:yes +)?\S+ +\$[\d.]+ +\$[\d.]+ +\$[\d.]+ +\d/m);
    expect(stdout).toMatch(/^decision: it goes to \S+ on this machine; what the gates refuse goes to\s/m);
  });

  it(
    verifies('learning.explain'),
    async () => {
      const reset = await hanzo('route', 'reset', '--model', 'random-tiny', '--yes');
      expect(reset).toMatchObject({ code: 0, stdout: 'forgotten: 26 judged answers\n' });
      const asked = api.requests.length;
      const explained = await explain();
      expect(api.requests).toHaveLength(asked);
      expect(explained.route.rungs).toEqual(['local', 'api', 'strong']);
      const task = await dev();
      expect(rungsOf(task)).toEqual(explained.route.rungs);
      expect(task.tries.map(({ rung, state }) => [rung, state])).toEqual([
        ['local', 'rejected'],
        ['api', 'passed'],
      ]);
      const paid = task.tries.at(-1);
      const offered = explained.rungs.find(({ rung }) => rung === 'api')?.models ?? [];
      expect(offered.map(({ model }) => model)).toEqual([paid?.model]);
      using book = openOutcomeBook(join(home, 'outcomes.db'), systemClock);
      const counts = book.counts().map(({ model, judged, passed }) => [model, judged, passed]);
      expect(counts).toContainEqual(['random-tiny', 1, 0]);
      expect(counts).toContainEqual([paid?.model, 2, 2]);
    },
    60_000,
  );
});
