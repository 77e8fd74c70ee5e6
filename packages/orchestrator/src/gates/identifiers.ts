const LEAST_LENGTH = 4;

/** Words that stand in any code or any review, so that naming them proves nothing. */
const COMMON = new Set(
  `abstract assert async await boolean break case catch class const continue debugger declare default delete else enum export extends
  false final finally float from function global goto implements import include instanceof integer interface internal lambda module
  namespace native null object override package pass private protected public raise readonly require return self static string struct
  super switch symbol synchronized template this throw throws transient true type typeof undefined unknown unsigned using values void
  volatile where while with yield number array promise error errors console length value name names data file files list item items
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
