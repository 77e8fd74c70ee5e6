import type { TaskSource } from '@hanzo/contracts';
import { textHash } from './units/text-hash.ts';
import type { Unit } from './units/units.ts';

/**
 * Packs units that follow each other into chunks of at most `maxTokens`. Each chunk ends in the last two fifths of what
 * fits, before the unit with the lowest hash: where the cut is depends on the units there, so that a change early in a
 * file leaves the later chunks what they were. Units joined by LF are the chunk's text.
 */
export function chunkUnits(path: string, units: readonly Unit[], maxTokens: number): readonly TaskSource[] {
  const chunks: TaskSource[] = [];
  for (let start = 0; start < units.length;) {
    const end = chunkEnd(units, start, maxTokens);
    const own = units.slice(start, end);
    chunks.push({
      path,
      firstLine: own[0]?.firstLine ?? 1,
      text: own.map(({ text }) => text).join('\n'),
      units: own.map(({ firstLine }) => firstLine),
      ...(own[0]?.isExact === true && { exact: true }),
    });
    start = end;
  }
  return chunks;
}

function chunkEnd(units: readonly Unit[], start: number, room: number): number {
  let end = start;
  let used = 0;
  const sizes: number[] = [];
  for (let unit = units[end]; unit !== undefined && (end === start || used + unit.tokens <= room); unit = units[end]) {
    used += unit.tokens;
    sizes.push(used);
    end += 1;
  }
  if (end === units.length) return end;
  let best = end;
  for (let at = end - 1; at > start && (sizes[at - start - 1] ?? 0) >= used * 0.6; at -= 1)
    if (isBetter(units[at], units[best])) best = at;
  return best;
}

/** A chunk begins with the beginning of a function rather than in the middle of one. */
function isBetter(a: Unit | undefined, b: Unit | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  if (a.isPart !== b.isPart) return !a.isPart;
  return textHash(a.text) < textHash(b.text);
}
