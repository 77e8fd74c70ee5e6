import { formatDollars } from '@hanzo/contracts';
import type { RungName } from '@hanzo/contracts';
import type { Receipt } from '../receipt.ts';

const RUNG_WORDS: Readonly<Record<RungName, string>> = {
  cache: 'the cache',
  tool: 'tools',
  local: 'this machine',
  mesh: 'the mesh',
  api: 'the API',
  strong: 'a stronger model at the API',
};

/** `Tasks done by tools: 12, by the mesh: 30, by the API: 4 ($0.02). $0.0023 for each task that was done, checks left out.` */
export function rungsInWords({ rungs, perResolvedMicros }: Pick<Receipt, 'rungs' | 'perResolvedMicros'>): string {
  const each = rungs.map(({ rung, resolved, costMicros }) => {
    const cost = costMicros > 0 ? ` (${formatDollars(costMicros)})` : '';
    return `by ${RUNG_WORDS[rung]}: ${resolved}${cost}`;
  });
  const perTask =
    perResolvedMicros === undefined
      ? ''
      : ` ${formatDollars(perResolvedMicros)} for each task that was done, checks left out.`;
  return `Tasks done ${each.join(', ')}.${perTask}`;
}
