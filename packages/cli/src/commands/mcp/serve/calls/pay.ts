import type { Setting } from '../../../../setting.ts';
import { spentOn } from '../../../dev/money/spent-on.ts';
import type { Share } from './purse.ts';

/** Money of one call, while it is under way. */
export interface Paying {
  readonly share: Share;
  readonly setting: Pick<Setting, 'paths'>;
  /** What the run had spent before this call. @default 0 */
  readonly earlierMicros?: number;
  /** The run that is paid, once there is one. */
  readonly runId: () => string | undefined;
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
function spentNow({ share, setting, earlierMicros = 0, runId }: Paying): number {
  const id = runId();
  if (id === undefined) return 0;
  try {
    return Math.max(0, spentOn(setting, { runId: id }) - earlierMicros);
  } catch {
    return share.micros;
  }
}
