/** Words that tell nothing of a cause: of English, and of whoever writes about bugs. */
const COMMON = new Set(
  `a about above after again all also although always an and another any are as at be because been before being between both but by can
  cause caused causes causing could did do does doing done down due during each either else even ever every few first fix fixed fixes for
  from further get gets getting given gives had happen happens has have having here how however if in instead into is issue issues it its
  itself just last lead leads least less let like likely longer made make makes making may means might more most much must need needs new
  now of off on one only onto or other our out over own problem problems rather reason result results root same see
  seems should since so some still such than that the their them then there therefore these they this those through thus to together too
  two under until up upon us use used uses using very via was we well were what when where whereas whether which while who why will with
  within would yet you your bug bugs code error errors fail fails failed failing failure file files function functions line lines
  method methods correct correctly incorrect incorrectly properly wrong wrongly call called calls calling`.split(/\s+/),
);
const NEGATIONS = new Set(
  'cannot lack lacks lacked lacking neither never no nobody none nor not nothing without'.split(' '),
);
/** They may stand behind what they deny, too: `the lock is missing`. */
const ABSENCES = new Set('absent forgotten missing omitted skipped'.split(' '));
/** What follows is said for itself. */
const CLAUSE_WORDS = new Set(
  'after although and as because before but if since so then though unless until when whenever whereas which while'.split(
    ' ',
  ),
);

/** Scripts that leave no space between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]+/u;
const UNSPACED_NEGATION = /(没有|沒有|[不没沒未无無])/;

export interface TermPiece {
  readonly kind: 'term';
  readonly term: string;
  /** It is a name of code. */
  readonly isName: boolean;
  /** `unlocked` denies what `locked` says. */
  readonly denies?: string | undefined;
}

/** What a text is made of, as far as it tells something. `end`: of a clause. */
export type Piece = TermPiece | { readonly kind: 'negation'; readonly mayFollow: boolean } | { readonly kind: 'end' };

const END: Piece = { kind: 'end' };
const NEGATION: Piece = { kind: 'negation', mayFollow: false };
const ABSENCE: Piece = { kind: 'negation', mayFollow: true };

/** In the order in which they stand there. */
export function piecesOf(text: string): readonly Piece[] {
  const plain = text.replaceAll(/\p{L}+n['’]t\b/gu, 'not');
  const tokens = plain.match(/[\p{L}_][\p{L}\p{N}_]*|[.,;:!?](?=\s|$)|[()\n—。，；：！？、]/gu) ?? [];
  return tokens.flatMap((token, at) => piecesOfToken(token, tokens[at + 1]));
}

function piecesOfToken(token: string, next: string | undefined): readonly Piece[] {
  const lower = token.toLowerCase();
  if (!/[\p{L}_]/u.test(token) || CLAUSE_WORDS.has(lower)) return [END];
  if (NEGATIONS.has(lower) || (lower.startsWith('fail') && next?.toLowerCase() === 'to')) return [NEGATION];
  if (ABSENCES.has(lower)) return [ABSENCE];
  return UNSPACED.test(token) ? unspacedPieces(token) : termsOfWord(token);
}

/** A name of code counts as itself and by its parts: one model writes `commit_session`, the other "commits the session". */
function termsOfWord(word: string): readonly TermPiece[] {
  const parts = word.split(/_+|(?<=\p{Ll})(?=\p{Lu})/u).filter((part) => part !== '');
  const plain = parts.flatMap((part): readonly TermPiece[] => {
    const lower = part.toLowerCase();
    if (lower.length < 2 || COMMON.has(lower)) return [];
    const denied = /^(?:un|non)(\p{L}{4,})$/u.exec(lower)?.[1];
    return [{ kind: 'term', term: stemOf(lower), isName: false, denies: denied && stemOf(denied) }];
  });
  return parts.length > 1 ? [...plain, { kind: 'term', term: word.toLowerCase(), isName: true }] : plain;
}

/** Each two characters that stand side by side. */
function unspacedPieces(word: string): readonly Piece[] {
  return word.split(new RegExp(`(${UNSPACED.source})`, 'u')).flatMap((run): readonly Piece[] => {
    if (!UNSPACED.test(run)) return termsOfWord(run);
    return run.split(UNSPACED_NEGATION).flatMap((part): readonly Piece[] => {
      if (UNSPACED_NEGATION.test(part)) return [NEGATION];
      const chars = Array.from(part);
      const pairs = chars.length === 1 ? chars : chars.slice(1).map((char, at) => `${chars[at]}${char}`);
      return pairs.map((term) => ({ kind: 'term', term, isName: false }));
    });
  });
}

/** Endings of English that say nothing here. Rough, but the same for all. */
function stemOf(word: string): string {
  if (word.length < 5) return word.replace(/(?<=..)s$/, '');
  const stem = word
    .replace(/(?:ations?|ators?|ating|ated|ates?)$/, 'at')
    .replace(/(?:ions?|ings?|edly|ed|ers?|ors?|ly|es|s|e|y)$/, '');
  return stem.length < 3 ? word : stem.replace(/(.)\1$/, '$1');
}
