import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LineRange } from '../../words.ts';
import { bytesOf, MOST_FILE_BYTES } from '../scan/scan-files.ts';
import { type Tally, tallyOf } from '../scan/tally.ts';
import type { Query } from '../score/query.ts';
import { cutBlocks } from './cut-blocks.ts';

/** A part of a file that fits the query. */
export interface FittingBlock extends LineRange {
  /** Above 0; comparable between files. */
  readonly fit: number;
  /** Names of the query that it defines. */
  readonly defines: readonly string[];
}

const K1 = 1.2;
const B = 0.5;
/** Words of a block of usual length. */
const USUAL_LENGTH = 120;
const MOST_BLOCKS = 8;
/** A block that is named is what was asked for. */
const DEFINES = 0.6;

/** The parts of files that fit best, each file's best first. */
export async function bestBlocks(
  root: string,
  paths: readonly string[],
  query: Query,
  { idf, signal }: { readonly idf: readonly number[]; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, readonly FittingBlock[]>> {
  const buffer = Buffer.allocUnsafe(MOST_FILE_BYTES);
  const found = new Map<string, readonly FittingBlock[]>();
  for (const path of paths) {
    await nextTurn();
    signal.throwIfAborted();
    const bytes = bytesOf(join(root, path), buffer);
    if (bytes === undefined) continue;
    const blocks = cutBlocks(bytes).flatMap(({ start, end, first, last }) => {
      const tally = tallyOf(bytes.subarray(start, end), query.wanted);
      const fit = fitOf(query, tally, idf);
      return fit > 0 ? [{ first, last, fit, defines: namesIn(query, tally) }] : [];
    });
    found.set(path, blocks.toSorted((a, b) => b.fit - a.fit || a.first - b.first).slice(0, MOST_BLOCKS));
  }
  return found;
}

function fitOf({ terms }: Query, { counts, defined, length }: Tally, idf: readonly number[]): number {
  const norm = K1 * (1 - B + (B * length) / USUAL_LENGTH);
  let sum = 0;
  for (const [id, count] of counts) {
    const worth = (terms[id]?.weight ?? 0) * (idf[id] ?? 0);
    sum += (worth * count * (K1 + 1)) / (count + norm);
    if (defined.has(id)) sum += DEFINES * worth * (K1 + 1);
  }
  return sum;
}

function namesIn({ terms }: Query, { defined }: Tally): readonly string[] {
  return [...defined].flatMap((id) => terms[id]?.text ?? []);
}
