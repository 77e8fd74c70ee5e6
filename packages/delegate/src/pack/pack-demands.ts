import { countOf } from '@hanzo/contracts';
import { fairShares } from './fair-shares.ts';
import { linesInWords } from './line-ranges.ts';
import type { Demand, Packing } from './packing.ts';
import { linesIn, piecesOf, tokensOfPieces, type Piece, type SendableFile } from './sent-file.ts';

/** With less a file says nothing. Tokens. */
const LEAST = 200;
/** So many long files share a room at most. */
const MOST_LONG = 200;
const CHARS_PER_TOKEN = 3.5;
/** A usual line, in bytes. */
const LINE_BYTES = 40;

/** A file that was read, and what is wanted of it. */
interface Wanted {
  readonly demand: Demand;
  readonly file: SendableFile;
  readonly pieces: readonly Piece[];
  readonly tokens: number;
}

/** Files that were asked for. Where they do not all fit, the long ones share the room; what is not sent of them is told. */
export async function packDemands(demands: readonly Demand[], packing: Packing): Promise<void> {
  const wanted = admitted(demands, packing).flatMap((demand) => readWanted(demand, packing));
  const shares = fairShares(
    wanted.map(({ tokens }) => tokens),
    packing.room,
  );
  for (const [index, one] of wanted.entries()) await packOne(one, shares[index] ?? 0, packing);
}

/** The first ones that there is room for, by their sizes alone: thousands may be named. */
function admitted(demands: readonly Demand[], packing: Packing): readonly Demand[] {
  const least = Math.min(packing.room, Math.max(LEAST, packing.room / MOST_LONG));
  let room = packing.room;
  return demands.filter((demand) => {
    if (packing.isSettled(demand.path)) return false;
    const bytes = packing.size(demand.path);
    if (bytes === undefined) return false;
    const ranged = demand.lines.reduce((sum, { first, last }) => sum + (last - first + 1) * LINE_BYTES, 0);
    const size = demand.lines.length === 0 ? bytes : Math.min(bytes, ranged);
    const needed = Math.min(least, size / CHARS_PER_TOKEN);
    const isIn = needed <= room;
    if (isIn) room -= needed;
    else packing.leaveOut(demand.path, noRoom(demand));
    return isIn;
  });
}

function readWanted(demand: Demand, packing: Packing): readonly Wanted[] {
  const file = packing.read(demand);
  if (file === undefined) return [];
  const { lineCount, isPartial } = file.source;
  const pieces = isPartial && demand.lines.length === 0 ? [] : piecesOf(file, demand.lines);
  const [first] = demand.lines;
  if (pieces.length === 0 && first !== undefined) {
    packing.leaveOut(demand.path, `it has ${countOf(lineCount, 'line')}, and no ${linesInWords(first)}`);
    return [];
  }
  // What is not known of a huge file fills any room.
  const tokens = pieces.length === 0 ? packing.room : tokensOfPieces(pieces);
  return [{ demand, file, pieces, tokens }];
}

async function packOne({ demand, file, pieces, tokens }: Wanted, share: number, packing: Packing): Promise<void> {
  const { path, because, lines } = demand;
  if (pieces.length > 0 && tokens <= share) {
    packing.add(file, pieces, because);
    return;
  }
  // Whoever named lines named all that may be sent.
  const isBound = lines.length > 0;
  const matters = isBound ? lines : demand.matters;
  const fitting = await packing.cut(file, { room: share, matters, neighbours: Infinity, isBound });
  if (fitting.length === 0) packing.leaveOut(path, noRoom(demand));
  else {
    packing.add(file, fitting, because);
    const sent = fitting.reduce((sum, { text }) => sum + linesIn(text), 0);
    packing.leaveOut(
      path,
      `only ${sent} of its ${countOf(file.source.lineCount, 'line')} are sent: there is no room for more`,
    );
  }
}

function noRoom({ because }: Demand): string {
  return `no room is left for it (${because})`;
}
