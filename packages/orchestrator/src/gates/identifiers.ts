const LEAST_LENGTH = 4;

/** Words of programming languages. */
const KEYWORDS = new Set(
  `and as def del do fn for go if in int is let mod mut new nil not or pub try use var abstract assert async await boolean break case
  catch class const continue debugger declare default delete else enum export extends false finally from function goto implements
  import include instanceof interface lambda namespace null pass private protected public raise readonly require return self static
  struct super switch synchronized this throw throws transient true typeof undefined unsigned using void volatile while with
  yield`.split(/\s+/),
);

/** Words that stand in any code or any review, so that naming them proves nothing. */
const COMMON = new Set([
  ...KEYWORDS,
  ...`final float global integer internal module native object override package string symbol template type unknown values where number array promise error errors console length value name names data file files list item items
  index result results options config settings input output param params parameter parameters argument arguments variable variables
  method methods property properties field fields test tests main init code line lines block body text message messages user users
  about above after again against also always another anything because been before being below between both cannot clean clear
  clearly could does doing done down during each either every everything find found good great have having here however improve
  improved improvement improvements inside into issue issues just like likely look looks made make makes many more most much must need
  needs never nothing only other others otherwise overall over part perhaps problem problems proper properly quality quite rather
  really review right same seems several should simple since some something still such sure than that their them then there these they
  thing things those through under until upon used user using usually very well were what when which while whole will with within
  without work works would wrong your approach based basic best bugs call called calls change changes check checks comment comments
  common complex correct correctly create created creates current currently defined defines document documentation easy example exist
  exists existing fails fine first following function functions handle handled handles handling implementation implemented implements
  last left logic looks maintain maintainable missing multiple open possible potential practice practices present provide provided
  provides read readable real request response returned returns reviewed safe second security set sets should show shows single small
  start state statement statements structure structured style support syntax system task tasks time update updated updates useful
  valid validation version write written lgtm nice okay todo http https keys`.split(/\s+/),
]);

/** Short words of any sentence. */
const SHORT_WORDS = new Set(
  `a all an any are at be but by can few for get had has he his how i if in is it its may me my no nor not now of off on one or our
  out own per set she so the to too two up us via was way we who why yes yet you`.split(/\s+/),
);

/** The words of four characters or more that are particular to a source: no keywords, no everyday words, no comments. */
export function particularIdentifiers(source: string): ReadonlySet<string> {
  const code = withoutBlockComments(source).replace(/(^|\s)\/\/[^\n]*/g, ' ');
  const found = new Set<string>();
  for (const word of wordsOf(code)) if (word.length >= LEAST_LENGTH && !COMMON.has(word.toLowerCase())) found.add(word);
  return found;
}

/** All words that could be identifiers. */
export function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
}

const ASCII_NAME = /^[A-Za-z_$][\w$]*$/;
const ASCII_NAMES = /(?<![\p{Script=Latin}\p{N}_$])[A-Za-z_$][\w$]*(?!\p{Script=Latin})/gu;

/**
 * The identifiers that a text names. Many languages put no spaces between words, so in `userIdがクエリに` the identifier
 * ends where ASCII does; one that is not ASCII itself may stand anywhere in such a text.
 */
export function namedIn(text: string, known: Iterable<string>): ReadonlySet<string> {
  const words = new Set([...wordsOf(text), ...(text.match(ASCII_NAMES) ?? [])]);
  return new Set([...known].filter((name) => words.has(name) || (!ASCII_NAME.test(name) && text.includes(name))));
}

/** What a text writes as code: between backticks, with a dot, a call, a bracket, or in a case that only code has. */
const AS_CODE =
  /`[^`\n]+`|[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+|[A-Za-z_$][\w$]*(?=[([])|\$\w+|\b[A-Za-z]\w*_\w*|\b[a-z]+[A-Z]\w*/g;

/**
 * True when words show that somebody has read this very code: they name an identifier that is particular to it, or any of its
 * names that they write as code, or that stands in the quoted line. Code that has nothing particular cannot be held against.
 */
export function namesCodeOf(
  words: string,
  { code, quote }: { readonly code: string; readonly quote: string },
): boolean {
  const particular = particularIdentifiers(code);
  if (particular.size === 0 || namedIn(words, particular).size > 0) return true;
  const all = new Set(wordsOf(code).filter((name) => !KEYWORDS.has(name)));
  const asCode = (words.match(AS_CODE) ?? []).join('\n');
  if (namedIn(asCode, all).size > 0) return true;
  const quoted = wordsOf(quote).filter((name) => all.has(name) && !SHORT_WORDS.has(name.toLowerCase()));
  return namedIn(words, quoted).size > 0;
}

/** By search and not by pattern: the time stays linear in files that open comments and never close them. */
function withoutBlockComments(source: string): string {
  const kept: string[] = [];
  let at = 0;
  for (let start = source.indexOf('/*'); start >= 0; start = source.indexOf('/*', at)) {
    const end = source.indexOf('*/', start + 2);
    if (end < 0) break;
    kept.push(source.slice(at, start));
    at = end + 2;
  }
  return [...kept, source.slice(at)].join(' ');
}
