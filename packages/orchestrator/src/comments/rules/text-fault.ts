import { wordsIn } from '../words/words-of.ts';

const MOST_WORDS = 60;
const MOST_SENTENCES = 3;
/** Shorter texts may well lack each of the small words. */
const LONG_WORDS = 9;
const LEAST_REAL_SHARE = 0.6;
const LEAST_TEXT_SHARE = 0.75;

/** What ends a comment, or belongs to another format than prose. */
const NOT_PROSE =
  /\*\/|\/\*|"""|'''|```|<\||\|>|<!--|-->|\{\s*"|"\s*\}|"\s*:\s*["[{]|<\/?\w+ mark=|(^|\s)@(param|returns?|throws)\b|(^|\s):(param|returns?|raises)\b/;

const SMALL_WORDS = new Set(
  `a about across all along among an and any are around as at be because but by do does during each every for from given has how if in into is it its like new no not of off on one only or other out over so some such than that the their
  them then this through to under up used using was when where whether which while whose with within without against after before between both until via
  per`.split(/\s+/),
);

/** What is wrong with the summary as a text of people; undefined: nothing. */
export function summaryFault(summary: string): string | undefined {
  const text = summary.trim();
  if (text === '') return 'The summary is empty.';
  if (/[\r\n]/.test(text)) return `The summary has more than one line: ${quoted(text)}.`;
  const fault = textFault('The summary', text);
  if (fault !== undefined) return fault;
  if (!/^[\p{Lu}\p{Lo}\p{N}`"'“(]/u.test(text) && !/^[a-z]+[A-Z_.(]/.test(text))
    return `The summary does not begin like a sentence: ${quoted(text)}.`;
  const sentences = sentencesIn(text);
  if (sentences > MOST_SENTENCES)
    return `The summary has ${sentences} sentences; at most ${MOST_SENTENCES} may be: ${quoted(text)}.`;
  return undefined;
}

/** The same for any text of a comment. */
export function textFault(what: string, text: string): string | undefined {
  const odd = NOT_PROSE.exec(text);
  if (odd !== null) return `${what} holds ${JSON.stringify(odd[0].trim())}, which is no prose: ${quoted(text)}.`;
  const words = wordsIn(text);
  if (words.length > MOST_WORDS) return `${what} has ${words.length} words; at most ${MOST_WORDS} may be.`;
  if (isNoise(text)) return `${what} is not made of words: ${quoted(text)}.`;
  const again = repeatedIn(words);
  return again === undefined ? undefined : `${what} repeats ${JSON.stringify(again)}: ${quoted(text)}.`;
}

function sentencesIn(text: string): number {
  const plain = text.replaceAll(/\b(e\.g|i\.e|etc|vs|cf|approx|incl)\./gi, '$1');
  return plain.split(/[.!?]+["')]*(?:\s+|$)/).filter((part) => part.trim() !== '').length;
}

/** Names and numbers may stand in prose, but most of it is words. */
function isNoise(text: string): boolean {
  const prose = text.replaceAll(/`[^`]*`/g, ' code ');
  const ofWords = prose.match(/[\p{L}\p{N}\s.,;:'’"()/-]/gu)?.length ?? 0;
  if (ofWords < prose.length * LEAST_TEXT_SHARE) return true;
  const words = wordsIn(prose);
  const real = words.filter(isWordLike);
  if (real.length < words.length * LEAST_REAL_SHARE) return true;
  const isLatin = /^[\p{Script=Latin}\p{P}\p{S}\p{N}\s]*$/u.test(prose);
  return isLatin && words.length >= LONG_WORDS && !words.some((word) => SMALL_WORDS.has(word));
}

function isWordLike(word: string): boolean {
  if (/^\p{N}+$/u.test(word)) return true;
  if (/^[a-z]+$/.test(word)) return word.length <= 4 || (/[aeiouy]/.test(word) && !/[^aeiouy]{6}|(.)\1\1/.test(word));
  return /^\p{L}+$/u.test(word);
}

/** A word three times in a row, two words twice in a row, or three words three times. */
function repeatedIn(words: readonly string[]): string | undefined {
  const seen = new Map<string, number>();
  for (const [at, word] of words.entries()) {
    const pair = words.slice(at, at + 2).join(' ');
    if (word === words[at + 1] && (word === words[at + 2] || /^(the|a|an|of|to|is|and|in)$/.test(word))) return pair;
    if (words.length > at + 3 && pair === words.slice(at + 2, at + 4).join(' ')) return pair;
    const three = words.slice(at, at + 3);
    const count = (seen.get(three.join(' ')) ?? 0) + 1;
    seen.set(three.join(' '), count);
    if (three.length === 3 && count >= 3) return three.join(' ');
  }
  return undefined;
}

/** The beginning of it. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}
