import type { KeptResult } from '../folder/delegation.ts';

/** Asked anew whenever its delegation is resumed: nothing was answered, and nothing paid. */
export function failedFree({ state, costMicros }: Pick<KeptResult, 'state' | 'costMicros'>): boolean {
  return state === 'failed' && costMicros === 0;
}
