import { HanzoError } from '@hanzo/contracts';
import { replay, type Replayed } from '../replay/replay.ts';
import { expectedResult, type Result, type Step } from '../replay/step.ts';
import type { OutcomeRow } from '../rows/outcome-row.ts';
import { meanScore, type Roles } from '../rows/roles.ts';
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
  if (strategy.candidates(rows, roles, folds.seed).length === 0) return [];
  const choices = Array.from({ length: folds.k }, (_, fold) => {
    const train = rows.filter((__, at) => folds.of[at] !== fold);
    return choicesOn(strategy, train, roles, folds.seed);
  });
  const known = choicesOn(strategy, rows, roles, folds.seed);
  const all: Validated[] = [];
  for (const goal of strategy.goals) {
    const chosen: string[] = [];
    const held: HeldOut[] = [];
    for (let fold = 0; fold < folds.k; fold++) {
      const tasks = rows.filter((_, at) => folds.of[at] === fold);
      if (tasks.length === 0) continue;
      const candidate = bestOf(choices[fold] ?? [], goal)?.candidate;
      if (candidate === undefined) throw new HanzoError('INTERNAL', 'Nothing was chosen.');
      chosen.push(candidate.label);
      held.push(...(await replayed(candidate, tasks, strategy.draws)));
    }
    all.push({ goal, chosen, held, ceiling: ceilingOf(bestOf(known, goal)) });
  }
  return all;
}

/** A candidate, and what it comes to on the tasks that it is chosen by. */
interface Choice {
  readonly candidate: Candidate;
  readonly summary: Summary;
}

/** Who is best, and who is asked first, is seen on these tasks alone. */
function choicesOn(strategy: Strategy, rows: readonly OutcomeRow[], roles: Roles, seed: number): readonly Choice[] {
  const byQuality = (models: readonly string[]): readonly string[] => {
    const means = new Map(models.map((model) => [model, meanScore(rows, model)]));
    return models.toSorted((a, b) => (means.get(b) ?? 0) - (means.get(a) ?? 0));
  };
  const ranked = { strong: roles.strong, local: byQuality(roles.local), cheap: byQuality(roles.cheap) };
  const strong = meansOf((row) => resultOfModel(row, roles.strong), rows);
  return strategy.candidates(rows, ranked, seed).map((candidate) => {
    const own = meansOf((row) => candidate.expected(row), rows);
    return { candidate, summary: { ...own, strongQuality: strong.quality, strongCostMicros: strong.costMicros } };
  });
}

function bestOf(choices: readonly Choice[], goal: Goal): Choice | undefined {
  let best: Choice | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const choice of choices) {
    const value = goal.score(choice.summary);
    if (value > most) [best, most] = [choice, value];
  }
  return best;
}

function meansOf(expected: (row: OutcomeRow) => Expected, rows: readonly OutcomeRow[]): Expected {
  let [quality, costMicros, strong] = [0, 0, 0];
  for (const row of rows) {
    const one = expected(row);
    quality += one.quality;
    costMicros += one.costMicros;
    strong += one.strong;
  }
  return { quality: quality / rows.length, costMicros: costMicros / rows.length, strong: strong / rows.length };
}

/** What somebody who knew all outcomes would choose. */
function ceilingOf(choice: Choice | undefined): string {
  if (choice === undefined) return 'none';
  const { candidate, summary } = choice;
  const cost = Number.isFinite(saved(summary)) ? ` at ${percent(saved(summary))} lower cost` : '';
  return `the best candidate, chosen with all outcomes known, has ${percent(ofStrong(summary))} of the strong model's quality${cost} with ${percent(summary.strong)} strong calls (${candidate.label})`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

export function resultOfModel({ score, costMicros }: OutcomeRow, model: string): Expected {
  return { quality: score.get(model) ?? 0, costMicros: costMicros.get(model) ?? Number.NaN, strong: 1 };
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
