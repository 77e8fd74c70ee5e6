import { formatDollars } from '@hanzo/contracts';
import type { Receipt } from '../receipt.ts';

/** `Resolved by rung: tool 12, mesh 30, api 4 ($0.02), strong 1 ($0.09). $0.0023 for each resolved task.` */
export function rungsInWords({ rungs, perResolvedMicros }: Pick<Receipt, 'rungs' | 'perResolvedMicros'>): string {
  const each = rungs.map(({ rung, resolved, costMicros }) => {
    const cost = costMicros > 0 ? ` (${formatDollars(costMicros)})` : '';
    return `${rung} ${resolved}${cost}`;
  });
  const perTask =
    perResolvedMicros === undefined
      ? ''
      : ` ${formatDollars(perResolvedMicros)} for each resolved task, checks left out.`;
  return `Resolved by rung: ${each.join(', ')}.${perTask}`;
}
