import type { Interval } from '@hanzo/router';
import { barsFor } from './bars/bars.ts';
import type { Flags } from './flags.ts';
import { figuresOf, type Figures } from './report/figures.ts';
import { pairFigures, type PairFigures } from './report/pair-figures.ts';
import type { OutcomeSet } from './rows/read-sets.ts';
import { completeModels, rolesOf, type Roles } from './rows/roles.ts';
import { agreementStrategy } from './strategies/agreement.ts';
import { resultOfModel, type Folds } from './strategies/cross-validate.ts';
import { foldsOf, overSeeds, type OverSeeds } from './strategies/over-seeds.ts';
import { finishStrategy } from './strategies/finish.ts';
import { pairsOf, validatePair } from './strategies/pairs.ts';
import type { Strategy, Summary } from './strategies/strategy.ts';
import { testsStrategy } from './strategies/tests.ts';
import { whyNot } from './what-can-be-measured.ts';

export interface GoalReport {
  readonly strategy: string;
  readonly assumes: string;
  readonly goal: string;
  readonly draws: number;
  /** What was chosen for each fold, on the others. */
  readonly chosen: readonly string[];
  /** Ours first. */
  readonly lines: readonly Figures[];
  /** Of the mean over the seeds, with its interval. */
  readonly aims: readonly { readonly name: string; readonly isMet: boolean; readonly held: Interval | undefined }[];
  readonly seeds: number;
  readonly ranges: OverSeeds['ranges'];
  /** The strategy's best with everything known beforehand; what no choice on training folds can pass. */
  readonly ceiling: string;
}

export interface SetReport {
  readonly name: string;
  readonly tasks: number;
  readonly models: number;
  readonly roles: Roles | undefined;
  readonly leftOut: readonly string[];
  readonly goals: readonly GoalReport[];
  readonly pairs: readonly PairFigures[];
  readonly decisionMs: readonly number[];
}

const STRATEGIES = [finishStrategy, testsStrategy, agreementStrategy];

/** Measures what the fields of a set allow, and says what they do not. */
export async function measureSet({ name, rows, leftOut }: OutcomeSet, flags: Flags): Promise<SetReport> {
  const all = new Set(rows.flatMap(({ score }) => [...score.keys()]));
  const nothing = { name, tasks: rows.length, models: all.size, goals: [], pairs: [], decisionMs: [] };
  if (rows.length < flags.folds * 2)
    return { ...nothing, roles: undefined, leftOut: [...leftOut, `too few tasks for ${flags.folds} folds`] };
  const models = completeModels(rows);
  const roles = rolesOf(rows, flags.wishes);
  const missing = all.size > models.length ? [`${all.size - models.length} models without a score for every task`] : [];
  const parts: Folds = { k: flags.folds, of: foldsOf(rows, flags.folds, flags.seed), seed: flags.seed };
  const goals: GoalReport[] = [];
  const unused: string[] = [];
  for (const strategy of STRATEGIES) {
    const why = whyNot(strategy, rows, roles);
    if (why === undefined) goals.push(...(await measureStrategy(strategy, rows, roles, flags)));
    else unused.push(`"${strategy.name}": ${why}`);
  }
  const pairs = pairsOf(rows, roles, models);
  if (pairs.length === 0)
    unused.push('the pre-router: there are not 200 tasks with prompts and two models that differ');
  const validated = [];
  for (const pair of pairs) validated.push(await validatePair(pair, rows, parts));
  return {
    ...nothing,
    roles,
    leftOut: [...leftOut, ...missing, ...unused],
    goals,
    pairs: validated.map((one) => pairFigures(one, flags)),
    decisionMs: validated.flatMap(({ decisionMs }) => decisionMs),
  };
}

async function measureStrategy(
  strategy: Strategy,
  rows: OutcomeSet['rows'],
  roles: Roles,
  flags: Flags,
): Promise<readonly GoalReport[]> {
  const validated = await overSeeds(strategy, rows, roles, { k: flags.folds, seed: flags.seed });
  return validated.map((one) => {
    const { goal, chosen, held, ceiling, seeds, ranges } = one;
    const sampling = { seed: flags.seed, rounds: flags.rounds };
    const reference = held.map(({ row }) => resultOfModel(row, roles.strong));
    const own = { name: 'hanzo', results: held.map(({ result }) => result) };
    const summary = summaryOf(one, roles);
    const lines = [own, ...barsFor(held, roles)].map((bar) => figuresOf(bar, reference, sampling));
    const aims = rows.every(({ id }) => goal.ids.test(id)) ? goal.aims : [];
    return {
      strategy: strategy.name,
      assumes: strategy.assumes,
      goal: goal.name,
      draws: strategy.draws,
      chosen,
      seeds,
      ranges,
      lines,
      aims: aims.map(({ name, of, isMet }) => ({ name, isMet: isMet(summary), held: lines[0]?.[of] })),
      ceiling,
    };
  });
}

function summaryOf({ held }: OverSeeds, { strong }: Roles): Summary {
  const mean = (of: (item: OverSeeds['held'][number]) => number): number =>
    held.reduce((sum, item) => sum + of(item), 0) / held.length;
  return {
    quality: mean(({ result }) => result.quality),
    costMicros: mean(({ result }) => result.costMicros),
    strong: mean(({ result }) => result.strong),
    strongQuality: mean(({ row }) => resultOfModel(row, strong).quality),
    strongCostMicros: mean(({ row }) => resultOfModel(row, strong).costMicros),
  };
}
