/** Words that say nothing of what a tool is for. */
const COMMON: ReadonlySet<string> = new Set(
  (
    'a about after all also an and any are as at be because been before but by can could did do does during each ' +
    'else for from get had has have how i if in into is it its last like may me more most much must my need new no ' +
    'not now of off on once one only or other our out over own per please same she he should since so some still ' +
    'such than that the their them then there these they this those to too tool under until up us use used using ' +
    'very want was we were what when where whether which while who whom whose why will with within without would ' +
    'yet you your'
  ).split(' '),
);

/** A word, a part of an identifier, or a number. */
const PART = /\p{Lu}?[\p{Ll}\p{Lo}\p{M}]+|\p{Lu}+(?!\p{Ll})|\p{N}+/gu;

/**
 * The words of a text, in lower case and without their endings, identifiers taken apart: `browser_takeScreenshots` is browser, take,
 * screenshot. Those that stand in every text are left out.
 */
export function termsOf(text: string): readonly string[] {
  return (text.match(PART) ?? [])
    .map((part) => part.toLowerCase())
    .filter((word) => !COMMON.has(word))
    .map(stem);
}

/** Of a text that tools are chosen for: what it wants stands at its beginning. Characters. */
const MOST_CHARS = 20_000;

/** What people say, and what tools call it. */
const SAME: Readonly<Record<string, string>> = {
  db: 'database',
  homepage: 'page',
  site: 'page',
  website: 'page',
  webpage: 'page',
};

/** The words of what somebody wants, each once. An address is taken for the word that tools have for it. */
export function wantedTerms(about: string): readonly string[] {
  const text = about.slice(0, MOST_CHARS).replaceAll(/https?:\/\//g, ' url ');
  const terms = new Set(termsOf(text));
  for (const [word, same] of Object.entries(SAME)) if (terms.has(stem(word))) terms.add(stem(same));
  return [...terms];
}

const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/ies$/, 'y'],
  [/(ss|sh|ch|x)es$/, '$1'],
  [/([^su])s$/, '$1'],
];
const VERBS: readonly RegExp[] = [/(?<=[a-z]{3})ing$/, /(?<=[a-z]{3})ed$/, /(?<=[a-z]{3})e$/];

/** Roughly: what matters is that the forms of a word are the same, not what they are. */
function stem(word: string): string {
  const plural = ENDINGS.find(([ending]) => ending.test(word));
  const one = plural === undefined || word.length <= 3 ? word : word.replace(...plural);
  const ending = VERBS.find((each) => each.test(one));
  const bare = ending === undefined ? one : one.replace(ending, '');
  return /([bdgmnprt])\1$/.test(bare) && bare !== one ? bare.slice(0, -1) : bare;
}
