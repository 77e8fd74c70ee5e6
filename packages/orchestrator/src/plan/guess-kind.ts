import type { TaskKind } from '@hanzo/contracts';
import { wantsNewComments } from './wants-new-comments.ts';

/** What follows "document" where it is the functions that shall be documented, in place. */
const THE_FUNCTIONS = String.raw`(?: (?:the|all|any|every|each|this|these|my|our|its|of|public|exported|undocumented))*(?: [\w'’./-]+)? (?:functions?|methods?)\b`;

interface WordsOfKind {
  readonly kind: TaskKind;
  readonly words: RegExp;
}

/** Functions that shall be documented, in place, and what stands there then. */
const DOC_COMMENTS = new RegExp(
  String.raw`\b(?:doc(?:umentation)?[ -]?comments?|docstrings?|[jt]s ?docs?|undocumented (?:\w+ )?(?:functions?|methods?|code)|(?:document|comment)${THE_FUNCTIONS})`,
  'i',
);

const WORDS: readonly WordsOfKind[] = [
  {
    kind: 'security',
    words: /\b(security|secure|vulnerab\w*|injections?|xss|csrf|exploit\w*|owasp|secrets?|authenti\w*)\b/i,
  },
  {
    kind: 'performance',
    words: /\b(performance|slow|speed|faster|bottlenecks?|latency|optimi[sz]\w*|memory leaks?)\b/i,
  },
  {
    kind: 'format',
    words:
      /\b(re-?format\w*|prettier|code ?formatt\w+|formatters?|(apply|fix|check) (the )?formatting|format (the |this |my |our |all |every )*(\w+ )?(code|files?|sources?|project|repository|repo|workspace|everything))\b/i,
  },
  { kind: 'lint', words: /\b(lint|lints|linted|linting|linters?|eslint|oxlint|ruff|pylint|clippy)\b/i },
  { kind: 'comments', words: DOC_COMMENTS },
  {
    kind: 'docs',
    words: new RegExp(
      String.raw`\b(?:(?<!\b[jt]s )docs?(?![ -]?comments?\b)|document(?!${THE_FUNCTIONS})|documentation(?![ -]?comments?\b)|readme)\b`,
      'i',
    ),
  },
  {
    kind: 'tests',
    words: /\b((write|add|generate|create|missing) (\w+ ){0,2}tests?|unit tests?|test cases?|test coverage)\b/i,
  },
  { kind: 'refactor', words: /\b(refactor\w*|restructure|clean ?up|simplify|deduplicate)\b/i },
  { kind: 'architecture', words: /\b(architectur\w*|system design|module boundaries|coupling)\b/i },
  { kind: 'debug', words: /\b(debug\w*|crash\w*|stack ?trace|why (does|is|do)|hangs?|deadlocks?)\b/i },
];

/** The words where no doc comments shall be added: what is said of those that are there is said of docs. */
const WORDS_WITHOUT_COMMENTS = WORDS.filter(({ kind }) => kind !== 'comments').map((one) =>
  one.kind === 'docs' ? { ...one, words: /\b(docs?|document|documentation|docstrings?|[jt]s ?docs?|readme)\b/i } : one,
);

function wordsFor(instructions: string): readonly WordsOfKind[] {
  const all = [...instructions.matchAll(new RegExp(DOC_COMMENTS, 'gi'))];
  // "Find undocumented functions and add docstrings": what is done with docstrings counts.
  const found = all.find(([words]) => !/^undocumented/i.test(words)) ?? all[0];
  if (found === undefined) return WORDS;
  const before = instructions.slice(0, found.index);
  const after = instructions.slice(found.index + found[0].length);
  return wantsNewComments(before, after) ? WORDS : WORDS_WITHOUT_COMMENTS;
}

const REVIEW_WORDS = /\b(review|audit|code quality|best practices?|bugs?|defects?|problems?|issues?)\b/i;
const PROSE_KINDS: readonly TaskKind[] = ['format', 'docs', 'comments', 'tests', 'refactor', 'architecture'];

/** A word of the instructions, and the kind that it speaks for. */
export interface KindWord {
  readonly kind: TaskKind;
  readonly word: string;
}

/** The words by which `guessKind` decides, the first of each kind. */
export function kindWords(instructions: string): readonly KindWord[] {
  return [...wordsFor(instructions), { kind: 'review' as const, words: REVIEW_WORDS }].flatMap(({ kind, words }) => {
    const word = words.exec(instructions)?.[0];
    return word === undefined ? [] : [{ kind, word }];
  });
}

/**
 * Guesses a task kind from the instructions by keywords. One kind's words: that kind. None, or those of several
 * kinds: review. Words for a kind that writes text (format, docs, comments, tests, refactor, architecture) beside a review word, as in
 * "review the docs": review. Words for doc comments that are there, as in "remove the docstrings", are words for docs.
 */
export function guessKind(instructions: string): TaskKind {
  const kinds = wordsFor(instructions)
    .filter(({ words }) => words.test(instructions))
    .map(({ kind }) => kind);
  const [only] = kinds;
  if (only === undefined || kinds.length > 1) return 'review';
  return PROSE_KINDS.includes(only) && REVIEW_WORDS.test(instructions) ? 'review' : only;
}
