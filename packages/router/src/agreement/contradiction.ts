import { wordsOf } from './words.ts';

const NUMBER = /(?<![\p{L}\p{N}_])-?\d+(?:[.,]\d+)*/gu;
/** Between operands: a dash or a slash within a word is none. */
const OPERATOR =
  /[<>!=]=+|=>|->|&&|\|\||[<>](?=\s?[\w(])|(?<=[\w)\]'"] )[-+*/%=](?= [\w(['"])|(?<=[\w)\]])[+*%^=](?=[\w([])/g;
const NEGATION =
  /\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|nicht|kein\w*|nie|ohne|pas|sans|jamais|nunca|sin)\b|n['’]t\b|ません|ない|不|没|無|无/g;
/** Words that say the whole by themselves. */
const VERDICTS = [/\btrue\b/g, /\bfalse\b/g, /\byes\b/g];
const OPPOSITES = ['un', 'in', 'im', 'ir', 'non', 'dis'];

/**
 * True when two texts cannot both be right, however alike their words are: they name other numbers or operators, one says
 * "not" more often, or one says "unsafe" where the other says "safe". Texts that mean the same may be found to contradict
 * each other; those that say the opposite should not be missed.
 */
export function contradicts(a: string, b: string): boolean {
  if (a === b) return false;
  if (listed(a, NUMBER) !== listed(b, NUMBER) || listed(a, OPERATOR) !== listed(b, OPERATOR)) return true;
  const [lowA, lowB] = [a.toLowerCase(), b.toLowerCase()];
  if ([NEGATION, ...VERDICTS].some((words) => count(lowA, words) !== count(lowB, words))) return true;
  const [wordsA, wordsB] = [new Set(wordsOf(a)), new Set(wordsOf(b))];
  return hasOpposite(wordsA, wordsB) || hasOpposite(wordsB, wordsA);
}

/** In any order: what is said first is a matter of style. */
function listed(text: string, what: RegExp): string {
  return (text.match(what) ?? []).toSorted().join(' ');
}

function count(text: string, what: RegExp): number {
  return text.match(what)?.length ?? 0;
}

/** True when a word of one text stands in the other only with a prefix that turns it round. */
function hasOpposite(words: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const word of words) {
    if (others.has(word)) continue;
    if (OPPOSITES.some((prefix) => others.has(prefix + word) && !words.has(prefix + word))) return true;
  }
  return false;
}
