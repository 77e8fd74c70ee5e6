import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';

/** What most lines are: a place each, and nothing to look up. */
const PLAIN = /^[ -~]*$/;
/** Marks on the character before them take no place of their own; U+FE0F makes a wide picture of it. */
const MARKS = /(?!\uFE0F)\p{M}/gu;
// oxlint-disable-next-line no-control-regex -- colours are what it is about
const COLOUR_OR_REST = /\u001b\[\d+m|[^\u001b]+|\u001b/g;
const END_OF_COLOURS = '\u001b[22m\u001b[39m';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Places that a text takes in a terminal: two for wide characters, none for colours and marks. */
export function displayWidth(text: string): number {
  const bare = stripVTControlCharacters(text);
  if (PLAIN.test(bare)) return bare.length;
  return [...graphemes.segment(bare)].reduce((sum, { segment }) => sum + graphemeWidth(segment), 0);
}

/** A text that takes `room` places at most; its colours end with it. */
export function cutToWidth(text: string, room: number, cut: string): string {
  if (displayWidth(text) <= room) return text;
  const kept = takeWidth(text, Math.max(0, room - displayWidth(cut)));
  const end = kept.includes('\u001b') ? END_OF_COLOURS : '';
  return room <= 0 ? '' : `${kept}${cut}${end}`;
}

/** The end of a text that takes `room` places at most. */
export function endOfWidth(text: string, room: number): string {
  if (PLAIN.test(text)) return room <= 0 ? '' : text.slice(-room);
  const all = [...graphemes.segment(text)].map(({ segment }) => segment);
  let from = all.length;
  let used = 0;
  while (from > 0) {
    used += graphemeWidth(all[from - 1] ?? '');
    if (used > room) break;
    from -= 1;
  }
  return all.slice(from).join('');
}

/**
 * A text without colours, in rows of `room` places at most.
 *
 * @param whole what is not broken in two, in one group; each of it fits into a row
 */
export function rowsOfWidth(text: string, room: number, whole?: RegExp): readonly string[] {
  const rows = [''];
  let used = 0;
  for (const unit of unitsOf(text, whole)) {
    const width = displayWidth(unit);
    if (used + width > room) {
      rows.push('');
      used = 0;
    }
    rows[rows.length - 1] += unit;
    used += width;
  }
  return rows;
}

function unitsOf(text: string, whole: RegExp | undefined): readonly string[] {
  const parts = whole === undefined ? [text] : text.split(whole);
  // Between two of them stands what is.
  return parts.flatMap((part, at) =>
    at % 2 === 1 ? [part] : Array.from(graphemes.segment(part), ({ segment }) => segment),
  );
}

function takeWidth(text: string, room: number): string {
  let kept = '';
  let used = 0;
  for (const [piece] of text.matchAll(COLOUR_OR_REST)) {
    if (piece.startsWith('\u001b')) {
      kept += piece;
      continue;
    }
    for (const { segment } of graphemes.segment(piece)) {
      used += graphemeWidth(segment);
      if (used > room) return kept;
      kept += segment;
    }
  }
  return kept;
}

function graphemeWidth(grapheme: string): number {
  return Math.min(2, stringWidth(grapheme.replaceAll(MARKS, '')));
}
