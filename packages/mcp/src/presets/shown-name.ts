import { firstChars } from '@hanzo/contracts';
import { shownLine } from '../shown-text.ts';

/** What somebody gave as a name, for a message. */
export function shownName(name: string): string {
  return JSON.stringify(shownLine(firstChars(name, 40)));
}
