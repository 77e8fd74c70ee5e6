import { HanzoError } from '@hanzo/contracts';
import { seededRandom } from './random.ts';

/** A value with the interval that holds it in 95 of 100 cases. */
export interface Interval {
  readonly value: number;
  /** NaN: the value cannot be told for more than one in forty of the drawn samples. */
  readonly low: number;
  /** NaN: as `low`. */
  readonly high: number;
}

export interface BootstrapOptions {
  readonly seed: number;
  /** Samples drawn. @default 1000 */
  readonly rounds?: number | undefined;
}

/**
 * The percentile bootstrap: how far a statistic moves when as many items are drawn again, with replacement. Drawn items keep
 * the order of `items`, so that what was sorted stays sorted. Rounds whose statistic is NaN are left out.
 *
 * @throws HanzoError USAGE: no items, or rounds that are no whole number above 0
 */
export function bootstrap<T>(
  items: readonly T[],
  statistic: (items: readonly T[]) => number,
  { seed, rounds = 1_000 }: BootstrapOptions,
): Interval {
  if (items.length === 0) throw new HanzoError('USAGE', 'There is nothing to draw samples from.');
  if (!Number.isSafeInteger(rounds) || rounds < 1) throw new HanzoError('USAGE', `Cannot draw ${rounds} samples.`);
  const random = seededRandom(seed);
  const drawn = new Float64Array(rounds);
  for (let round = 0; round < rounds; round++) drawn[round] = statistic(resample(items, random));
  const told = drawn.filter((value) => !Number.isNaN(value)).sort();
  const value = statistic(items);
  if (told.length < rounds * 0.975) return { value, low: Number.NaN, high: Number.NaN };
  return { value, low: quantile(told, 0.025), high: quantile(told, 0.975) };
}

function resample<T>(items: readonly T[], random: () => number): T[] {
  const times = new Uint32Array(items.length);
  for (let draw = 0; draw < items.length; draw++) {
    const at = Math.floor(random() * items.length);
    times[at] = (times[at] ?? 0) + 1;
  }
  return items.flatMap((item, at) => repeated(item, times[at] ?? 0));
}

function repeated<T>(item: T, times: number): readonly T[] | T {
  return times === 1 ? item : Array<T>(times).fill(item);
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
