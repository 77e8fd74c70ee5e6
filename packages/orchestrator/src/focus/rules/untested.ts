import { wordsOf } from '../../gates/identifiers.ts';
import type { Rule } from '../evidence-rule.ts';

const DECLARES =
  /\b(?:function\*?|class|interface|def|fn|func|const|let|var|struct|trait|enum|object|fun)\s+([\p{L}_$][\p{L}\p{N}_$]*)/u;
/** `  private async total(lines: Line[]): number {`, also where its parameters go over several lines. */
const METHOD =
  /^\s*(?:(?:export|public|private|protected|static|async|readonly|override|get|set)\s+)*\*?([\p{L}_$][\p{L}\p{N}_$]*)\s*(?:<[^()]*>)?\((?:[^'"`]*\)[^()=]*\{)?\s*$/u;
const MODIFIED = /^\s*(?:export|public|private|protected|static|async|readonly|override)\s/;
/** These have parentheses and a block, too. */
const STATEMENTS = new Set(
  'if else elif unless for foreach while until do switch match case catch except finally with using lock synchronized return yield await throw new typeof delete void print assert super this import require'.split(
    ' ',
  ),
);

/** What is said to be untested is named by no test. A line that declares nothing cannot be looked up. */
export const reallyUntested: Rule = ({ category, quote }, { testedWords }) => {
  if (category !== 'missing-test') return undefined;
  const name = declaredIn(quote);
  if (name === undefined || name.length < 3) return undefined;
  return testedWords.has(name) ? `a test of this workspace names ${name}` : undefined;
};

function declaredIn(quote: string): string | undefined {
  const named = DECLARES.exec(quote)?.[1];
  if (named !== undefined) return named;
  const method = METHOD.exec(quote)?.[1];
  // A line that ends in an open parenthesis may as well be a call.
  const isSure = quote.trimEnd().endsWith('{') || MODIFIED.test(quote);
  return method === undefined || STATEMENTS.has(method) || !isSure ? undefined : method;
}

/** All words of texts of tests. */
export function wordsIn(texts: Iterable<string>): ReadonlySet<string> {
  const words = new Set<string>();
  for (const text of texts) for (const word of wordsOf(text)) words.add(word);
  return words;
}

/** True for files of tests, by the usual names of languages. */
export function isTestFile(path: string): boolean {
  return (
    /(^|\/)(tests?|__tests__|specs?|e2e)\//i.test(path) ||
    /(^|\/)(test_[^/]*|[^/]*(_test|\.test|\.spec|_spec|Test|Tests))\.[^/]+$/.test(path)
  );
}
