import { HanzoError } from '@hanzo/contracts';
import { openWeights } from './open-weights.ts';
import type { OutcomeRow } from './outcome-row.ts';

/** Who of a set's models plays which part. */
export interface Roles {
  /** What everything is measured by. */
  readonly strong: string;
  /** Those that cost little beside the strong one, by what is stored. */
  readonly cheap: readonly string[];
  /** Those that a team can run itself, best first: they cost nothing. */
  readonly local: readonly string[];
}

export interface RoleWishes {
  /** Part of a name. */
  readonly strong?: string | undefined;
  /** Parts of names. */
  readonly cheap: readonly string[];
  /** Parts of names. */
  readonly local: readonly string[];
  /** Largest model that a team runs itself, in billions of parameters. */
  readonly localSize: number;
}

/** Quantised to 4 bits so many billions of parameters fit into 48 GB. */
export const LOCAL_SIZE = 80;
/** The first that a set has is the one to be measured by: what people would pay for without a router. */
const STRONG: readonly RegExp[] = [
  /^gpt-5 \(/i,
  /^gpt-4o-2024-08-06/i,
  /^gpt-4o(?!.*mini)/i,
  /^gpt-4-1106/i,
  /^gpt-[4-9](?!.*(mini|nano))/i,
];
/** A cheap model costs at most this part of the strong one. */
const CHEAP = 0.2;

/** @throws HanzoError USAGE: a wished model is not there */
export function rolesOf(rows: readonly OutcomeRow[], wishes: RoleWishes): Roles {
  const models = completeModels(rows);
  const byQuality = models.toSorted((a, b) => meanScore(rows, b) - meanScore(rows, a));
  const strong = wishes.strong === undefined ? usualStrong(byQuality) : named(byQuality, [wishes.strong])[0];
  if (strong === undefined) throw new HanzoError('USAGE', 'The set has no model with a score for every task.');
  const others = byQuality.filter((model) => model !== strong);
  const local =
    wishes.local.length > 0
      ? named(others, wishes.local)
      : others.filter((model) => (openWeights(model) ?? Number.POSITIVE_INFINITY) <= wishes.localSize);
  const cheap =
    wishes.cheap.length > 0
      ? named(others, wishes.cheap)
      : others.filter((model) => !local.includes(model) && meanCost(rows, model) <= CHEAP * meanCost(rows, strong));
  return { strong, cheap, local };
}

/** Models with a score for every task. */
export function completeModels(rows: readonly OutcomeRow[]): readonly string[] {
  return [...(rows[0]?.score.keys() ?? [])].filter((model) => rows.every(({ score }) => score.has(model)));
}

export function meanScore(rows: readonly OutcomeRow[], model: string): number {
  return rows.reduce((sum, { score }) => sum + (score.get(model) ?? 0), 0) / rows.length;
}

/** Micro-dollars a task; NaN where it is not stored. */
export function meanCost(rows: readonly OutcomeRow[], model: string): number {
  return rows.reduce((sum, { costMicros }) => sum + (costMicros.get(model) ?? Number.NaN), 0) / rows.length;
}

function usualStrong(byQuality: readonly string[]): string | undefined {
  for (const pattern of STRONG) {
    const found = byQuality.find((model) => pattern.test(model));
    if (found !== undefined) return found;
  }
  return byQuality[0];
}

function named(models: readonly string[], parts: readonly string[]): readonly string[] {
  return parts.map((part) => {
    const wanted = part.toLowerCase();
    const exact = models.find((model) => model.toLowerCase() === wanted);
    const found = exact ?? models.find((model) => model.toLowerCase().includes(wanted));
    if (found === undefined)
      throw new HanzoError('USAGE', `No model with a score for every task has "${part}" in its name.`, {
        mend: `There are: ${models.join(', ')}.`,
      });
    return found;
  });
}
