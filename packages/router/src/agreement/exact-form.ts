import { looksLikeCode, unfenced } from './code-text.ts';
import { structureOf } from './json-text.ts';
import { MOST_CHARS as MOST_READ, wordsOf } from './words.ts';

/** Longer ones are texts. UTF-16 units. */
const MOST_CHARS = 256;
/** One word more or less turns a short answer into another one: "safe" and "not safe" share most of their words. */
const MOST_WORDS = 12;
/** A list, tuple, set or mapping, or a quoted text. */
const ENCLOSED = /^(\[.*\]|\(.*\)|\{.*\}|'.*'|".*")$/;
/** Four words in a row are said, not written down as a value. */
const SENTENCE = /\p{L}{2,} \p{L}{2,} \p{L}{2,} \p{L}{2,}/u;
/** An apostrophe inside a word opens nothing. */
const QUOTED = /(?<![\p{L}\p{N}\\])('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")/u;
/** Of these the case says nothing; of other words it may be what was asked for. */
const VERDICT =
  /^(yes|no|true|false|none|null|ok|safe|unsafe|pass|passed|fail|failed|correct|incorrect|valid|invalid|low|medium|high|critical)$/i;

/**
 * Short answers and values - numbers, names, lists and mappings in the notation of a programming language - in one way to
 * write them: equal for those that differ only in how they are laid out, in the kind of quotes or in a full stop, and verdicts of
 * one word in their case. Undefined for anything else, longer texts and JSON objects among them, which are compared by what
 * they say.
 */
export function exactForm(text: string): string | undefined {
  const inner = unfenced(text);
  if (inner === '' || inner.length > MOST_READ) return undefined;
  const line = inner.replaceAll(/\r?\n\s*/g, ' ');
  const isValue = ENCLOSED.test(line) && !SENTENCE.test(line);
  if (!isValue && looksLikeCode(inner)) return undefined;
  if (!isValue && (line.length > MOST_CHARS || wordsOf(line).length > MOST_WORDS)) return undefined;
  if (hasObjects(structureOf(line))) return undefined;
  const form = line
    .split(QUOTED)
    .map((part, at) => (at % 2 === 1 ? sameQuotes(part) : sameLayout(part)))
    .join('')
    .trim()
    .replace(/\.$/, '');
  return VERDICT.test(form) ? form.toLowerCase() : form;
}

function sameLayout(part: string): string {
  return part.replaceAll(/\s+/g, ' ').replaceAll(/([,:[({]) | (?=[\])}:,])/g, '$1');
}

/** What stands in quotes stays as it is. */
function sameQuotes(quoted: string): string {
  return `'${quoted.slice(1, -1).replaceAll(/\\(['"])/g, '$1')}'`;
}

/** Deeper lists are compared as JSON. */
const MOST_DEPTH = 16;

function hasObjects(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth > MOST_DEPTH || !Array.isArray(value) || value.some((item) => hasObjects(item, depth + 1));
}
