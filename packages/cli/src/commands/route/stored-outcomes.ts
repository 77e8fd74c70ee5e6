import { existsSync } from 'node:fs';
import { systemClock } from '@hanzo/contracts';
import { openOutcomeBook, type OutcomeBook } from '@hanzo/coordinator';

/**
 * What is asked of the outcome book where there is one; a home that has none yet stays without.
 *
 * @throws HanzoError STORE_UNUSABLE
 */
export function withOutcomes<T>(path: string, none: T, use: (book: OutcomeBook) => T): T {
  if (!existsSync(path)) return none;
  using book = openOutcomeBook(path, systemClock);
  return use(book);
}
