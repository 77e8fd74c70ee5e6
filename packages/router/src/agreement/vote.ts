import { agree, AGREEMENT_THRESHOLD } from './agreement.ts';

/** One of those that were asked. */
export interface Voice {
  readonly id: string;
  /** Undefined: it has not answered. */
  readonly text: string | undefined;
  /** True: it may still answer. @default false */
  readonly isAwaited?: boolean;
  /** How often its answers to such tasks are right, 0 to 1. @default not known */
  readonly passRate?: number | undefined;
}

export interface VoteOptions {
  /** Part of the weight of all that were asked which must be behind one answer, 0.5 to 1. @default more than half */
  readonly share?: number | undefined;
  /** As in `agree`. @default 'exact' */
  readonly how?: 'exact' | 'alike';
}

export interface Vote {
  /** Ids of those that say what has most weight behind it. */
  readonly leading: readonly string[];
  /** Their part of the weight of all that were asked, 0 to 1. */
  readonly share: number;
  /** At least two say it, with so much weight that nobody who is awaited can change it. */
  readonly isAccepted: boolean;
  /** Those that are awaited could still bring it about. */
  readonly isOpen: boolean;
  /** Of each that was asked. */
  readonly weights: ReadonlyMap<string, number>;
}

/** Sums of weights are compared as exactly as they can be. */
const ROUNDING = 1e-9;

/**
 * Counts voices that say the same, each by how often its model is right. While that is not known of one of them, all weigh
 * the same: who is new shall neither decide nor be passed over. What a single voice says is no agreement, whatever it weighs.
 */
export function vote(voices: readonly Voice[], { share: wanted, how = 'exact' }: VoteOptions = {}): Vote {
  const weights = weightsOf(voices);
  const of = (ids: readonly string[]): number => ids.reduce((sum, id) => sum + (weights.get(id) ?? 0), 0);
  const all = of([...weights.keys()]);
  const answers = voices.flatMap(({ id, text = '' }) => (text.trim() === '' ? [] : [{ id, text }]));
  const groups = agree(answers, AGREEMENT_THRESHOLD, how)
    .groups.map((ids) => ({ ids, share: of(ids) / all }))
    .toSorted((a, b) => b.share - a.share);
  const [first = { ids: [], share: 0 }, second = { ids: [], share: 0 }] = groups;
  const awaited = of(voices.flatMap(({ id, isAwaited = false }) => (isAwaited ? [id] : []))) / all;
  const isEnough = (share: number): boolean =>
    wanted === undefined ? share > 0.5 + ROUNDING : share >= wanted - ROUNDING;
  const isAhead = first.share > second.share + awaited + ROUNDING;
  // Whoever is alike to two that are not alike brings them together.
  const most = how === 'alike' ? of(answers.map(({ id }) => id)) / all : first.share;
  return {
    leading: first.ids,
    share: first.share,
    isAccepted: first.ids.length > 1 && isEnough(first.share) && isAhead,
    isOpen: awaited > 0 && isEnough(most + awaited),
    weights,
  };
}

/** Nobody is without any: who was never right may be so now. */
const LEAST_WEIGHT = 0.01;

function weightsOf(voices: readonly Voice[]): ReadonlyMap<string, number> {
  const areKnown = voices.every(({ passRate }) => passRate !== undefined);
  return new Map(voices.map(({ id, passRate = 1 }) => [id, areKnown ? Math.max(LEAST_WEIGHT, passRate) : 1]));
}
