import { describe, expect, it } from 'vitest';
import type { ContentCache, TaskRun } from '@hanzo/contracts';
import { openWorkspace } from '@hanzo/tools';
import { manualClock } from '@hanzo/testkit';
import { buildTasks, DEFAULT_TASK_LIMITS, type Plan, type PlannedTask } from '../src/index.ts';
import { recall } from '../src/remembered/recall.ts';
import { ReviewMemory } from '../src/remembered/review-memory.ts';
import { memoryCache } from './memory-cache.ts';
import { findsBugs } from './remembered-project.ts';
import { passed } from './samples.ts';
import { verifies } from '../../../test/support/verifies.ts';

const instructions = 'Review the code for bugs.';
const fingerprint = 'engines';

const ORIGINAL = `/** Takes a percentage off. */
export function applyVoucher(subtotal: number, voucherPercent: number): number {
  const factor = 1 - voucherPercent / 100;
  if (factor < 0) {
    throw new RangeError("More than 100 %"); // BUG
  }

  const reduced = subtotal * factor;
  return Math.round(reduced * 100) / 100;
}`;

function planOf(paths: readonly string[]): Plan {
  const tasks = paths.map((path): PlannedTask => ({
    kind: 'review',
    tier: 'simple',
    title: `review ${path}`,
    files: [path],
    instructions: '',
  }));
  return { origin: { kind: 'deterministic', because: '' }, tasks, warnings: [], notCovered: [], calls: [] };
}

/** Every text that is one edit away from `text`: each character left out, doubled, swapped with the next, or another. */
function* mutants(text: string): Iterable<string> {
  const OTHERS = [' ', '\n', '\t', '0', 'x', ';', '\u00a0', '\u200b', 'O', '-'];
  for (let at = 0; at < text.length; at += 1) {
    const [before, char, after] = [text.slice(0, at), text[at] ?? '', text.slice(at + 1)];
    yield before + after;
    yield before + char + char + after;
    yield before + after.slice(0, 1) + char + after.slice(1);
    for (const other of OTHERS) {
      yield before + other + after;
      yield before + other + char + after;
    }
    yield before + (char === char.toUpperCase() ? char.toLowerCase() : char.toUpperCase()) + after;
  }
}

/** What may differ: said in other words than those of the product. */
function withoutHarmlessSpace(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/[ \t]+$/, ''))
    .join('\n')
    .replace(/^\n+|\n+$/g, '');
}

async function remember(cache: ContentCache, plan: Plan, texts: ReadonlyMap<string, string>): Promise<void> {
  const memory = new ReviewMemory({
    cache,
    fingerprint,
    plan: { ...plan, remembered: recall({ ...asked(plan, texts), cache }) },
    runId: 'r',
    instructions,
    workspace: await openWorkspace('.'),
  });
  for (const task of buildTasks({ plan, runId: 'r', instructions, texts, limits: DEFAULT_TASK_LIMITS })) {
    const answer = findsBugs(task);
    memory.add({ task, outcome: { state: 'done', answer, attempts: [passed(1, answer)] } } satisfies TaskRun);
  }
  await memory.close();
}

function asked({ tasks }: Plan, texts: ReadonlyMap<string, string>) {
  return { tasks, instructions, texts, limits: DEFAULT_TASK_LIMITS, fingerprint } as const;
}

describe('the memory of reviews', () => {
  it(verifies('remembered.no-wrong-hits'), async () => {
    const cache = memoryCache(manualClock());
    await remember(cache, planOf(['a.ts']), new Map([['a.ts', ORIGINAL]]));
    const own = withoutHarmlessSpace(ORIGINAL);
    const near = new Set([...mutants(ORIGINAL), ...mutants(`${ORIGINAL} `)]);
    const wrong = [...near].filter((text) => withoutHarmlessSpace(text) !== own);
    expect(wrong.length).toBeGreaterThan(4_000);
    const paths = new Map(
      wrong.flatMap(
        (text, at) =>
          [
            [`a/${at}.ts`, text],
            [`b/${at}.mts`, text],
          ] as const,
      ),
    );
    const plan = planOf([...paths.keys()]);
    const { pieces, known, findings } = recall({ ...asked(plan, paths), cache });
    expect(pieces).toBeGreaterThan(10_000);
    expect(findings).toEqual([]);
    // A mutation may cut the function in two; then one half may not be known either.
    expect(known).toEqual([]);
    const right = new Map([['c.ts', `\n\n${ORIGINAL.replaceAll('\n', ' \r\n')}\n\n`]]);
    expect(recall({ ...asked(planOf(['c.ts']), right), cache })).toMatchObject({ pieces: 1, findings: [{ line: 7 }] });
  });
});
