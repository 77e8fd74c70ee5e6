import type { TaskKind } from '@hanzo/contracts';

const WORDS: readonly { readonly kind: TaskKind; readonly words: RegExp }[] = [
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
  { kind: 'docs', words: /\b(docs?|document|documentation|docstrings?|jsdoc|tsdoc|readme)\b/i },
  {
    kind: 'tests',
    words: /\b((write|add|generate|create|missing) (\w+ ){0,2}tests?|unit tests?|test cases?|test coverage)\b/i,
  },
  { kind: 'refactor', words: /\b(refactor\w*|restructure|clean ?up|simplify|deduplicate)\b/i },
  { kind: 'architecture', words: /\b(architectur\w*|system design|module boundaries|coupling)\b/i },
  { kind: 'debug', words: /\b(debug\w*|crash\w*|stack ?trace|why (does|is|do)|hangs?|deadlocks?)\b/i },
];

const REVIEW_WORDS = /\b(review|audit|code quality|best practices?|bugs?|defects?|problems?|issues?)\b/i;
const PROSE_KINDS: readonly TaskKind[] = ['format', 'docs', 'tests', 'refactor', 'architecture'];

/** A word of the instructions, and the kind that it speaks for. */
export interface KindWord {
  readonly kind: TaskKind;
  readonly word: string;
}

/** The words by which `guessKind` decides, the first of each kind. */
export function kindWords(instructions: string): readonly KindWord[] {
  return [...WORDS, { kind: 'review' as const, words: REVIEW_WORDS }].flatMap(({ kind, words }) => {
    const word = words.exec(instructions)?.[0];
    return word === undefined ? [] : [{ kind, word }];
  });
}

/**
 * Guesses a task kind from the instructions by keywords. One kind's words: that kind. None, or those of several
 * kinds: review. Words for a kind that writes text (format, docs, tests, refactor, architecture) beside a review word, as in
 * "review the docs": review.
 */
export function guessKind(instructions: string): TaskKind {
  const kinds = WORDS.filter(({ words }) => words.test(instructions)).map(({ kind }) => kind);
  const [only] = kinds;
  if (only === undefined || kinds.length > 1) return 'review';
  return PROSE_KINDS.includes(only) && REVIEW_WORDS.test(instructions) ? 'review' : only;
}
