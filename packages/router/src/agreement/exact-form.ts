import { structureOf } from './json-text.ts';
import { wordsOf } from './words.ts';

/** Longer ones are texts. UTF-16 units. */
const MOST_CHARS = 256;
/** One word more or less turns a short answer into another one: "safe" and "not safe" share most of their words. */
const MOST_WORDS = 12;
/** A list, tuple, set or mapping, or a quoted text. */
const ENCLOSED = /^(\[.*\]|\(.*\)|\{.*\}|'.*'|".*")$/;
/** Four words in a row are said, not written down as a value. */
const SENTENCE = /\p{L}{2,} \p{L}{2,} \p{L}{2,} \p{L}{2,}/u;

/**
 * Short answers and values - numbers, names, lists and mappings in the notation of a programming language - in one way to
 * write them: equal for those that differ only in how they are laid out, in the kind of quotes or in a full stop. Undefined
 * for anything else, longer texts and JSON objects among them, which are compared by what they say.
 */
export function exactForm(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > MOST_CHARS || trimmed.includes('\n')) return undefined;
  const isValue = ENCLOSED.test(trimmed) && !SENTENCE.test(trimmed);
  if (!isValue && wordsOf(trimmed).length > MOST_WORDS) return undefined;
  if (hasObjects(structureOf(trimmed))) return undefined;
  return trimmed
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/([,:[({]) | (?=[\])}:,])/g, '$1')
    .replaceAll('"', "'")
    .replace(/\.$/, '');
}

function hasObjects(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return !Array.isArray(value) || value.some((item) => hasObjects(item));
}
