import { readLedger } from '@hanzo/ledger';
import type { Setting } from '../../../setting.ts';
import type { AskedMoney } from './asked-of.ts';

/** What the ledger says that a run has cost, open holds included. */
export function moneyOfRun({ paths }: Pick<Setting, 'paths'>, runId: string): AskedMoney {
  using ledger = readLedger(paths.ledger);
  if (ledger === undefined) return { costMicros: 0, uncertainMicros: 0 };
  const { spentMicros, heldMicros, uncertainMicros } = ledger.spent({ runId });
  return { costMicros: spentMicros + heldMicros, uncertainMicros: uncertainMicros + heldMicros };
}
