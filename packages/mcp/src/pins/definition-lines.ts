import { shownLine } from '../shown-text.ts';
import type { ToolDefinition } from './tool-definition.ts';

/** Longer values go on in another line of the same field: the end of a description counts as much as its beginning. */
const MOST_CHARS = 240;
const PLAIN_NAME = /^[A-Za-z_$][\w$-]*$/;

/** A definition as lines, one for each value, in an order of their own: `inputSchema.properties.path.type: "string"`. */
export function definitionLines(definition: ToolDefinition): readonly string[] {
  return linesOf('', definition).map(shownLine);
}

function linesOf(path: string, value: unknown): readonly string[] {
  if (typeof value === 'string') return piecesOf(value).map((piece) => `${path}: ${JSON.stringify(piece)}`);
  if (typeof value !== 'object' || value === null) return [`${path}: ${JSON.stringify(value) ?? 'undefined'}`];
  if (Array.isArray(value)) {
    if (value.length === 0) return [`${path}: []`];
    return value.flatMap((each, at) => linesOf(`${path}[${at}]`, each));
  }
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return [`${path}: {}`];
  return entries.flatMap(([name, each]) => linesOf(inside(path, name), each));
}

function inside(path: string, name: string): string {
  const part = PLAIN_NAME.test(name) ? name : JSON.stringify(name);
  return path === '' ? part : `${path}.${part}`;
}

/** Sentence by sentence, so that one that was put in between is all that differs. */
function piecesOf(text: string): readonly string[] {
  if (text === '') return [''];
  return text.split(/(?<=[.!?] )|(?<=\n)/).flatMap(cut);
}

function cut(sentence: string): readonly string[] {
  if (sentence.length <= MOST_CHARS) return [sentence];
  return sentence.match(new RegExp(`[^]{1,${MOST_CHARS}}`, 'gu')) ?? [sentence];
}
