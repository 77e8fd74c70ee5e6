import { createHash } from 'node:crypto';
import { firstChars, KEY_MASK, redact } from '@hanzo/contracts';
import { readArguments } from '../calling/read-arguments.ts';
import { visibleJson } from './visible-text.ts';

/** A secret that is there: who wrote the mask itself wrote no secret, and people must tell the two apart. */
const HIDDEN = '[hidden secret]';

/** As people are asked about it: JSON without secrets, all of it to be seen. */
export function shownInput(input: Readonly<Record<string, unknown>>): string {
  const pieces = JSON.stringify(input).split(KEY_MASK);
  const shown = pieces.map((piece) => redact(piece).replaceAll(KEY_MASK, HIDDEN)).join(KEY_MASK);
  // A secret may hold the mask.
  return visibleJson(redact(shown));
}

/** Of a {@link ToolCallRecord}; of one value, and of one name, in it. Characters. */
const MOST_RECORDED = 300;
const MOST_VALUE = 60;
const MOST_NAME = 40;

/**
 * What a record keeps of an input: all of it where that is short. Else its values, cut and the shortest first, so that a long one
 * hides no other; and under the name `…` how many more there are, and a hash of all of it.
 */
export function recordedInput(shown: string): string {
  if (shown.length <= MOST_RECORDED) return shown;
  const fields = fieldsOf(shown);
  if (fields === undefined) return firstChars(shown, MOST_RECORDED);
  const hash = createHash('sha256').update(shown).digest('hex').slice(0, 16);
  const cut = fields.map(cutField).toSorted((a, b) => a.length - b.length);
  for (let count = cut.length; ; count -= 1) {
    const more = cut.length - count;
    const rest = `${more > 0 ? `${more} more, ` : ''}sha256 ${hash}`;
    const text = visibleJson(`{${[...cut.slice(0, count), `"…":${JSON.stringify(rest)}`].join(',')}}`);
    if (text.length <= MOST_RECORDED || count === 0) return text;
  }
}

function fieldsOf(shown: string): readonly (readonly [string, unknown])[] | undefined {
  const value: unknown = JSON.parse(shown);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : undefined;
}

function cutField([name, value]: readonly [string, unknown]): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const short =
    text.length > MOST_VALUE ? JSON.stringify(`${firstChars(text, MOST_VALUE - 1)}…`) : JSON.stringify(value);
  const shortName = name.length > MOST_NAME ? `${firstChars(name, MOST_NAME - 1)}…` : name;
  return `${JSON.stringify(shortName)}:${short}`;
}

/** Of arguments that are none there is no need to know more. Characters. */
const MOST_RAW = 10_000;

/** As a model wrote it: arguments that are none become a JSON text. */
export function shownRaw(text: string): string {
  try {
    return shownInput(readArguments(text));
  } catch {
    return visibleJson(redact(JSON.stringify(firstChars(text, MOST_RAW))));
  }
}
