import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, Task, TaskRun } from '@hanzo/contracts';
import { openWorkspace, type Finding, type Workspace } from '@hanzo/tools';
import { describe, expect, it } from 'vitest';
import {
  assemblePatch,
  EDITS_OUTPUT,
  type GivenFinding,
  Orchestrator,
  renderMarkdown,
  type RunEvent,
  type RunResult,
} from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { fakeExecutor, type FakeExecutor } from './fake-executor.ts';
import { answer, CART, findings, GOOD_FINDING, passed, SUMMARY, task } from './samples.ts';

const VOUCHER: Finding = {
  ...GOOD_FINDING,
  line: 12,
  quote: 'return subtotal - subtotal * voucherPercent / 100;',
  severity: 'medium',
  category: 'input-validation',
  message: 'applyVoucher takes a voucherPercent above 100.',
};
const INFO: Finding = {
  ...VOUCHER,
  line: 11,
  quote: 'export function applyVoucher(',
  severity: 'info',
  message: 'applyVoucher is short.',
};

type EditOf = { readonly path: string; readonly find: string; readonly replace: string };
const MEND: EditOf = { path: 'cart.ts', find: 'index <= cartLines.length', replace: 'index < cartLines.length' };

/** Puts a line beside that of the voucher. */
const CHECKED: EditOf = {
  path: 'cart.ts',
  find: 'voucherPercent: number): number {\n',
  replace: 'voucherPercent: number): number {\n  if (voucherPercent > 100) return 0;\n',
};

async function scene(): Promise<{ workspace: Workspace } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'hanzo-fixes-'));
  await writeFile(join(folder, 'cart.ts'), CART);
  return {
    workspace: await openWorkspace(folder),
    [Symbol.asyncDispose]: async () => await rm(folder, { recursive: true }),
  };
}

const edits = (...all: EditOf[]): Answer => answer(JSON.stringify({ summary: SUMMARY, edits: all }));

function reviewer(found: readonly Finding[], fix: (task: Task) => Answer): FakeExecutor {
  return fakeExecutor((task) => {
    if (task.kind === 'fix') return fix(task);
    return answer(findings(SUMMARY, ...(task.kind === 'check' ? [] : found)));
  });
}

async function run(
  workspace: Workspace,
  executor: FakeExecutor,
  events: RunEvent[] = [],
  options: Partial<ConstructorParameters<typeof Orchestrator>[0]> = {},
): Promise<RunResult> {
  const dev = new Orchestrator({ orchestratorModel: 'none', executor, workspace, fixes: true, ...options });
  return await dev.run({
    instructions: 'Review the code for bugs.',
    runId: 'r',
    onEvent: (event) => events.push(event),
  });
}

const fixesOf = ({ tasks }: FakeExecutor): readonly Task[] => tasks.filter(({ kind }) => kind === 'fix');

describe('mending', () => {
  it(verifies('changes.mends'), async () => {
    await using at = await scene();
    const events: RunEvent[] = [];
    const executor = reviewer([GOOD_FINDING, VOUCHER, INFO], () => edits(MEND));
    const result = await run(at.workspace, executor, events);
    const [fix, ...more] = fixesOf(executor);
    expect(more).toEqual([]);
    expect(fix).toMatchObject({ title: 'fix cart.ts:5,12', runId: 'r', output: { name: 'edits' } });
    expect(fix?.prompt).toContain(
      '1. line 5, high, off-by-one: The loop in cartSubtotal reads one element past the end.',
    );
    expect(fix?.prompt).toContain('2. line 12, medium');
    // What is only to know is not mended.
    expect(fix?.prompt).not.toContain('applyVoucher is short');
    expect(events).toContainEqual(expect.objectContaining({ kind: 'stage-start', stage: 'fixes' }));
    expect(result.patch?.changes).toEqual([
      { path: 'cart.ts', before: CART, after: CART.replace(MEND.find, MEND.replace) },
    ]);
    expect(result.fixes?.mended).toHaveLength(1);
    expect(result.fixes?.unmended).toMatchObject([{ line: 12, why: 'no edit touches it' }]);
    expect(result.complete).toBe(false);
    const both = await run(
      at.workspace,
      reviewer([GOOD_FINDING, VOUCHER], () => edits(MEND, CHECKED)),
    );
    expect(both.fixes).toMatchObject({ mended: [expect.any(String), expect.any(String)], unmended: [] });
    expect(both.complete).toBe(true);
  });

  it(verifies('changes.touched'), async () => {
    await using at = await scene();
    const sum: Finding = {
      ...GOOD_FINDING,
      line: 6,
      quote: 'cartLines[index].unitPrice',
      category: 'null-dereference',
      message: 'cartLines may be undefined at unitPrice.',
    };
    const linesMended = async (...all: EditOf[]): Promise<readonly number[] | undefined> => {
      const { fixes, findings: found } = await run(
        at.workspace,
        reviewer([GOOD_FINDING, sum, VOUCHER], () => edits(...all)),
      );
      return found
        .filter(({ fingerprint }) => fixes?.mended.includes(fingerprint))
        .map(({ line }) => line)
        .toSorted((a, b) => a - b);
    };
    expect(await linesMended(MEND)).toEqual([5]);
    // In their function, and at no line of theirs.
    expect(await linesMended({ path: 'cart.ts', find: 'let subtotal = 0;', replace: 'let subtotal = -0;' })).toEqual([
      5, 6,
    ]);
    // Its context holds the line of another finding, and leaves it as it is.
    const text = CART.split('\n').slice(4, 6).join('\n');
    const replace = text.replace(MEND.find, MEND.replace);
    expect(await linesMended({ path: 'cart.ts', find: text, replace })).toEqual([5]);
    expect(await linesMended(CHECKED)).toEqual([12]);
  });

  it(verifies('changes.mends', 'not without the wish, nor what is known'), async () => {
    await using at = await scene();
    const without = reviewer([GOOD_FINDING], () => edits(MEND));
    expect((await run(at.workspace, without, [], { fixes: false })).patch).toBeUndefined();
    const known = reviewer([GOOD_FINDING], () => edits(MEND));
    const baseline = { has: () => true } as unknown as NonNullable<
      ConstructorParameters<typeof Orchestrator>[0]['baseline']
    >;
    const { fixes } = await run(at.workspace, known, [], { baseline: { ...baseline, findings: [] } as never });
    expect([fixesOf(without), fixesOf(known), fixes]).toEqual([[], [], undefined]);
  });

  it(verifies('changes.mends', 'nobody is asked to change packages of others'), async () => {
    await using at = await scene();
    const folder = join(at.workspace.root, 'vendor/shop');
    await mkdir(folder, { recursive: true });
    await rename(join(at.workspace.root, 'cart.ts'), join(folder, 'cart.ts'));
    const executor = reviewer([GOOD_FINDING], () => edits(MEND));
    const { fixes } = await run(at.workspace, executor);
    expect(fixesOf(executor)).toEqual([]);
    expect(fixes?.unmended).toMatchObject([{ why: 'packages of others stand in vendor' }]);
  });

  it(verifies('changes.mends', 'an answer that changes nothing mends nothing'), async () => {
    await using at = await scene();
    const result = await run(
      at.workspace,
      reviewer([GOOD_FINDING], () => edits()),
    );
    expect([result.complete, result.counts.undone]).toEqual([false, 1]);
    expect(result.fixes).toMatchObject({
      mended: [],
      unmended: [{ path: 'cart.ts', line: 5, why: expect.stringContaining('It changes nothing') }],
    });
    expect(renderMarkdown(result)).toMatch(/## Not mended\n\n- `cart\.ts:5`.*reads one element past the end/);
  });

  it(verifies('changes.mends', 'what was applied before the run is taken up again'), async () => {
    await using at = await scene();
    const sources = [{ path: 'cart.ts', firstLine: 1, text: CART.trimEnd() }];
    const given = edits(MEND);
    const made = task({ id: 'r-fix-1', kind: 'fix', output: EDITS_OUTPUT, sources });
    const runs: TaskRun[] = [{ task: made, outcome: { state: 'done', answer: given, attempts: [passed(1, given)] } }];
    const partNow = async (): Promise<unknown> => (await assemblePatch(at.workspace.root, runs))?.parts[0];
    expect(await partNow()).toMatchObject({ edits: 1 });
    const file = join(at.workspace.root, 'cart.ts');
    await writeFile(file, CART.replace(MEND.find, MEND.replace));
    expect(await partNow()).toMatchObject({ edits: 0, isThere: true });
    expect(await partNow()).not.toHaveProperty('leftOut');
    await writeFile(file, CART.replace(MEND.find, 'other'));
    expect(await partNow()).toMatchObject({ leftOut: expect.stringContaining('changed since it was shown') });
    // What an edit takes out is gone; but somebody has changed the line, and the edit was never made.
    const out = edits({ path: 'cart.ts', find: MEND.find, replace: '' });
    const taken: TaskRun[] = [{ task: made, outcome: { state: 'done', answer: out, attempts: [passed(1, out)] } }];
    expect((await assemblePatch(at.workspace.root, taken))?.parts[0]).not.toHaveProperty('isThere');
    await writeFile(file, CART.replace(MEND.find, ''));
    expect((await assemblePatch(at.workspace.root, taken))?.parts[0]).toHaveProperty('isThere');
  });

  it(verifies('changes.given'), async () => {
    await using at = await scene();
    const given = (finding: Finding): GivenFinding => ({
      ...finding,
      path: 'cart.ts',
      kind: 'review',
      quote: CART.split('\n')[finding.line - 1]?.trim() ?? '',
    });
    // Two lines were put in since.
    const now = `// One.\n// Two.\n${CART}`;
    await writeFile(join(at.workspace.root, 'cart.ts'), now);
    const events: RunEvent[] = [];
    const executor = reviewer([VOUCHER], () => edits(MEND));
    const dev = new Orchestrator({
      orchestratorModel: 'none',
      executor,
      workspace: at.workspace,
      fixes: true,
      criticInstances: 2,
    });
    const gone = { ...given(VOUCHER), quote: 'return gone;' };
    const result = await dev.run({
      instructions: 'Mend this.',
      runId: 'r',
      fixOnly: [given(GOOD_FINDING), gone],
      onEvent: (event) => events.push(event),
    });
    expect(executor.tasks.map(({ kind, title }) => [kind, title])).toEqual([['fix', 'fix cart.ts:7']]);
    expect(result.plan.warnings).toEqual([expect.stringContaining('cart.ts:12')]);
    expect([result.complete, result.fixes?.mended.length, result.fixes?.unmended]).toEqual([true, 1, []]);
    expect(events).toContainEqual(expect.objectContaining({ kind: 'stage-start', stage: 'fixes', mends: 1 }));
    // Whoever takes it up again knows what is to be mended.
    const plan: unknown = JSON.parse(JSON.stringify(result.plan));
    const again = await dev.resume({ runId: 'r', instructions: 'Mend this.', plan, tasks: [] });
    expect(again.fixes).toEqual(result.fixes);
    await expect(dev.run({ instructions: 'Mend this.', fixOnly: [gone] })).rejects.toMatchObject({ code: 'USAGE' });
  });

  it(verifies('changes.mends', 'the same findings make the same tasks'), async () => {
    await using at = await scene();
    const idsOf = async (...found: Finding[]): Promise<readonly string[]> => {
      const executor = reviewer(found, () => edits(MEND));
      await run(at.workspace, executor);
      return fixesOf(executor).map(({ id }) => id);
    };
    const [first] = await idsOf(GOOD_FINDING);
    expect(first).toMatch(/^r-fix-[0-9a-f]{16}$/);
    expect(await idsOf(GOOD_FINDING)).toEqual([first]);
    expect(await idsOf(GOOD_FINDING, VOUCHER)).not.toContain(first);
  });

  it(verifies('changes.mends', 'a run that is taken up again knows its mending tasks'), async () => {
    await using at = await scene();
    const events: RunEvent[] = [];
    const first = reviewer([GOOD_FINDING], () => edits(MEND));
    const before = await run(at.workspace, first, events);
    const ready = events.find(({ kind }) => kind === 'plan-ready');
    const again = reviewer([GOOD_FINDING], () => edits(MEND));
    const dev = new Orchestrator({ orchestratorModel: 'none', executor: again, workspace: at.workspace, fixes: true });
    const plan: unknown = JSON.parse(JSON.stringify(ready?.kind === 'plan-ready' ? ready.plan : undefined));
    // What formatters mend has a kind that plans have, too.
    const tasks = [...first.tasks, task({ id: 'r-fix-0', kind: 'format' })];
    const result = await dev.resume({
      runId: 'r',
      instructions: 'Review the code for bugs.',
      plan,
      tasks,
    });
    expect(again.tasks.map(({ id }) => id).toSorted()).toEqual(first.tasks.map(({ id }) => id).toSorted());
    expect([result.counts.tasks, result.fixes]).toEqual([before.counts.tasks, before.fixes]);
  });

  it(verifies('changes.mends', 'a few findings at a time, in code that fits'), async () => {
    const functions = Array.from(
      { length: 12 },
      (_, at) =>
        `export function part${at}(value: number): number {\n${'  // What this part does is long to tell, so it is told.\n'.repeat(20)}  return value / ${at};\n}\n`,
    );
    await using at = await scene();
    await writeFile(join(at.workspace.root, 'cart.ts'), functions.join('\n'));
    const executor = fakeExecutor((task) => {
      if (task.kind === 'fix') return edits();
      const found = functions.flatMap((_, index): Finding[] => {
        const line = 22 + index * 24;
        const [source] = task.sources;
        if (source === undefined || task.kind === 'check') return [];
        const isShown = line >= source.firstLine && line < source.firstLine + source.text.split('\n').length;
        return isShown
          ? [{ ...GOOD_FINDING, line, quote: `return value / ${index};`, message: `part${index} divides by ${index}.` }]
          : [];
      });
      return answer(findings('All of part0 to part11 divide value.', ...found.slice(0, 5)));
    });
    await run(at.workspace, executor, [], { limits: { contextTokens: 3_000, maxOutputTokens: 300 } });
    const fixes = fixesOf(executor);
    expect(fixes.length).toBeGreaterThan(2);
    for (const { prompt, sources } of fixes) {
      expect(prompt.match(/^\d+\. line /gm)?.length).toBeLessThanOrEqual(5);
      for (const [, line] of prompt.matchAll(/^\d+\. line (\d+)/gm))
        expect(
          sources.some(
            (source) =>
              Number(line) >= source.firstLine && Number(line) < source.firstLine + source.text.split('\n').length,
          ),
        ).toBe(true);
    }
  });
});
