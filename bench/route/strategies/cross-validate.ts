import { HanzoError } from '@hanzo/contracts';
import { replay, type Replayed } from '../replay/replay.ts';
import { expectedResult, type Result, type Step } from '../replay/step.ts';
import type { OutcomeRow } from '../rows/outcome-row.ts';
import type { Roles } from '../rows/roles.ts';
import { ofStrong, saved, type Candidate, type Expected, type Goal, type Strategy, type Summary } from './strategy.ts';

/** A task that its fold's choice had not seen, and what it came to. */
export interface HeldOut {
  readonly row: OutcomeRow;
  readonly result: Result;
  /** What the first engine by itself would have come to. */
  readonly first: number;
}

export interface Validated {
  readonly goal: Goal;
  /** One for each fold that has tasks. */
  readonly chosen: readonly string[];
  readonly held: readonly HeldOut[];
  /** Of the strategy, when its candidate is chosen with all outcomes known. */
  readonly ceiling: string;
}

export interface Folds {
  readonly k: number;
  /** Of each task, 0 to k - 1. */
  readonly of: readonly number[];
  readonly seed: number;
}

/** For each goal: the best candidate of the training folds, replayed by the real code on the fold that was held out. */
export async function crossValidate(
  strategy: Strategy,
  rows: readonly OutcomeRow[],
  roles: Roles,
  folds: Folds,
): Promise<readonly Validated[]> {
  const candidates = strategy.candidates(rows, roles, folds.seed);
  if (candidates.length === 0) return [];
  const tables = candidates.map((candidate) => sumsByFold(candidate, rows, folds));
  const strong = sumsByFold({ expected: (row) => resultOfModel(row, roles.strong) }, rows, folds);
  const all: Validated[] = [];
  for (const goal of strategy.goals) {
    const chosen: string[] = [];
    const held: HeldOut[] = [];
    for (let fold = 0; fold < folds.k; fold++) {
      const tasks = rows.filter((_, at) => folds.of[at] === fold);
      if (tasks.length === 0) continue;
      const best = bestOf(tables, (table) => goal.score(summaryOf(table, strong, fold)));
      const candidate = candidates[best];
      if (candidate === undefined) throw new HanzoError('INTERNAL', 'Nothing was chosen.');
      chosen.push(candidate.label);
      held.push(...(await replayed(candidate, tasks, strategy.draws)));
    }
    all.push({ goal, chosen, held, ceiling: ceilingOf(goal, candidates, tables, strong) });
  }
  return all;
}

/** No choice on training folds can be better than the best candidate of all folds. */
function ceilingOf(
  goal: Goal,
  candidates: readonly Candidate[],
  tables: readonly (readonly Sums[])[],
  strong: readonly Sums[],
): string {
  const at = bestOf(tables, (table) => goal.score(summaryOf(table, strong, -1)));
  const table = tables[at];
  if (table === undefined) return 'none';
  const best = summaryOf(table, strong, -1);
  const cost = Number.isFinite(saved(best)) ? ` at ${percent(saved(best))} lower cost` : '';
  return `the best candidate, chosen with all outcomes known, has ${percent(ofStrong(best))} of the strong model's quality${cost} with ${percent(best.strong)} strong calls (${candidates[at]?.label ?? ''})`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

export function resultOfModel({ score, costMicros }: OutcomeRow, model: string): Expected {
  return { quality: score.get(model) ?? 0, costMicros: costMicros.get(model) ?? Number.NaN, strong: 1 };
}

interface Sums extends Expected {
  readonly tasks: number;
}

const NOTHING: Sums = { quality: 0, costMicros: 0, strong: 0, tasks: 0 };

function sumsByFold(
  { expected }: Pick<Candidate, 'expected'>,
  rows: readonly OutcomeRow[],
  { k, of }: Folds,
): readonly Sums[] {
  const sums = Array.from({ length: k }, () => ({ ...NOTHING }));
  for (const [at, row] of rows.entries()) {
    const sum = sums[of[at] ?? 0];
    if (sum === undefined) continue;
    const { quality, costMicros, strong } = expected(row);
    Object.assign(sum, {
      quality: sum.quality + quality,
      costMicros: sum.costMicros + costMicros,
      strong: sum.strong + strong,
      tasks: sum.tasks + 1,
    });
  }
  return sums;
}

/** Means over all folds but one. */
function summaryOf(table: readonly Sums[], strong: readonly Sums[], heldOut: number): Summary {
  const own = sumsWithout(table, heldOut);
  const theirs = sumsWithout(strong, heldOut);
  const { tasks } = own;
  return {
    quality: own.quality / tasks,
    costMicros: own.costMicros / tasks,
    strong: own.strong / tasks,
    strongQuality: theirs.quality / tasks,
    strongCostMicros: theirs.costMicros / tasks,
  };
}

function sumsWithout(table: readonly Sums[], heldOut: number): Sums {
  return table
    .filter((_, fold) => fold !== heldOut)
    .reduce(
      (all, one) => ({
        quality: all.quality + one.quality,
        costMicros: all.costMicros + one.costMicros,
        strong: all.strong + one.strong,
        tasks: all.tasks + one.tasks,
      }),
      NOTHING,
    );
}

function bestOf<T>(items: readonly T[], score: (item: T) => number): number {
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (const [at, item] of items.entries()) {
    const value = score(item);
    if (value > most) [best, most] = [at, value];
  }
  return best;
}

/** By the real code; that it comes to what the choice reckoned with is checked task by task. */
async function replayed(candidate: Candidate, rows: readonly OutcomeRow[], draws: number): Promise<readonly HeldOut[]> {
  const tasks = rows.flatMap((row) =>
    Array.from({ length: draws }, (_, draw): Replayed => ({
      id: `${row.id}#${draw}`,
      prompt: row.prompt ?? '',
      steps: candidate.steps(row, draw),
    })),
  );
  const results = await replay(tasks);
  for (const [at, task] of tasks.entries()) checkSame(task.steps, results[at]);
  return rows.map((row, at) => {
    const own = results.slice(at * draws, (at + 1) * draws);
    const firsts = tasks.slice(at * draws, (at + 1) * draws).map(({ steps }) => steps[0]?.quality ?? 0);
    return { row, first: mean(firsts), result: averageOf(row.id, own) };
  });
}

function checkSame(steps: readonly Step[], result: Result | undefined): void {
  const expected = result && expectedResult(result.id, steps);
  const isSame =
    expected?.quality === result?.quality &&
    expected?.costMicros === result?.costMicros &&
    expected?.strong === result?.strong;
  if (!isSame)
    throw new HanzoError('INTERNAL', `The cascade did not do with ${result?.id ?? 'a task'} what its policy says.`, {
      details: { expected: JSON.stringify(expected), result: JSON.stringify(result) },
    });
}

function averageOf(id: string, results: readonly Result[]): Result {
  return {
    id,
    quality: mean(results.map(({ quality }) => quality)),
    costMicros: mean(results.map(({ costMicros }) => costMicros)),
    strong: mean(results.map(({ strong }) => strong)),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
