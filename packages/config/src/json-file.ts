import { readFileSync } from 'node:fs';
import { HanzoError, hideSecret } from '@hanzo/contracts';

/** Reads and parses a JSON file. Undefined when it does not exist; CONFIG_INVALID with line and column when it is broken. */
export function readJsonFile(path: string): unknown {
  const text = readTextFile(path);
  return text === undefined ? undefined : parseJson(text, path);
}

/** Parses the text of a file. CONFIG_INVALID with line and column when it is broken. */
export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    hideKeysIn(text);
    const { line, column } = positionOf(text, brokenAt(text));
    throw new HanzoError('CONFIG_INVALID', `${path}:${line}:${column}: this is not valid JSON. ${reasonOf(cause)}`, {
      details: { file: path, line, column },
      mend: 'Correct that place; JSON allows no comments and no comma after the last entry.',
    });
  }
}

/** With its quotes, or with one of them or other ones, as people leave them. */
const KEY_VALUE = /["']?apiKey["']?\s*[:=]?\s*(?:"((?:[^"\\\n]|\\.)*)"?|['`]?([^\s"'`,}]+))/gi;

/** A damaged file still holds its keys, and the error of the parser quotes it. */
function hideKeysIn(text: string): void {
  for (const [, quoted, bare = ''] of text.matchAll(KEY_VALUE)) {
    const key = quoted ?? bare;
    hideSecret(key);
    hideSecret(key.replaceAll(/\\(.)/g, '$1'));
  }
}

function readTextFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new HanzoError('CONFIG_INVALID', `${path} cannot be read: ${reasonOf(cause)}`, {
      cause,
      details: { file: path },
      mend: 'Check that it is a file and that you may read it.',
    });
  }
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return '';
  // V8 quotes what stands around the place, which may be the middle of a key, and quotes in it are as they were.
  const reason = cause.message.replace(/ in JSON at position.*$/s, '').replace(/,? (?:\.\.\.)?".*$/s, '');
  return `${reason}.`;
}

/** Offset of the first character that cannot be right. V8 names it only sometimes, so it is searched by halving. */
function brokenAt(text: string): number {
  let good = 0;
  let bad = text.length + 1;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isBroken(text.slice(0, middle))) bad = middle;
    else good = middle;
  }
  return Math.min(bad - 1, text.length);
}

/** True when no continuation could make this valid JSON. */
function isBroken(prefix: string): boolean {
  try {
    JSON.parse(prefix);
    return false;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    if (/^Unexpected end|^Unterminated/.test(message)) return false;
    const position = /at position (\d+)/.exec(message)?.[1];
    return position === undefined || Number(position) < prefix.length;
  }
}

function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
