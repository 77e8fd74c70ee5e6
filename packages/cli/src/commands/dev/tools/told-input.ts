import { rowsOfWidth } from '../../../terminal/display-width.ts';

/** Of one value, unless all is to be shown. Rows. */
const MOST_ROWS = 4;
/** Of the name of a field, and of a row at the very least. Characters. */
const MOST_NAME = 60;
const LEAST_ROOM = 20;

/** So much blank space only moves what stands behind it out of sight. Characters. */
const BLANKS = /\p{Zs}{9,}/gu;
/** As {@link shown} and JSON write what is not seen. */
const ESCAPE = /(\\u\{[0-9a-f]+\}|\\u[0-9a-f]{4}|\\.|␠×\d+)/;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;

export interface ToldInput {
  /** Each fits into the terminal, and none begins with what a model wrote. */
  readonly rows: readonly string[];
  /** Nothing was cut. */
  readonly isWhole: boolean;
}

export interface InputRoom {
  /** Of the terminal. */
  readonly columns: number;
  /** For the whole input. Infinity: all of it is shown. */
  readonly rows: number;
}

/**
 * What a tool would be called with, for whoever must agree to it: a few rows for each value, so that a long one hides no other.
 *
 * @param input JSON
 * @param first names of fields that are told before others: those that the tool knows
 */
export function toldInput(input: string, { columns, rows }: InputRoom, first: readonly string[] = []): ToldInput {
  const values = valuesOf(input, first);
  const shown = values.slice(0, values.length <= rows ? values.length : Math.max(1, rows - 1));
  const each = rows === Infinity ? Infinity : Math.min(MOST_ROWS, Math.max(1, Math.floor(rows / shown.length)));
  const room = Math.max(LEAST_ROOM, columns - 5);
  const told = shown.map(([name, lines]) => rowsOfValue(name === undefined ? '' : `${name}: `, lines, room, each));
  const more = values.length - shown.length;
  return {
    rows: [...told.flatMap((one) => one.rows), ...(more > 0 ? [`  and ${more} more values`] : [])],
    isWhole: more === 0 && told.every((one) => one.isWhole),
  };
}

/** @param lines of the value, below its name; the first one stands beside it */
function rowsOfValue(name: string, lines: readonly string[], room: number, most: number): ToldInput {
  const all = rowsOfLines(name, lines, room);
  if (all.length <= most) return { rows: all.map(indented), isWhole: true };
  const kept = rowsOfLines(name, lines, room - CUT_ROOM).slice(0, most);
  const rest = ` … and ${charsOf(all) - charsOf(kept)} more`;
  return { rows: kept.map((row, at) => indented(row) + (at === kept.length - 1 ? rest : '')), isWhole: false };
}

/** For ` … and 262144 more`. Characters. */
const CUT_ROOM = 20;

interface Row {
  /** What tells a line from the rest of the one above; no value can write it. */
  readonly mark: string;
  readonly text: string;
}

function rowsOfLines(name: string, [first = '', ...more]: readonly string[], room: number): readonly Row[] {
  const marked = (line: string, width: number, [begin, goesOn]: readonly [string, string]): readonly Row[] =>
    rowsOfWidth(line, width, ESCAPE).map((text, at) => ({ mark: at === 0 ? begin : goesOn, text }));
  return [
    ...marked(name + shown(first), room, ['  ', '    ']),
    ...more.flatMap((line) => marked(shown(line), room - 2, ['    | ', '      '])),
  ];
}

function indented({ mark, text }: Row): string {
  return (mark + text).trimEnd();
}

function charsOf(rows: readonly Row[]): number {
  return rows.reduce((sum, { text }) => sum + text.length, 0);
}

/** JSON in a line; a text of several lines as it has them, with nothing beside the name. */
function linesOf(value: unknown): readonly string[] {
  if (typeof value !== 'string' || !value.includes('\n')) return [JSON.stringify(value)];
  return ['', ...value.split('\n').map((line) => JSON.stringify(line).slice(1, -1))];
}

/** Names and values, those of `first` before others. Undefined as the name: it is no object, and stands there as it is. */
function valuesOf(
  input: string,
  first: readonly string[],
): readonly (readonly [name: string | undefined, lines: readonly string[]])[] {
  try {
    const parsed: unknown = JSON.parse(input);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
      const values = Object.entries(parsed).map(([name, value]) => [name, linesOf(value)] as const);
      const known = new Set(first);
      const isKnown = ([name]: readonly [string, unknown]): boolean => known.has(name);
      return [...values.filter(isKnown), ...values.filter((each) => !isKnown(each))].map(([name, lines]) => [
        shownName(name),
        lines,
      ]);
    }
  } catch {
    // Then it is shown as it is.
  }
  return [[undefined, [input]]];
}

/** In quotes where it is no plain word: a name says nothing to whoever reads it. */
function shownName(name: string): string {
  if (/^[\w.-]+$/.test(name) && name.length <= MOST_NAME) return name;
  const text = shown(JSON.stringify(name));
  return text.length <= MOST_NAME ? text : `${text.slice(0, MOST_NAME - 2).toWellFormed()}…"`;
}

/** What is not seen is shown: nobody agrees to what he cannot read. */
export function shown(text: string): string {
  return text
    .replaceAll(BLANKS, (blanks) => `␠×${blanks.length}`)
    .replaceAll(UNSEEN, (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`);
}
