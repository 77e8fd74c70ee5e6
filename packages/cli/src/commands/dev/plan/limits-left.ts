import { formatDollars, systemClock } from '@hanzo/contracts';
import { readLedger } from '@hanzo/ledger';
import type { Setting } from '../../../setting.ts';

/** What a cap over all runs of this home leaves. Micro-dollars. */
export interface LimitLeft {
  readonly window: 'hour' | 'day';
  readonly limitMicros: number;
  /** Holds are no longer there to be spent. */
  readonly leftMicros: number;
  readonly fits: boolean;
}

const CAPS = { hour: 'hourMicros', day: 'dayMicros' } as const;

/** Whether so much would fit the hourly and the daily limit now. Reads the ledger where there is one, and writes nothing. */
export function limitsLeft(
  micros: number,
  { config: { limits }, paths }: Pick<Setting, 'config' | 'paths'>,
): readonly LimitLeft[] {
  using ledger = readLedger(paths.ledger);
  const standings = ledger?.standings(limits, systemClock.now()) ?? [];
  return (['hour', 'day'] as const).flatMap((window) => {
    const limitMicros = limits[CAPS[window]];
    if (limitMicros === undefined) return [];
    const { spentMicros = 0, heldMicros = 0 } = standings.find(({ scope }) => scope === window) ?? {};
    const leftMicros = Math.max(0, limitMicros - spentMicros - heldMicros);
    return [{ window, limitMicros, leftMicros, fits: micros <= leftMicros }];
  });
}

/** `$0.80 of $1.00 is left of the daily limit: the worst case would not fit`. */
export function limitInWords({ window, limitMicros, leftMicros, fits }: LimitLeft): string {
  const limit = `the ${window === 'hour' ? 'hourly' : 'daily'} limit`;
  const left = `${formatDollars(leftMicros)} of ${formatDollars(limitMicros)} is left of ${limit}`;
  return `${left}: the worst case ${fits ? 'fits' : 'would not fit'}`;
}
