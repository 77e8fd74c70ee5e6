import type { Turn } from './turn.ts';

/** The `service_tier` of an answer. In a batch it says nothing of the batch. */
export function tierName({ servedTier }: Turn): 'default' | 'flex' | 'priority' {
  return servedTier === 'flex' || servedTier === 'priority' ? servedTier : 'default';
}
