import type { Setting } from '../../../../setting.ts';
import { spentOn } from '../../../dev/money/spent-on.ts';
import type { Share } from './purse.ts';

/** Money of one call, while it is under way. */
export interface Paying {
  readonly share: Share;
  readonly setting: Pick<Setting, 'paths'>;
  /** What they had spent before this call. @default 0 */
  readonly earlierMicros?: number;
  /** The runs that are paid, once there are some. */
  readonly runIds: () => readonly string[];
}

/** Does work that may cost up to a share, and takes what the ledger says it cost from the purse, however the work ends. */
export async function paidFrom<T>(paying: Paying, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    paying.share.settle(spentNow(paying));
  }
}

/** A ledger that cannot be read says nothing: then all of the share counts as spent. */
function spentNow({ share, setting, earlierMicros = 0, runIds }: Paying): number {
  const ids = new Set(runIds());
  if (ids.size === 0) return 0;
  try {
    const spent = [...ids].reduce((sum, runId) => sum + spentOn(setting, { runId }), 0);
    return Math.max(0, spent - earlierMicros);
  } catch {
    return share.micros;
  }
}
