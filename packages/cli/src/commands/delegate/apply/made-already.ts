import type { TaskSource } from '@hanzo/contracts';
import type { RecommendedFix } from '@hanzo/delegate';
import type { Edit } from '@hanzo/tools';

/** Shorter texts stand anywhere. In UTF-16 units, without white space. */
const LEAST_CHARS = 6;

/**
 * True when somebody has made the edits of a fix by hand: of each the new text stands in its file once, and the old one nowhere else.
 *
 * @param sources whole files as they are now
 */
export function isMadeByHand({ edits }: Pick<RecommendedFix, 'edits'>, sources: readonly TaskSource[]): boolean {
  return edits.length > 0 && edits.every((edit) => isMade(edit, sources.find(({ path }) => path === edit.path)?.text));
}

function isMade({ find, replace }: Edit, text: string | undefined): boolean {
  const wanted = plain(replace);
  if (text === undefined || find === '' || wanted.replaceAll(/\s/g, '').length < LEAST_CHARS) return false;
  const around = plain(text).split(wanted);
  return around.length === 2 && !around.some((part) => part.includes(plain(find)));
}

function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(/\n$/, '');
}
