import { isRepeatable, type Task } from '@hanzo/contracts';
import { estimateTokens } from '@hanzo/tools';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import {
  buildTasks,
  DEFAULT_TASK_LIMITS,
  type PlannedTask,
  renderMarkdown,
  type RunEvent,
  type RunResult,
  type TaskLimits,
} from '../src/index.ts';
import { findsBugs, project, type Project } from './remembered-project.ts';
import { EMPTY_PLAN } from './result-of.ts';
import { answer, API, CART } from './samples.ts';

const review: PlannedTask = { kind: 'review', tier: 'simple', title: 'Look', files: ['src/cart.ts'], instructions: '' };

function build(limits: Partial<TaskLimits>, planned: PlannedTask = review, text = CART): readonly Task[] {
  return buildTasks({
    plan: { ...EMPTY_PLAN, tasks: [planned] },
    runId: 'run',
    instructions: 'Find bugs.',
    texts: new Map([['src/cart.ts', text]]),
    limits: { ...DEFAULT_TASK_LIMITS, ...limits },
  });
}

describe('the tasks of several looks', () => {
  it(verifies('looks.first-alone'), () => {
    const [only] = build({});
    const [first, ...others] = build({ instances: 3 });
    expect(others).toHaveLength(2);
    expect(first).toEqual({ ...only, title: `${only?.title} (look 1 of 3)`, look: { number: 1, of: 3 } });
    expect(build({ instances: 1 })).toEqual([only]);
  });

  it(verifies('looks.apart'), () => {
    const text = Array.from({ length: 300 }, (_, at) => `export function f${at}() {\n  return ${at};\n}\n`).join('\n');
    const limits = { instances: 8, contextTokens: 2048, maxOutputTokens: 300 };
    const tasks = build(limits, review, text);
    const [first, ...others] = tasks.slice(0, 8);
    expect(new Set(tasks.slice(0, 8).map(({ prompt }) => prompt)).size).toBe(8);
    expect(new Set(tasks.slice(0, 8).map(({ sampling }) => sampling.seed)).size).toBe(8);
    expect(first?.sampling.temperature).toBe(0);
    for (const [at, { sampling, prompt, sources, title }] of others.entries()) {
      expect(sampling.temperature).toBeGreaterThan(0);
      expect(isRepeatable(sampling)).toBe(true);
      expect(sources).toEqual(first?.sources);
      expect(prompt.startsWith(`${first?.prompt}\n\n`)).toBe(true);
      expect(title).toMatch(new RegExp(`\\(look ${at + 2} of 8\\)$`));
    }
    for (const { system, prompt } of tasks) expect(estimateTokens(system + prompt) + 300).toBeLessThanOrEqual(2048);
  });

  it(verifies('looks.models'), () => {
    const workerModels = ['local:llama3.2', 'gpt-5-mini'];
    expect(build({ workerModels }).map(({ models }) => models)).toEqual([workerModels]);
    expect(build({ workerModels, instances: 3 }).map(({ models }) => models)).toEqual([
      ['local:llama3.2'],
      ['gpt-5-mini'],
      ['local:llama3.2'],
    ]);
    expect(build({ instances: 2 }).map(({ models }) => models)).toEqual([undefined, undefined]);
  });

  it(verifies('looks.tools-once'), () => {
    for (const kind of ['check', 'format', 'lint'] as const)
      expect(build({ instances: 4 }, { ...review, kind })).toEqual(build({}, { ...review, kind }));
  });
});

const SHOP = {
  'src/cart.ts': CART,
  'src/tax.ts': 'export const taxRate = 0.2; // BUG\nexport const taxName = "VAT";\n',
};
const PROSE =
  'Call `cartSubtotal` with the lines of a cart to get the sum, then `applyVoucher` with a percentage between 0 and 100';

/** Answers to documentation tasks: the engine's number stands in each. */
function writes(here: Project, merge: (task: Task) => string = () => `${PROSE}, merged.`): void {
  let count = 0;
  here.engine = (task) => {
    count += 1;
    return answer(task.id.includes('-merge-') ? merge(task) : `${PROSE}${', by number'.repeat(count)}.`);
  };
}

describe('runs of several looks', () => {
  it(verifies('looks.found-together'), async () => {
    await using here = await project(SHOP);
    // Only the second look sees it.
    here.engine = (task) => (task.look?.number === 2 ? findsBugs(task) : findsBugs({ ...task, sources: named(task) }));
    const result = await here.review({ instances: 3 });
    expect(result.findings).toMatchObject([
      { path: 'src/tax.ts', line: 1, looks: { found: 1, of: 3 }, confidence: 'medium' },
    ]);
    here.engine = findsBugs;
    const again = await here.review({ instances: 4, cache: undefined });
    expect(again.findings).toMatchObject([{ looks: { found: 4, of: 4 }, confidence: 'high' }]);
    expect(again.counts.bySeverity.high).toBe(1);
    expect(here.reviewed).toHaveLength(8);
    expect(again.complete).toBe(true);
  });

  it(verifies('looks.capped'), async () => {
    await using here = await project(SHOP);
    const { plan } = await here.review({ instances: 3, maxTasks: 1 });
    expect(plan.tasks.filter(({ kind }) => kind !== 'check')).toHaveLength(1);
    expect(here.reviewed).toHaveLength(3);
    expect(plan.taskCount).toBe(here.reviewed.length + here.checked.length);
  });

  it.each([0, 9, 1.5, Number.NaN])(verifies('looks.range', '%s'), async (instances) => {
    await using here = await project(SHOP);
    await expect(here.review({ instances })).rejects.toMatchObject({
      code: 'USAGE',
      mend: expect.stringContaining('1 to 8'),
    });
    expect(here.reviewed).toEqual([]);
  });

  it(verifies('looks.one-text'), async () => {
    await using here = await project({ 'src/cart.ts': CART });
    let asked: Task | undefined;
    writes(here, (task) => {
      asked = task;
      return `${PROSE}, merged.`;
    });
    const result = await here.review({ instances: 3, kind: 'docs' });
    expect(result.prose).toMatchObject([{ text: `${PROSE}, merged.`, kind: 'docs' }]);
    expect(result.prose[0]?.title).not.toContain('look');
    expect(renderMarkdown(result)).toMatch(/^\| merge \| docs \| \w+ \| 1 \| 1 \|$/m);
    expect(result.complete).toBe(true);
    for (const count of [1, 2, 3]) expect(asked?.prompt).toContain(`${PROSE}${', by number'.repeat(count)}.`);
    expect(asked).toMatchObject({ kind: 'docs', sampling: { temperature: 0 } });
    expect(asked?.look).toBeUndefined();
    const stages = here.events.filter((event) => event.kind === 'stage-start');
    expect(stages).toMatchObject([{ stage: 'merge', tasks: [{ id: asked?.id }] }]);
    // Who says the same thing three times needs no merging.
    here.engine = () => answer(`${PROSE}.`);
    const same = await here.review({ instances: 3, kind: 'docs' });
    expect(same.prose).toHaveLength(1);
    expect(here.reviewed).toHaveLength(3);
  });

  it(verifies('looks.text-unmerged'), async () => {
    await using here = await project({ 'src/cart.ts': CART });
    writes(here, () => 'Nothing.');
    const result = await here.review({ instances: 3, kind: 'docs' });
    expect(result.prose).toMatchObject([{ text: `${PROSE}, by number, by number, by number.` }]);
    expect(result.plan.warnings.join('\n')).toMatch(
      /^The 3 texts of "docs src\/cart\.ts.*" were not merged, since that failed/m,
    );
    expect(renderMarkdown(result)).toContain('were not merged');
    expect(result.complete).toBe(false);
    const tight = { contextTokens: 1024, maxOutputTokens: 300 };
    here.engine = (task) => answer(`${PROSE}. ${task.look?.number} ${WORDS}`);
    const small = await here.review({ instances: 8, kind: 'docs', limits: tight });
    expect(small.prose).toHaveLength(1);
    expect(small.plan.warnings.join('\n')).toContain('do not fit into the context');
    expect(here.reviewed).toHaveLength(8);
  });

  it(verifies('looks.edits-once'), async () => {
    await using here = await project({ 'src/cart.ts': CART });
    const good = { path: 'src/cart.ts', find: '  let subtotal = 0;', replace: '  let subtotal = 0; // cents' };
    here.engine = (task) => {
      const edit = task.look?.number === 3 ? good : { ...good, find: 'nowhere' };
      const summary = 'applyVoucher and cartSubtotal were documented.';
      return answer(JSON.stringify({ summary, edits: [edit] }), { who: API, costMicros: 5 });
    };
    const options = { instances: 5, kind: 'docs', limits: { patch: true } } as const;
    const result = await here.review(options);
    expect(here.reviewed.map(({ look }) => look?.number)).toEqual([1, 2, 3]);
    expect(result.complete).toBe(true);
    expect(result.patch?.text).toContain('// cents');
    expect(result.receipt.totals).toMatchObject({ costMicros: 15, attempts: 3 + here.checked.length, rejected: 2 });
    const edits = result.outcomes.filter(({ task }) => task.kind === 'docs');
    expect(edits.map(({ outcome }) => outcome.attempts.map(({ number }) => number))).toEqual([[1, 2, 3]]);
  });

  it(verifies('receipt.candidates', 'looks at the same work are one task'), async () => {
    await using here = await project({ 'src/cart.ts': CART });
    let goodLook = 3;
    const good = { path: 'src/cart.ts', find: '  let subtotal = 0;', replace: '  let subtotal = 0; // cents' };
    here.engine = ({ look }) => {
      const edit = look?.number === goodLook ? good : { ...good, find: 'nowhere' };
      const summary = 'applyVoucher and cartSubtotal were documented.';
      return answer(JSON.stringify({ summary, edits: [edit] }), { who: { kind: 'local', model: 'llama3.2' } });
    };
    const options = { instances: 3, kind: 'docs', limits: { patch: true } } as const;
    const { complete, counts, receipt } = await here.review(options);
    expect({ complete, undone: counts.undone }).toEqual({ complete: true, undone: 0 });
    expect(receipt.answers).toMatchObject({ passed: 1, judged: 3, candidates: [] });
    goodLook = 0;
    const none = await here.review({ ...options, cache: undefined });
    expect(none.counts.undone).toBe(1);
    expect(none.receipt.answers).toMatchObject({ passed: 0, judged: 3, candidates: [{ tasks: 1, why: '' }] });
  });

  it(verifies('looks.resumed'), async () => {
    await using here = await project({ 'src/cart.ts': CART });
    writes(here);
    const options = { instances: 3, workerModels: ['a', 'b'], kind: 'docs' } as const;
    const first = await here.review({ ...options, runId: 'run' });
    const made = here.events.find((event) => event.kind === 'plan-ready') as RunEvent & { kind: 'plan-ready' };
    const merges = first.outcomes.filter(({ task }) => task.id.includes('-merge-')).map(({ task }) => task);
    expect(merges).toHaveLength(1);
    const plan: unknown = JSON.parse(JSON.stringify(made.plan));
    writes(here);
    // What is resumed knows nothing of what was wanted: the plan does.
    for (const written of [made.tasks, [...made.tasks, ...merges], made.tasks.slice(0, 2)]) {
      writes(here);
      const again = await here.resume({
        runId: 'run',
        instructions: 'Review the code for bugs.',
        plan,
        tasks: written,
      });
      expect(idsOf(again)).toEqual(idsOf(first));
      expect(again.outcomes.map(({ task }) => task.models)).toEqual(first.outcomes.map(({ task }) => task.models));
      expect(again.plan.warnings).toEqual(first.plan.warnings);
    }
  });

  it(verifies('looks.remembered'), async () => {
    await using here = await project(SHOP);
    here.engine = (task) => (task.look?.number === 1 ? findsBugs({ ...task, sources: named(task) }) : findsBugs(task));
    const first = await here.review({ instances: 3 });
    expect(here.reviewed).toHaveLength(6);
    const again = await here.review({ instances: 3 });
    expect(here.reviewed).toEqual([]);
    expect(again.findings).toMatchObject([
      { path: 'src/tax.ts', line: 1, looks: { found: 2, of: 3 }, confidence: 'high' },
    ]);
    expect(again.findings[0]?.fingerprint).toBe(first.findings[0]?.fingerprint);
    await here.review({ instances: 2 });
    expect(here.reviewed).toHaveLength(4);
  });

  it(verifies('looks.remembered-first'), async () => {
    await using here = await project(SHOP);
    await here.review({ instances: 2 });
    const alone = await here.review();
    expect(here.reviewed).toEqual([]);
    expect(alone.findings).toMatchObject([{ looks: { found: 1, of: 1 } }]);
    await using other = await project(SHOP);
    await other.review();
    await other.review({ instances: 2 });
    expect(other.reviewed).toHaveLength(4);
  });
});

const WORDS = Array.from({ length: 20 }, (_, at) => `In step ${at} it takes cartLines[${at}] and adds ${at * 7}.`).join(
  ' ',
);

/** The same code without what is wrong with it. */
function named({ sources }: Task): Task['sources'] {
  return sources.map((source) => ({ ...source, text: source.text.replaceAll('BUG', 'fine') }));
}

function idsOf({ outcomes }: RunResult): readonly string[] {
  return outcomes.map(({ task }) => task.id);
}
