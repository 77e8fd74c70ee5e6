import { apgr, bootstrap, cpt, type Interval } from '@hanzo/router';
import type { PairHeldOut, PairValidated } from '../strategies/pairs.ts';
import type { Sampling } from './figures.ts';
import { knownPair, type KnownPair } from './published.ts';

/** What the pre-router does for a pair of models, on folds that it was not trained on. */
export interface PairFigures {
  readonly weak: string;
  readonly strong: string;
  readonly tasks: number;
  readonly weakQuality: number;
  readonly strongQuality: number;
  /** Where it abstains nothing is known of any task: 0.5. */
  readonly apgr: Interval;
  /** Share of strong calls for half of the gap, and for four fifths. */
  readonly cpt50: number;
  readonly cpt80: number;
  /** The same with all outcomes known. */
  readonly oracleApgr: number;
  readonly abstained: number;
  readonly folds: number;
  /** By the real cascade, at the threshold that gives half of the training tasks to the strong model. */
  readonly at: { readonly strong: number; readonly quality: Interval; readonly random: number };
  readonly known: KnownPair | undefined;
}

export function pairFigures({ pair, abstained, folds, held }: PairValidated, sampling: Sampling): PairFigures {
  const sorted = held.toSorted((a, b) => b.score - a.score);
  const weak = mean(held, (item) => item.weak);
  const strong = mean(held, (item) => item.strong);
  const share = mean(held, ({ result }) => result.strong);
  return {
    ...pair,
    tasks: held.length,
    weakQuality: weak,
    strongQuality: strong,
    apgr: bootstrap(sorted, apgr, sampling),
    cpt50: cpt(held, 0.5),
    cpt80: cpt(held, 0.8),
    oracleApgr: apgr(held.map((item) => ({ ...item, score: item.strong - item.weak }))),
    abstained,
    folds,
    at: {
      strong: share,
      quality: bootstrap(held, (drawn) => mean(drawn, ({ result }) => result.quality), sampling),
      random: weak + share * (strong - weak),
    },
    known: knownPair(
      pair.weak,
      pair.strong,
      held.map(({ row }) => row.id),
    ),
  };
}

function mean(items: readonly PairHeldOut[], of: (item: PairHeldOut) => number): number {
  let sum = 0;
  for (const item of items) sum += of(item);
  return sum / items.length;
}
