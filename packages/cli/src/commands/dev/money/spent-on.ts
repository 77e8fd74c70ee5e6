import { readLedger, type CallFilter } from '@hanzo/ledger';
import type { Setting } from '../../../setting.ts';

/** What the ledger says was spent, open holds included: what may still be charged is no longer there to be spent. Micro-dollars. */
export function spentOn({ paths }: Pick<Setting, 'paths'>, filter: CallFilter): number {
  using ledger = readLedger(paths.ledger);
  if (ledger === undefined) return 0;
  const { spentMicros, heldMicros } = ledger.spent(filter);
  return spentMicros + heldMicros;
}
