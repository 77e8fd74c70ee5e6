import type { Edit } from '@hanzo/tools';

/** As many as models are asked for; those of who gives more are held against others whole. */
const MOST_COMPARED = 12;
/** Of a text to find. */
const MOST_LINES = 40;
/** Of a line that shows the place: letters, without the words that stand in many places. */
const FEWEST_LETTERS = 4;
const ANYWHERE = new Set(
  `begin break case catch continue default defer do done elif else elsif end endif ensure esac except false finally for if loop nil none null
  pass rescue return self super switch then this true try unless void while with yield`.split(/\s+/),
);

/** What some edits do, as it is held against others. */
export interface Change {
  readonly edits: readonly PlainEdit[];
}

interface PlainEdit extends Edit {
  /** The first lines of `find`, without white space around them. */
  readonly lines: string;
}

/** Lines end alike. Nothing else is taken off: in some languages indentation is code. */
export function changeOf(edits: readonly Edit[]): Change {
  return {
    edits: edits.map(({ path, find, replace }) => ({
      path,
      find: plain(find),
      replace: plain(replace),
      lines: trimmedLines(plain(find)),
    })),
  };
}

function plain(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** True when edits make the same of the same files, whatever else each quotes around what it changes. */
export function isSameChange(a: Change, b: Change): boolean {
  if (a.edits.length !== b.edits.length || a.edits.length === 0) return false;
  if (a.edits.length > MOST_COMPARED) return JSON.stringify(a.edits) === JSON.stringify(b.edits);
  const left = [...b.edits];
  return a.edits.every((edit) => {
    const at = left.findIndex((other) => isSameEdit(edit, other));
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
}

/**
 * The text to find stands in its file once: an edit whose text is within that of the other is at the same place, and does the same
 * where the other puts there what it does, and leaves alone what is around it.
 */
function isSameEdit(a: Edit, b: Edit): boolean {
  if (a.path !== b.path || (a.find === '') !== (b.find === '')) return false;
  if (a.find === '') return a.replace.trimEnd() === b.replace.trimEnd();
  const [inner, outer] = a.find.length <= b.find.length ? [a, b] : [b, a];
  const at = outer.find.indexOf(inner.find);
  if (at === -1) return false;
  return outer.replace === outer.find.slice(0, at) + inner.replace + outer.find.slice(at + inner.find.length);
}

/** True when edits of both look for text of one file that overlaps, and that does not stand in many places; or make one file anew. */
export function isSamePlace(a: Change, b: Change, path?: string): boolean {
  const [own, others] = [a, b].map(({ edits }) =>
    edits.filter((edit) => path === undefined || edit.path === path).slice(0, MOST_COMPARED),
  );
  return own?.some((edit) => others?.some((other) => isPlaceOf(edit, other))) === true;
}

function isPlaceOf(a: PlainEdit, b: PlainEdit): boolean {
  if (a.path !== b.path || (a.find === '') !== (b.find === '')) return false;
  if (a.find === b.find) return true;
  return (
    isWithin(a.lines, b.lines) || isWithin(b.lines, a.lines) || overlaps(a.lines, b.lines) || overlaps(b.lines, a.lines)
  );
}

function trimmedLines(text: string): string {
  const lines = text.trim().split('\n', MOST_LINES);
  return lines.map((line) => line.trim()).join('\n');
}

function isWithin(text: string, other: string): boolean {
  return other.includes(text) && tellsPlace(text);
}

/** True when a text ends as another begins, with what tells the place. */
function overlaps(text: string, next: string): boolean {
  const [first = ''] = next.split('\n', 1);
  if (first === '') return false;
  for (let at = text.indexOf(first); at !== -1; at = text.indexOf(first, at + 1)) {
    const isLine = at === 0 || text[at - 1] === '\n';
    const end = text.slice(at);
    if (isLine && next.startsWith(end) && tellsPlace(end)) return true;
  }
  return false;
}

function tellsPlace(text: string): boolean {
  return text.split('\n').some((line) => {
    const words = (line.match(/\p{L}+/gu) ?? []).filter((word) => !ANYWHERE.has(word.toLowerCase()));
    return words.join('').length >= FEWEST_LETTERS;
  });
}
