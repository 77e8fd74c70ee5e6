import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scriptedModel } from '@hanzo/testkit';
import { openWorkspace, type Workspace } from '@hanzo/tools';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { estimateTasks, Orchestrator, type OrchestratorOptions, renderMarkdown, type RunEvent } from '../src/index.ts';
import { type FakeExecutor, fakeExecutor } from './fake-executor.ts';
import { API, answer, CART, findings, GOOD_FINDING, SUMMARY, task, TOOL } from './samples.ts';

const NAMES = ['src/z.py', 'src/deep/b.py', 'src/deep/data.json', 'src/a.py', 'src/[id].py', 'other/c.py'];
const instructions = 'Review the code for bugs.';

let folder: string;
let workspace: Workspace;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hanzo-batch-'));
  for (const name of NAMES) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), CART);
  }
  workspace = await openWorkspace(folder);
});
afterEach(() => rm(folder, { recursive: true }));

const planner = scriptedModel(() => {
  throw new Error('nobody plans a batch');
});

/** Reviews with one finding, for a cent each. */
function reviewer(): FakeExecutor {
  return fakeExecutor((its) =>
    its.kind === 'check'
      ? answer(findings('Nothing found.'), { who: TOOL })
      : answer(findings(SUMMARY, GOOD_FINDING), { who: API, costMicros: 10_000 }),
  );
}

function orchestrator(executor: FakeExecutor, change: Partial<OrchestratorOptions> = {}): Orchestrator {
  const options = { orchestratorModel: 'gpt-5', planner: { provider: planner, model: 'gpt-5' }, executor, workspace };
  return new Orchestrator({ ...options, batch: true, ...change });
}

const reviews = ({ tasks }: FakeExecutor): readonly string[] =>
  tasks.filter(({ kind }) => kind === 'review').map(({ sources }) => sources[0]?.path ?? '');

describe('a batch', () => {
  it(verifies('orchestrator.batch'), async () => {
    const executor = reviewer();
    const result = await orchestrator(executor).run({ instructions, include: ['src/**'], concurrency: 1 });
    expect(reviews(executor)).toEqual(['src/[id].py', 'src/a.py', 'src/z.py', 'src/deep/b.py', 'src/deep/data.json']);
    expect(result.plan.origin).toMatchObject({
      kind: 'deterministic',
      because: expect.stringContaining('--batch-mode'),
    });
    expect(planner.calls).toHaveLength(0);
  });

  it(verifies('orchestrator.batch', 'no limit'), async () => {
    await Promise.all(
      Array.from({ length: 230 }, (_, at) => writeFile(join(folder, 'other', `m${at}.py`), `a${at} = ${at}\n`)),
    );
    const { plan } = await orchestrator(reviewer()).prepare({ instructions, include: ['other/**'] });
    expect(plan.tasks.filter(({ kind }) => kind === 'review')).toHaveLength(231);
    expect(plan.notCovered).toEqual([]);
    const capped = await orchestrator(reviewer(), { maxTasks: 3 }).prepare({ instructions, include: ['other/**'] });
    expect(capped.plan.tasks.filter(({ kind }) => kind === 'review')).toHaveLength(3);
  });

  it('takes lists that a shell has made, with names that look like patterns', async () => {
    const executor = reviewer();
    await orchestrator(executor).run({ instructions, include: ['src/a.py', './src/[id].py', 'src/a.py'] });
    expect(reviews(executor).toSorted()).toEqual(['src/[id].py', 'src/a.py']);
  });

  it('says which patterns match nothing', async () => {
    await writeFile(join(folder, '.gitignore'), 'other\n');
    for (const include of [['lib/**/*.py'], ['other/**']])
      await expect(orchestrator(reviewer()).run({ instructions, include })).rejects.toMatchObject({
        code: 'USAGE',
        message: expect.stringContaining(JSON.stringify(include[0])),
        mend: expect.stringContaining('src/**/*.py'),
      });
  });

  it(verifies('orchestrator.batch-files'), async () => {
    const executor = fakeExecutor((its) => {
      const [{ path } = { path: '' }] = its.sources;
      if (its.kind === 'check') return answer(findings('Nothing found.'), { who: TOOL });
      if (path === 'src/z.py') return answer('no JSON', { who: API, costMicros: 4_000 });
      return answer(findings(SUMMARY, GOOD_FINDING), { who: API, costMicros: 10_000 });
    });
    const options = { instructions, include: ['src/*.py'] };
    const result = await orchestrator(executor, { maxTasks: 2 }).run(options);
    expect(result.files).toMatchObject([
      { path: 'src/[id].py', state: 'done', findings: 1, costMicros: 10_000, tasks: { done: 1, of: 1 } },
      { path: 'src/a.py', state: 'done', findings: 1 },
      { path: 'src/z.py', state: 'left-out', findings: 0, why: expect.stringContaining('--max-tasks') },
    ]);
    const whole = await orchestrator(executor).run(options);
    expect(whole.files?.[2]).toMatchObject({ state: 'undone', costMicros: 4_000, by: [], why: expect.any(String) });
    const report = renderMarkdown(whole);
    expect(report).toContain('2 of 3 files done.');
    expect(report).toMatch(/\| `src\/a\.py` \| done \| 1 \| .*gpt-5.* \| \$0\.01 \|/);
    expect(report).toMatch(/\| `src\/z\.py` \| undone: /);
    expect((await orchestrator(executor, { batch: false, planner: undefined }).run(options)).files).toBeUndefined();
  });

  it(verifies('orchestrator.batch-resumed'), async () => {
    const include = ['src/**'];
    const abort = new AbortController();
    const events: RunEvent[] = [];
    const first = reviewer();
    const half = await orchestrator(first).run({
      instructions,
      include,
      runId: 'batch',
      signal: abort.signal,
      concurrency: 1,
      onEvent: (event) => {
        events.push(event);
        if (event.kind === 'finding-found') abort.abort();
      },
    });
    expect(half.files?.some(({ state }) => state === 'cancelled')).toBe(true);
    const ready = events.find((event) => event.kind === 'plan-ready');
    const plan = JSON.parse(JSON.stringify(ready?.plan)) as unknown;
    // The journal's part: what is done comes back, and is asked of nobody.
    const done = new Map(
      half.outcomes.filter(({ outcome }) => outcome.state === 'done').map((run) => [run.task.id, run]),
    );
    const second = reviewer();
    const executor: FakeExecutor = {
      ...second,
      async *executeAll(runId, tasks, options) {
        const all = await Array.fromAsync(tasks);
        yield* all.flatMap(({ id }) => done.get(id) ?? []);
        yield* second.executeAll(
          runId,
          all.filter(({ id }) => !done.has(id)),
          options,
        );
      },
    };
    const tasks = half.outcomes.map((run) => run.task);
    const whole = await orchestrator(executor).resume({ runId: 'batch', instructions, plan, tasks });
    expect(reviews(second)).toHaveLength(5 - reviews(first).length);
    expect(whole.files?.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done', 'done']);
  });
});

describe('estimates', () => {
  it(verifies('orchestrator.estimates'), () => {
    const image = {
      name: 'a.png',
      type: 'image/png',
      width: 750,
      height: 100,
      bytes: 9,
      sha256: 'a'.repeat(64),
    } as const;
    const plain = task({ system: 'x'.repeat(35), prompt: 'y'.repeat(350), output: { kind: 'text' } });
    const check = task({ kind: 'check' });
    expect(estimateTasks([plain, { ...plain, images: [image] }, check])).toMatchObject([
      { taskId: 'r-1', promptTokens: 110, outputTokens: 700, paths: ['src/cart.ts'] },
      { promptTokens: 939 },
      { promptTokens: 0, outputTokens: 0 },
    ]);
  });
});
