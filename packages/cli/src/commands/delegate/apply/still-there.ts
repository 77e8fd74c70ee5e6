/** How much of what a change did to a file the file still holds. */
export type StillThere = 'all' | 'part' | 'none';

/**
 * By lines, wherever they stand: each that the change added is there more often than before it, each that it took away less often.
 * Whatever else was changed in the file since does not count.
 *
 * @param now the file as it is
 */
export function stillThere(before: string, after: string, now: string): StillThere {
  if (now === after) return 'all';
  if (now === before) return 'none';
  const [were, made, are] = [before, after, now].map(linesOf) as [Lines, Lines, Lines];
  const changed = [...new Set([...were.keys(), ...made.keys()])].filter((line) => were.get(line) !== made.get(line));
  // A brace comes and goes by other changes, too.
  const telling = changed.some(hasWord) ? changed.filter(hasWord) : changed;
  const there = telling.filter((line) => {
    const [first = 0, then = 0, last = 0] = [were.get(line), made.get(line), are.get(line)];
    return then > first ? last > first : last < first;
  });
  if (there.length === 0) return 'none';
  return there.length === telling.length ? 'all' : 'part';
}

type Lines = ReadonlyMap<string, number>;

/** How often each line stands there. */
function linesOf(text: string): Lines {
  const lines = new Map<string, number>();
  for (const line of text.split(/\r?\n/)) lines.set(line, (lines.get(line) ?? 0) + 1);
  return lines;
}

function hasWord(line: string): boolean {
  return /[\p{L}\p{N}]/u.test(line);
}
