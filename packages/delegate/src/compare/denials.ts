import { type Piece, piecesOf, type TermPiece } from './pieces.ts';

/** What a text denies, and what it says. */
export interface Denials {
  /** The first term after each negation. */
  readonly heads: ReadonlySet<string>;
  /** All terms from a negation to the end of its clause. */
  readonly denied: ReadonlySet<string>;
  readonly said: ReadonlySet<string>;
}

export function denialsOf(text: string): Denials {
  const found = { heads: new Set<string>(), denied: new Set<string>(), said: new Set<string>() };
  for (const clause of clausesOf(piecesOf(text))) {
    const from = clause.findIndex(({ kind }) => kind === 'negation');
    if (from === -1) for (const piece of clause.filter(isTerm)) add(piece, found.said, found);
    else addDenying(clause, from, found);
  }
  return found;
}

type Found = { readonly [Name in keyof Denials]: Set<string> };

/** @param from where the first negation stands */
function addDenying(clause: readonly Piece[], from: number, found: Found): void {
  const before = clause.slice(0, from).filter(isTerm);
  const after = clause.slice(from);
  const [negation] = after;
  const isBehind = negation?.kind === 'negation' && negation.mayFollow && !after.some(isTerm);
  for (const piece of before) add(piece, isBehind ? found.denied : found.said, found);
  const heads = isBehind
    ? before.slice(-1)
    : after.filter((_, at) => after[at - 1]?.kind === 'negation').filter(isTerm);
  for (const piece of after.filter(isTerm)) add(piece, found.denied, found);
  for (const { term } of heads) found.heads.add(term);
}

function add({ term, denies }: TermPiece, into: Set<string>, { heads, denied }: Found): void {
  into.add(term);
  if (denies === undefined) return;
  heads.add(denies);
  denied.add(denies);
}

/** True when one text denies what the other one says: `never committed`, and `committed twice`. */
export function contradict(a: Denials, b: Denials): boolean {
  return deniesWhatIsSaid(a, b) || deniesWhatIsSaid(b, a);
}

function deniesWhatIsSaid(a: Denials, b: Denials): boolean {
  return [...a.heads].some((head) => !a.said.has(head) && b.said.has(head) && !b.denied.has(head));
}

function isTerm(piece: Piece): piece is TermPiece {
  return piece.kind === 'term';
}

function clausesOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const clauses: Piece[][] = [[]];
  for (const piece of pieces) {
    if (piece.kind === 'end') clauses.push([]);
    else clauses.at(-1)?.push(piece);
  }
  return clauses;
}
