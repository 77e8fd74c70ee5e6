import { countOf } from '@hanzo/contracts';
import { reasonInWords } from '../redact/reason-in-words.ts';
import type { Candidate } from '../words.ts';
import type { Packing } from './packing.ts';
import { piecesOf, tokensOfPieces, type SendableFile } from './sent-file.ts';

/** With less a file says nothing. Tokens. */
const LEAST = 200;
/** A file takes so much of what is left at most, so that others have a chance, but never less than a few functions. */
const SHARE = 1 / 3;
const LEAST_SHARE = 1_500;
/** Of a long file of which nobody knows what matters. Tokens. */
const HEAD = 800;
/** Nobody reads longer lists. */
const MOST_TOLD = 20;
const MOST_REASONS = 3;

/** A file of which only parts were taken. */
interface CutFile {
  readonly candidate: Candidate;
  readonly file: SendableFile;
  readonly tokens: number;
}

/** Files that the clues lead to, the best first, until the room is full. */
export async function packCandidates(candidates: readonly Candidate[], packing: Packing): Promise<void> {
  const cutFiles: CutFile[] = [];
  const untaken: Candidate[] = [];
  const seen = new Set<string>();
  for (const candidate of candidates.toSorted((a, b) => b.score - a.score)) {
    if (packing.isSettled(candidate.path) || seen.has(candidate.path)) continue;
    seen.add(candidate.path);
    if (packing.room < LEAST) untaken.push(candidate);
    else {
      const found = await packCandidate(candidate, packing);
      if (found !== undefined) cutFiles.push(found);
    }
  }
  await fillUp(cutFiles, packing);
  for (const { path, reasons } of untaken.slice(0, MOST_TOLD))
    packing.leaveOut(path, `no room is left for it (${wordsOf(reasons)})`);
  const more = untaken.length - MOST_TOLD;
  if (more > 0) packing.leaveOut(countOf(more, 'more file'), 'no room is left for them');
}

async function packCandidate(candidate: Candidate, packing: Packing): Promise<CutFile | undefined> {
  const { path, lines: matters, reasons } = candidate;
  if (packing.size(path) === undefined) return undefined;
  const file = packing.read({ path, lines: [], matters, because: wordsOf(reasons) });
  if (file === undefined) return undefined;
  const because = wordsOf(reasons, hiddenIn(file));
  const most = Math.min(packing.room, Math.max(LEAST_SHARE, Math.floor(packing.room * SHARE)));
  const whole = file.source.isPartial ? [] : piecesOf(file, []);
  if (whole.length > 0 && tokensOfPieces(whole) <= most) {
    packing.add(file, whole, because);
    return undefined;
  }
  const room = matters.length === 0 ? Math.min(most, HEAD) : most;
  const pieces = await packing.cut(file, { room, matters, neighbours: 1 });
  if (pieces.length === 0) return undefined;
  packing.add(file, pieces, because);
  return { candidate, file, tokens: tokensOfPieces(pieces) };
}

/** What is left goes to those that were cut, the best first. */
async function fillUp(cutFiles: readonly CutFile[], packing: Packing): Promise<void> {
  for (const { candidate, file, tokens } of cutFiles) {
    if (packing.room < LEAST) return;
    const { lines: matters, reasons } = candidate;
    const room = packing.room + tokens;
    const whole = file.source.isPartial ? [] : piecesOf(file, []);
    const fits = whole.length > 0 && tokensOfPieces(whole) <= room;
    const pieces = fits ? whole : await packing.cut(file, { room, matters, neighbours: Infinity });
    if (tokensOfPieces(pieces) > tokens) packing.add(file, pieces, wordsOf(reasons, hiddenIn(file)));
  }
}

/** @param hidden lines of the file that are not sent. @default none is known */
function wordsOf(reasons: Candidate['reasons'], hidden: readonly string[] = []): string {
  return reasons
    .flatMap((reason) => reasonInWords(reason, hidden) ?? [])
    .slice(0, MOST_REASONS)
    .join('; ');
}

function hiddenIn({ hidden, source }: SendableFile): readonly string[] {
  return source.stretches.flatMap(({ firstLine, lines }) => lines.filter((_, index) => hidden.has(firstLine + index)));
}
