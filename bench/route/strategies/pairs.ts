import { createHash } from 'node:crypto';
import {
  PreRouter,
  routedText,
  rungsFor,
  trainProfile,
  type Advice,
  type PairRow,
  type RoutedTask,
  type ScoredPair,
} from '@hanzo/router';
import { policyFor, replay, type Replayed } from '../replay/replay.ts';
import type { Result } from '../replay/step.ts';
import type { OutcomeRow } from '../rows/outcome-row.ts';
import { meanScore, type Roles } from '../rows/roles.ts';
import type { Folds } from './cross-validate.ts';

/** A weak and a strong model between which a prompt alone decides. */
export interface Pair {
  readonly weak: string;
  readonly strong: string;
}

export interface PairHeldOut extends ScoredPair {
  readonly row: OutcomeRow;
  /** By the real cascade, at the threshold of the profile. */
  readonly result: Result;
}

export interface PairValidated {
  readonly pair: Pair;
  /** Profiles that say nothing, of `folds`. */
  readonly abstained: number;
  readonly folds: number;
  readonly held: readonly PairHeldOut[];
  /** Milliseconds of each decision. */
  readonly decisionMs: readonly number[];
}

/** Profiles of fewer rows are not trained. */
const LEAST_ROWS = 200;
/** By so much the strong model has to be better, or there is nothing to be gained. */
const LEAST_GAP = 0.05;
const MOST_PAIRS = 4;
const TIMES = 3;
/** Samples of the bootstrap by which a profile decides to abstain, and folds that it makes of its own rows for that. */
const ROUNDS = 400;
const INNER_FOLDS = 3;
/** Said of data that is never kept: the profiles live as long as the benchmark. */
const LICENCE = 'not kept';

/** Pairs that a set can say something of: the usual strong model and the best one, each with better and worse weak ones. */
export function pairsOf(rows: readonly OutcomeRow[], roles: Roles, models: readonly string[]): readonly Pair[] {
  const prompted = rows.filter(({ prompt }) => prompt !== undefined);
  if (prompted.length < LEAST_ROWS) return [];
  const ranked = models.toSorted((a, b) => meanScore(prompted, b) - meanScore(prompted, a));
  const strongs = [...new Set([roles.strong, ...ranked.slice(0, 1)])];
  const each = strongs.map((strong) => {
    const weaker = ranked.filter((weak) => meanScore(prompted, weak) <= meanScore(prompted, strong) - LEAST_GAP);
    const wanted = [
      ...weaker.filter((weak) => roles.local.includes(weak)),
      ...weaker.filter((weak) => !roles.local.includes(weak)),
    ];
    return wanted.map((weak) => ({ weak, strong }));
  });
  return each.flatMap((pairs) => pairs.slice(0, Math.ceil(MOST_PAIRS / strongs.length)));
}

/**
 * Trains a profile without each fold and has the fold's tasks done by its advice. Where it abstains, the fold's tasks are not
 * routed.
 */
export async function validatePair(pair: Pair, rows: readonly OutcomeRow[], folds: Folds): Promise<PairValidated> {
  const parts = partsOf(pair, rows, folds);
  const abstained = parts.filter(({ router }) => router.profile.abstains).length;
  const held: PairHeldOut[] = [];
  const decisionMs: number[] = [];
  for (const { router, tasks } of parts) {
    const dares = !router.profile.abstains;
    const advice = adviceOf(router, dares);
    const replayed = tasks.map((row) => replayedOf(row, pair));
    const results = await replay(replayed, { advice });
    decisionMs.push(...timed(replayed, advice));
    const ranks = ranked(tasks.map((row) => (dares ? router.gain({ text: row.prompt ?? '' }) : 0)));
    for (const [at, row] of tasks.entries()) {
      const result = results[at];
      if (result !== undefined) held.push({ row, result, ...qualities(row, pair), score: ranks[at] ?? 0 });
    }
  }
  return { pair, abstained, folds: parts.length, held, decisionMs };
}

interface Part {
  readonly router: PreRouter;
  /** Held out. */
  readonly tasks: readonly OutcomeRow[];
}

function partsOf(pair: Pair, rows: readonly OutcomeRow[], { k, of, seed }: Folds): readonly Part[] {
  const isUsable = ({ prompt }: OutcomeRow): boolean => prompt !== undefined;
  return Array.from({ length: k }, (_, fold) => fold).flatMap((fold) => {
    const tasks = rows.filter((row, at) => of[at] === fold && isUsable(row));
    const others = rows.filter((row, at) => of[at] !== fold && isUsable(row));
    return tasks.length === 0 ? [] : [{ router: trained(pair, others, seed), tasks }];
  });
}

/**
 * The part of the others that each is above, ties counted half: gains of different profiles are no measure beside each other,
 * and a profile that abstains knows only the mean of what it was trained on.
 */
function ranked(gains: readonly number[]): readonly number[] {
  const sorted = Float64Array.from(gains).sort();
  return gains.map((gain) => (lowerBound(sorted, gain, false) + lowerBound(sorted, gain, true)) / 2 / gains.length);
}

/** How many are less, or not more. */
function lowerBound(sorted: Float64Array, value: number, isInclusive: boolean): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const found = sorted[middle] ?? 0;
    if (found < value || (isInclusive && found === value)) from = middle + 1;
    else to = middle;
  }
  return from;
}

function trained({ weak, strong }: Pair, rows: readonly OutcomeRow[], seed: number): PreRouter {
  const examples: PairRow[] = rows.map((row) => ({ text: row.prompt ?? '', ...qualities(row, { weak, strong }) }));
  const sha256 = createHash('sha256').update(JSON.stringify(examples)).digest('hex');
  const data = { name: 'training folds of bench/route', sha256, licence: LICENCE };
  const date = '1970-01-01';
  const options = { weakModel: weak, strongModel: strong, data, date, folds: INNER_FOLDS, seed, rounds: ROUNDS };
  return new PreRouter(trainProfile(examples, { ...options, strongShare: 0.5 }));
}

/** The strong model is asked first where its gain is above the threshold, else the weak one has the last word. */
function adviceOf(router: PreRouter, dares: boolean): (task: RoutedTask) => Advice | undefined {
  const { threshold } = router.profile;
  return (task) => {
    if (!dares) return undefined;
    const gain = router.gain(routedText(task));
    if (gain < threshold) return undefined;
    return { skip: ['mesh'], why: `The expected gain of ${gain.toFixed(2)} is at least ${threshold.toFixed(2)}.` };
  };
}

function replayedOf(row: OutcomeRow, { weak, strong }: Pair): Replayed {
  const stepOf = (rung: 'mesh' | 'strong', model: string): Replayed['steps'][number] => ({
    rung,
    model,
    finish: 'stop',
    quality: row.score.get(model) ?? 0,
    costMicros: rung === 'mesh' ? 0 : (row.costMicros.get(model) ?? 0),
  });
  return { id: row.id, prompt: row.prompt ?? '', steps: [stepOf('mesh', weak), stepOf('strong', strong)] };
}

/** What the router takes to decide, features and profile included; of some times the shortest, because others use the machine. */
function timed(tasks: readonly Replayed[], advice: (task: RoutedTask) => Advice | undefined): readonly number[] {
  const policy = policyFor(tasks, { advice });
  return tasks.map(({ prompt }) => {
    let shortest = Number.POSITIVE_INFINITY;
    for (let time = 0; time < TIMES; time++) {
      const start = performance.now();
      rungsFor({ kind: 'debug', tier: 'simple', prompt, sources: [] }, policy);
      shortest = Math.min(shortest, performance.now() - start);
    }
    return shortest;
  });
}

function qualities({ score }: OutcomeRow, { weak, strong }: Pair): { readonly weak: number; readonly strong: number } {
  return { weak: score.get(weak) ?? 0, strong: score.get(strong) ?? 0 };
}
