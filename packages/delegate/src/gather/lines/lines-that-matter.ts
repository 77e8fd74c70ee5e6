import type { Declaration } from '@hanzo/tools';
import type { LineRange } from '../../words.ts';
import { mergedRanges } from '../../named/line-ranges.ts';
import type { FittingBlock } from './best-blocks.ts';

/** Lines around one that is named, where nothing is known of what it stands in. */
const AROUND = 12;
/** A longer declaration is not taken whole for one line in it. */
const MOST_DECLARATION = 90;
/** Parts that fit much worse than the best one are chance. */
const LEAST_SHARE = 0.4;
/** Of one file: about 2,500 tokens. With more of each fewer of the places that a fix changes were sent (`delegate-recall`). */
const MOST_LINES = 240;

/** What is known of a file. */
export interface Known {
  /** Named by a trace, a message or a diff: the most important first. */
  readonly named: readonly LineRange[];
  /** The best first. */
  readonly blocks: readonly FittingBlock[];
  /** Empty: not known. */
  readonly outline: readonly Declaration[];
}

/** What of a file should be seen if not all can be: what is named first, then what fits best, each with what it stands in. */
export function linesThatMatter({ named, blocks, outline }: Known): readonly LineRange[] {
  const best = blocks[0]?.fit ?? 0;
  const fitting = blocks.filter(({ fit, defines }) => fit >= LEAST_SHARE * best || defines.length > 0);
  const wanted = [...named.map((range) => around(range, outline)), ...fitting.map((block) => whole(block, outline))];
  const chosen: LineRange[] = [];
  let left = MOST_LINES;
  for (const range of wanted) {
    const count = range.last - range.first + 1;
    if (chosen.some(({ first, last }) => first <= range.first && range.last <= last)) continue;
    if (count > left && chosen.length > 0) continue;
    chosen.push(range);
    left -= count;
  }
  return mergedRanges(chosen);
}

/** The smallest declaration around some lines, if it is not too long. */
function around({ first, last }: LineRange, outline: readonly Declaration[]): LineRange {
  const holder = outline.findLast((one) => one.firstLine <= first && last <= one.lastLine);
  if (holder !== undefined && holder.lastLine - holder.firstLine < MOST_DECLARATION)
    return { first: holder.firstLine, last: holder.lastLine };
  return { first: Math.max(1, first - AROUND), last: last + AROUND };
}

/** Blocks are cut roughly: of a function that begins in one, all is taken. */
function whole({ first, last }: FittingBlock, outline: readonly Declaration[]): LineRange {
  const holder = outline.findLast((one) => one.firstLine <= last && one.lastLine >= last && one.kind !== 'class');
  if (holder === undefined || holder.lastLine - holder.firstLine >= MOST_DECLARATION) return { first, last };
  return { first: Math.min(first, holder.firstLine), last: Math.max(last, holder.lastLine) };
}
