import { CATEGORIES, type Category } from '@hanzo/contracts';
import type { SarifRule } from './sarif-log.ts';

/** What a rule is called where reports are read. */
const WORDS: Readonly<Record<Category, string>> = {
  injection: 'Text from outside becomes a part of a command, a query or code',
  xss: 'Text from outside becomes a part of a page',
  'path-traversal': 'A path from outside leads out of its folder',
  ssrf: 'An address from outside is called',
  secret: 'A secret stands in the code or gets out',
  authentication: 'It is not made sure who somebody is',
  authorization: 'It is not made sure that somebody may',
  cryptography: 'Cryptography is weak or used wrongly',
  deserialization: 'Data from outside makes objects or runs code',
  'input-validation': 'Input is not checked',
  logic: 'The logic is wrong',
  'off-by-one': 'A bound is off by one',
  'null-dereference': 'Something that may be missing is used',
  'type-error': 'A value has another type than is taken for granted',
  'error-handling': 'An error is lost or handled wrongly',
  'resource-leak': 'Something that was opened is not closed',
  concurrency: 'Things that happen at once get into each other’s way',
  'api-misuse': 'An interface is used in another way than it is meant',
  complexity: 'Work grows faster than it has to',
  'repeated-work': 'The same work is done again and again',
  'blocking-io': 'Something waits and blocks others',
  'memory-growth': 'Memory grows without a bound',
  'query-in-loop': 'A query is made in a loop',
  coupling: 'Parts depend on each other more than they have to',
  cycle: 'Modules depend on each other in a circle',
  layering: 'A layer reaches for one that it should not know',
  duplication: 'The same is written twice',
  'dead-code': 'Code is never used',
  readability: 'Code is hard to read',
  'missing-test': 'A test is missing',
  'weak-test': 'A test proves little',
  'flaky-test': 'A test fails by chance',
  'missing-docs': 'Documentation is missing',
  'wrong-docs': 'Documentation says something else than the code does',
  syntax: 'The syntax is wrong',
  format: 'The format is not the usual one',
  lint: 'A linter has found something',
  other: 'Something else',
};

/**
 * How severe a weakness of the category usually is, from 0.1 to 10: GitHub shows it for rules that have the tag `security` (over
 * 9.0 critical, 7.0 high, 4.0 medium). Scores of our own, in the range that CVSS gives such weaknesses; each finding has its
 * own severity as its level.
 */
const SECURITY_SEVERITY: Readonly<Partial<Record<Category, string>>> = {
  injection: '8.8',
  xss: '6.1',
  'path-traversal': '7.5',
  ssrf: '7.5',
  secret: '7.5',
  authentication: '8.1',
  authorization: '8.1',
  cryptography: '5.9',
  deserialization: '8.8',
  'input-validation': '5.3',
};

/** The rules of some categories, in their fixed order. */
export function rulesOf(categories: ReadonlySet<Category>): readonly SarifRule[] {
  return CATEGORIES.filter((category) => categories.has(category)).map((id) => {
    const severity = SECURITY_SEVERITY[id];
    return {
      id,
      name: id.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      shortDescription: { text: `${WORDS[id]}.` },
      properties: severity === undefined ? { tags: [id] } : { tags: ['security', id], 'security-severity': severity },
    };
  });
}
