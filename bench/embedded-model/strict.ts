import type { CommentedFunction } from '@hanzo/contracts';
import type { DocComment } from '@hanzo/orchestrator';
import { keysOf, verbKeysOf } from '../../packages/orchestrator/src/comments/words/same-words.ts';
import { contentWords, tellingWords, verbKeysIn } from '../../packages/orchestrator/src/comments/words/words-of.ts';

/** Stricter than the gate, which asks for half of them: every word of the name is in the summary, or another word for it. */
export function saysWholeName({ summary }: DocComment, { name, kind, owner = '' }: CommentedFunction): boolean {
  const said = verbKeysIn(summary);
  const words = [...new Set(contentWords(kind === 'constructor' || /^__init__$/.test(name) ? owner : name))];
  return words.every((word, at) => (at === 0 ? verbKeysOf(word) : keysOf(word)).some((key) => said.has(key)));
}

/**
 * It says a word that stands in the function's code, and in none of the names above it: the body was read. No list of fixed words is
 * needed: what stands in any comment stands in few bodies, and what a template scores here is chance.
 */
export function saysWordOfBody(comment: DocComment, facts: CommentedFunction, code: string): boolean {
  const { summary, params, returns, throws } = comment;
  const names = [facts.name, facts.owner ?? '', ...facts.parameters.map(({ name }) => name), ...facts.throws];
  const known = new Set(names.flatMap((name) => contentWords(name)).flatMap(verbKeysOf));
  const written = new Set(
    contentWords(code)
      .filter((word) => !KEYWORDS.has(word))
      .flatMap(keysOf),
  );
  const texts = [summary, returns, ...params.map(({ text }) => text), ...throws.map(({ text }) => text)];
  return tellingWords(texts.join(' ')).some((word) => {
    const keys = keysOf(word);
    return keys.some((key) => written.has(key)) && !keys.some((key) => known.has(key));
  });
}

/** Of the languages: words of almost any body. */
const KEYWORDS = new Set(
  `and as assert async await bool boolean break case catch class const continue def del elif else except export extends false finally
  float for from function if import in int is lambda let none not null number object of or pass private promise public raise readonly
  return self set static str string super switch this throw true try typeof undefined void while with yield`.split(
    /\s+/,
  ),
);

/** Sentences that begin with a capital, end with a full stop, say no word twice in a row, and have an article that fits. */
export function hasPlainGrammar({ summary, params, returns, throws }: DocComment): boolean {
  const texts = [summary, returns, ...params.map(({ text }) => text), ...throws.map(({ text }) => text)];
  return texts.filter((text) => text !== '').every(isPlainSentence);
}

function isPlainSentence(text: string): boolean {
  const isWhole = /^[\p{Lu}\p{N}`'"].*[.!?]['"`)]?$/u.test(text);
  const isDoubled = /\b(\p{L}+)\s+\1\b/iu.test(text);
  const hasLooseEnds =
    /\s[.,;:!?]|[,;:]\.|\.\.(?!\.)|\(\s|\s\)|\s{2}|\b(?:a|the|an|of|to|for|with|and|or|from|by)[.,;!?]/iu.test(text);
  // Enough for what is heard at once; `a user` and `an hour` are left alone.
  const hasWrongArticle =
    /\ba (?:[ai]|e(?!u)|o(?!n[ec]))\w|\ban [bcdfgjkpqtvwxyz][a-z]{2}|\b(?:a|an|the) (?:a|an|the)\b/i.test(text);
  return isWhole && !isDoubled && !hasLooseEnds && !hasWrongArticle;
}
