/** Lines `before[start, end)` became `after[start, end)`; counted from 0. */
export interface LineChange {
  readonly beforeStart: number;
  readonly beforeEnd: number;
  readonly afterStart: number;
  readonly afterEnd: number;
}

/** More differences than this are told as one change: the search costs their square. */
const MOST_DIFFERENCES = 1_000;

/** Lines with their line ends; joined they are the text again. */
export function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** The smallest changes that make one list of lines of another (Myers 1986), in order; no two of them touch. */
export function lineChanges(before: readonly string[], after: readonly string[]): readonly LineChange[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const a = before.slice(head, before.length - tail);
  const b = after.slice(head, after.length - tail);
  if (a.length === 0 && b.length === 0) return [];
  const whole = { beforeStart: head, beforeEnd: head + a.length, afterStart: head, afterEnd: head + b.length };
  if (a.length === 0 || b.length === 0) return [whole];
  const rounds = search(a, b);
  return rounds === undefined ? [whole] : trace(rounds, a.length, b.length, head);
}

/** Furthest reach on each diagonal, after each number of differences; undefined when there are too many. */
function search(a: readonly string[], b: readonly string[]): readonly Map<number, number>[] | undefined {
  const rounds: Map<number, number>[] = [];
  let reach = new Map<number, number>([[1, 0]]);
  const most = Math.min(a.length + b.length, MOST_DIFFERENCES);
  for (let differences = 0; differences <= most; differences += 1) {
    const next = new Map<number, number>();
    rounds.push(next);
    for (let diagonal = -differences; diagonal <= differences; diagonal += 2) {
      let x = startOf(reach, diagonal, differences);
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1;
      next.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return rounds;
    }
    reach = next;
  }
  return undefined;
}

/** Comes from the diagonal that reached further: by taking a line in (from above), or out (from below). */
function startOf(reach: ReadonlyMap<number, number>, diagonal: number, differences: number): number {
  return isInsertion(reach, diagonal, differences)
    ? (reach.get(diagonal + 1) ?? 0)
    : (reach.get(diagonal - 1) ?? 0) + 1;
}

function isInsertion(reach: ReadonlyMap<number, number>, diagonal: number, differences: number): boolean {
  if (diagonal === -differences) return true;
  if (diagonal === differences) return false;
  return (reach.get(diagonal - 1) ?? 0) < (reach.get(diagonal + 1) ?? 0);
}

function trace(
  rounds: readonly Map<number, number>[],
  aLength: number,
  bLength: number,
  head: number,
): readonly LineChange[] {
  const changes: LineChange[] = [];
  let x = aLength;
  let y = bLength;
  for (let differences = rounds.length - 1; differences > 0; differences -= 1) {
    const reach = rounds[differences - 1] ?? new Map<number, number>();
    const diagonal = x - y;
    const inserts = isInsertion(reach, diagonal, differences);
    const fromX = reach.get(inserts ? diagonal + 1 : diagonal - 1) ?? 0;
    const fromY = fromX - (inserts ? diagonal + 1 : diagonal - 1);
    const one = {
      beforeStart: head + fromX,
      beforeEnd: head + fromX + (inserts ? 0 : 1),
      afterStart: head + fromY,
      afterEnd: head + fromY + (inserts ? 1 : 0),
    };
    const later = changes[0];
    if (later !== undefined && touches(one, later))
      changes[0] = { ...later, beforeStart: one.beforeStart, afterStart: one.afterStart };
    else changes.unshift(one);
    x = fromX;
    y = fromY;
  }
  return changes;
}

function touches(earlier: LineChange, later: LineChange): boolean {
  return earlier.beforeEnd === later.beforeStart && earlier.afterEnd === later.afterStart;
}
