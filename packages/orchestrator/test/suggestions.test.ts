import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, Task } from '@hanzo/contracts';
import { openWorkspace, type Finding, type Profile, type Workspace } from '@hanzo/tools';
import { describe, expect, it } from 'vitest';
import { Orchestrator, renderReport, type RunEvent, type RunResult, type SuggestionWishes } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { keepReal } from '../src/suggestions/keep-real.ts';
import { fakeExecutor, type FakeExecutor } from './fake-executor.ts';
import { answer, CART, findings, GOOD_FINDING, SUMMARY } from './samples.ts';

const SHOP = `import { cartSubtotal } from './cart.ts';

export class ShopCounter {
  total(cartLines) {
    return cartSubtotal(cartLines);
  }
}
`;
const SLOW: Finding = { ...GOOD_FINDING, category: 'complexity', message: 'cartSubtotal is slow.' };
const FASTER = `**Before** the loop of cartSubtotal reads cartLines by index, **After** it uses reduce over cartLines.
**Why it is faster**: fewer bounds checks in cartSubtotal. **Growth** stays linear. **Measure** work.js. **Risk** none.`;

async function shop(): Promise<{ workspace: Workspace } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'hanzo-suggest-'));
  await writeFile(join(folder, 'cart.ts'), CART);
  await writeFile(join(folder, 'shop.ts'), SHOP);
  return {
    workspace: await openWorkspace(folder),
    [Symbol.asyncDispose]: async () => await rm(folder, { recursive: true }),
  };
}

function engine(found: readonly Finding[], write: (task: Task) => string): FakeExecutor {
  return fakeExecutor((task): Answer => {
    if (isSuggestion(task)) return answer(write(task));
    const isCart = task.kind !== 'check' && task.sources[0]?.path === 'cart.ts';
    const summary = isCart ? SUMMARY : 'ShopCounter and cartSubtotal add up cartLines.';
    return answer(findings(summary, ...(isCart ? found : [])));
  });
}

function isSuggestion({ id }: Task): boolean {
  return id.startsWith('r-suggest-');
}

const suggested = ({ tasks }: FakeExecutor): readonly Task[] => tasks.filter(isSuggestion);

interface Parts {
  readonly suggest: SuggestionWishes;
  readonly profile?: Profile;
  readonly events?: RunEvent[];
}

async function run(workspace: Workspace, executor: FakeExecutor, parts: Parts): Promise<RunResult> {
  const { events = [], suggest, profile } = parts;
  const dev = new Orchestrator({ orchestratorModel: 'none', executor, workspace, suggest, profile });
  return await dev.run({
    instructions: 'Review the code for bugs.',
    runId: 'r',
    onEvent: (event) => events.push(event),
  });
}

const HOT: Profile = {
  command: 'node work.js',
  profiler: 'node',
  samples: 900,
  totalMs: 1_000,
  ownMs: 1_000,
  functions: [
    {
      name: 'cartSubtotal',
      path: 'cart.ts',
      line: 3,
      lastLine: 9,
      selfMs: 900,
      totalMs: 900,
      share: 0.9,
      totalShare: 0.9,
    },
  ],
  notes: [],
};

describe('suggested optimisations', () => {
  it(verifies('suggestions.optimizations'), async () => {
    await using at = await shop();
    const events: RunEvent[] = [];
    const executor = engine([SLOW], () => FASTER);
    const result = await run(at.workspace, executor, { suggest: { optimizations: true }, profile: HOT, events });
    const [task, ...more] = suggested(executor);
    expect(more).toEqual([]);
    expect(task).toMatchObject({ title: 'optimise cartSubtotal cart.ts:3', output: { kind: 'text' } });
    expect(task?.sources[0]).toMatchObject({ path: 'cart.ts', firstLine: 3 });
    expect(task?.prompt).toContain(`"cartSubtotal" takes 90 % of the time in the workspace's code`);
    expect(task?.prompt).toContain('- line 5, complexity: cartSubtotal is slow.');
    expect(task?.prompt).not.toContain('applyVoucher');
    expect(events).toContainEqual(expect.objectContaining({ kind: 'stage-start', stage: 'suggestions' }));
    expect(result.suggestions).toMatchObject({ optimizations: { texts: [{ text: FASTER }], notes: [] } });
    expect(result.complete).toBe(true);
    expect(renderReport(result, 'md')).toContain('## Suggested optimisations\n\n### optimise cartSubtotal cart.ts:3');
    expect(renderReport(result, 'html')).toContain('<h2>Suggested optimisations</h2>');
  });

  it(verifies('suggestions.optimizations', 'by findings alone, by the profile alone, and for nothing'), async () => {
    await using at = await shop();
    const suggest = { optimizations: true };
    const found = engine([SLOW], () => FASTER);
    await run(at.workspace, found, { suggest });
    expect(suggested(found)[0]?.sources[0]).toMatchObject({ path: 'cart.ts', firstLine: 3 });
    expect(suggested(found)[0]?.prompt).not.toContain('A profile says');
    const measured = engine([], () => FASTER);
    await run(at.workspace, measured, { suggest, profile: HOT });
    expect(suggested(measured)).toHaveLength(1);
    const nothing = engine([{ ...SLOW, category: 'off-by-one' }], () => FASTER);
    const result = await run(at.workspace, nothing, { suggest });
    expect(suggested(nothing)).toEqual([]);
    expect(renderReport(result, 'md')).toContain('## Suggested optimisations\n\nNone: nothing that counts');
    const without = engine([SLOW], () => FASTER);
    expect((await run(at.workspace, without, { suggest: {}, profile: HOT })).suggestions).toBeUndefined();
    expect(suggested(without)).toEqual([]);
  });

  it(verifies('suggestions.optimizations', 'what does not speak of the code is refused'), async () => {
    await using at = await shop();
    const vague =
      'This code could be made a good deal faster in many ways, by doing less and by doing it better than now.';
    const result = await run(
      at.workspace,
      engine([SLOW], () => vague),
      { suggest: { optimizations: true } },
    );
    expect([result.complete, result.suggestions?.optimizations?.texts]).toEqual([false, []]);
    expect(renderReport(result, 'md')).toContain('None was accepted: see what was not done.');
  });
});

describe('suggested patterns', () => {
  it(verifies('suggestions.patterns'), async () => {
    await using at = await shop();
    const real = '### Strategy\nModules: `cart.ts`, `shop.ts`\nShopCounter is tied to cartSubtotal.\n';
    const madeUp = '### Facade\nModules: `cart.ts`, `src/billing/ledger.ts`\nIt hides a ledger.\n';
    const nowhere = '### Visitor\nIt would be nice.\n';
    const executor = engine([SLOW], () => `Three of them.\n\n${madeUp}\n${real}\n${nowhere}`);
    const result = await run(at.workspace, executor, { suggest: { patterns: true } });
    const [task] = suggested(executor);
    expect(task).toMatchObject({ kind: 'architecture', title: 'suggest patterns' });
    expect(task?.prompt).toContain('- cart.ts:5 high, complexity: cartSubtotal is slow.');
    expect(task?.prompt).toMatch(/shop\.ts\n3-7 class .*ShopCounter/);
    expect(task?.prompt).toContain('2 modules');
    const [one] = result.suggestions?.patterns?.texts ?? [];
    expect(one?.text).toBe(`Three of them.\n\n${real.trim()}`);
    expect(result.suggestions?.patterns?.notes).toEqual([
      '2 of 3 suggestions were left out: the modules named there are not in the workspace.',
    ]);
    expect(renderReport(result, 'md')).toContain('## Suggested patterns');
  });

  const MODULES = new Set(['src/a.ts', 'src/b.ts', 'src/my file.ts', 'src/App.tsx', 'tools/run.js']);
  const left = (text: string): string => {
    const section = { taskId: 't', title: 't', kind: 'architecture', text, who: { kind: 'api', model: 'm' } } as never;
    return keepReal([section], MODULES).texts[0]?.text ?? '';
  };

  it.each([
    ['deep headings', '#### Strategy\nIt is about src/ghost.ts.\n'],
    ['names in bold', '**Factory**\n\nModules: `src/ghost.ts`\n'],
    ['no headings', 'Use a factory in src/ghost.ts, it helps.\n'],
    ['real and made-up ones', '### Factory\nIt joins `src/a.ts` and `src/ghost.ts`.\n'],
    ['one made-up of several', '### Factory\nModules: src/a.ts, src/ghost.ts\n'],
    ['no module', '### Factory\nNode.js has one.\n'],
  ])(verifies('suggestions.patterns', 'left out: %s'), (_, text) => {
    expect(left(text)).toBe('');
  });

  it.each([
    ['without backticks', '### Factory\nModules: src/a.ts, src/b.ts:3-9\nIt helps.'],
    ['a new module', '### Factory\nModules: `src/a.ts`, `src/factory.ts` (new)\nIt helps.'],
    ['a file that is to be made', '### Factory\n`src/a.ts` grows. **First step**: create `src/factory.ts` with it.'],
    ['a list', '### Factory\n**Modules:**\n- `src/a.ts`\n- `src/my file.ts`\n'],
    ['a title and parts in bold', '# Patterns\n\n## Factory\nIn `src/App.tsx`.\n\n**Benefit**\n\nLess of it.'],
    ['code', '### Factory\nModules: `src/a.ts`\n```ts\n### no heading\nimport "src/ghost.ts";\n```\n'],
    ['code without a line of modules', '### Factory\nIn src/a.ts:\n```ts\nimport "src/ghost.ts";\n```\n'],
    ['names like files', '### Factory\nNode.js runs tools/run.js (see https://example.com/x.ts).'],
    ['that none is needed', 'These modules need no pattern: they are small.'],
  ])(verifies('suggestions.patterns', 'kept: %s'), (_, text) => {
    expect(left(text)).toBe(text);
  });

  it(verifies('suggestions.patterns', 'paragraphs are judged each'), () => {
    const text = 'Two of them.\n\nSplit src/a.ts in two.\n\nMove src/ghost.ts away from src/b.ts.\n';
    expect(left(text)).toBe('Two of them.\n\nSplit src/a.ts in two.');
  });

  it(verifies('suggestions.patterns', 'an answer about other code is refused'), async () => {
    await using at = await shop();
    const text =
      '### Facade\nModules: `src/billing/ledger.ts`\nIt hides cartSubtotal, ShopCounter and cartLines behind one door.';
    const result = await run(
      at.workspace,
      engine([SLOW], () => text),
      { suggest: { patterns: true } },
    );
    expect([result.complete, result.suggestions?.patterns]).toEqual([false, { texts: [], notes: [] }]);
  });

  it(verifies('suggestions.resumed'), async () => {
    await using at = await shop();
    const suggest = { optimizations: true, patterns: true };
    const events: RunEvent[] = [];
    const executor = engine([SLOW], ({ kind }) =>
      kind === 'refactor'
        ? FASTER
        : '### Strategy\nModules: `cart.ts`\nApply it to cartSubtotal and ShopCounter at once, please.',
    );
    await run(at.workspace, executor, { suggest, events });
    const ready = events.find((event) => event.kind === 'plan-ready');
    if (ready === undefined) throw new Error('no plan');
    const dev = new Orchestrator({ orchestratorModel: 'none', executor, workspace: at.workspace, suggest });
    const before = suggested(executor).map(({ id }) => id);
    // The journal has all tasks, those of later stages too.
    const tasks = [...ready.tasks, ...suggested(executor)];
    const plan: unknown = JSON.parse(JSON.stringify(ready.plan));
    const again = await dev.resume({ runId: 'r', instructions: 'Review the code for bugs.', plan, tasks });
    const after = suggested(executor).map(({ id }) => id);
    expect(before).toHaveLength(2);
    // The same ids: whoever has done them gives back what they came to.
    expect(after).toEqual([...before, ...before]);
    expect(again.suggestions?.patterns?.texts).toHaveLength(1);
    const stages = events.filter((event) => event.kind === 'stage-start' && event.stage === 'suggestions');
    expect(stages).toHaveLength(1);
  });
});
