import type { Edit, FileChange } from './edit.ts';
import { lineChanges, splitLines, type LineChange } from './line-changes.ts';

/** Lines of the text before, and by how many lines it grows. */
interface Range {
  readonly start: number;
  readonly end: number;
  readonly growth: number;
}

/** The edits that make one text of another: each finds whole lines that stand once in the file. */
export function editsBetween({ path, before = '', after }: FileChange): readonly Edit[] {
  const old = splitLines(before);
  const now = splitLines(after);
  const ranges = merged(lineChanges(old, now).map((change) => widened(change, old, before)));
  let shift = 0;
  return ranges.map(({ start, end, growth }) => {
    const replace = now.slice(start + shift, end + shift + growth).join('');
    shift += growth;
    return { path, find: old.slice(start, end).join(''), replace };
  });
}

/** Takes in lines around a change until the text to find stands once: at last the whole file does. */
function widened(change: LineChange, old: readonly string[], text: string): Range {
  let { beforeStart: start, beforeEnd: end } = change;
  const growth = change.afterEnd - change.afterStart - (end - start);
  for (let up = true; start > 0 || end < old.length; up = !up) {
    const find = old.slice(start, end).join('');
    if (find !== '' && text.indexOf(find) === text.lastIndexOf(find)) break;
    if ((up && start > 0) || end === old.length) start -= 1;
    else end += 1;
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
