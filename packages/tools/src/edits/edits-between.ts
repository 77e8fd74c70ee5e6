import type { Edit, FileChange } from './edit.ts';
import { lineChanges, splitLines, type LineChange } from './line-changes.ts';
import { placesOf } from './places.ts';

/** Lines of the text before, and by how many lines it grows. */
interface Range {
  readonly start: number;
  readonly end: number;
  readonly growth: number;
}

/** Characters that are looked through for one file, about a second's worth. */
const MOST_STEPS = 200_000_000;

/**
 * The edits that make one text of another: each finds whole lines that stand once in the file. Where that takes too long to find
 * out, as in long files of few different lines, it is one edit of the whole file.
 *
 * @param mostSteps characters that are looked through. @default 200 million
 */
export function editsBetween(
  { path, before = '', after }: FileChange,
  mostSteps: number = MOST_STEPS,
): readonly Edit[] {
  const old = splitLines(before);
  const now = splitLines(after);
  const budget = { left: mostSteps };
  const ranges: Range[] = [];
  for (const change of lineChanges(old, now)) {
    const range = widened(change, old, before, budget);
    if (range === undefined) return [{ path, find: before, replace: after }];
    ranges.push(range);
  }
  let shift = 0;
  return merged(ranges).map(({ start, end, growth }) => {
    const replace = now.slice(start + shift, end + shift + growth).join('');
    shift += growth;
    return { path, find: old.slice(start, end).join(''), replace };
  });
}

/**
 * Takes in lines around a change, twice as many each time, until the text to find stands once: at last the whole file does.
 * Undefined when the budget is spent.
 */
function widened(
  change: LineChange,
  old: readonly string[],
  text: string,
  budget: { left: number },
): Range | undefined {
  let { beforeStart: start, beforeEnd: end } = change;
  const growth = change.afterEnd - change.afterStart - (end - start);
  for (let more = 1, up = true; start > 0 || end < old.length; up = !up) {
    const find = old.slice(start, end).join('');
    budget.left -= find === '' ? 0 : text.length + find.length;
    if (budget.left < 0) return undefined;
    if (find !== '' && placesOf(find, text, 0, text.length, 2).length === 1) break;
    if ((up && start > 0) || end === old.length) start = Math.max(0, start - more);
    else end = Math.min(old.length, end + more);
    if (!up) more *= 2;
  }
  return { start, end, growth };
}

function merged(ranges: readonly Range[]): readonly Range[] {
  const out: Range[] = [];
  for (const range of ranges) {
    let { start, end, growth } = range;
    for (let last = out.at(-1); last !== undefined && last.end >= start; last = out.at(-1)) {
      start = Math.min(start, last.start);
      end = Math.max(end, last.end);
      growth += last.growth;
      out.pop();
    }
    out.push({ start, end, growth });
  }
  return out;
}
