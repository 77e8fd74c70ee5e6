/** Lines of a file that match, in order, by their numbers from 1. */
export interface FileMatches {
  /** From the workspace. */
  readonly path: string;
  /** The text that matched; undefined where the line was too long to be copied. */
  readonly lines: ReadonlyMap<number, string | undefined>;
}

/** What ripgrep puts in the place of a line that is too long. */
const OMITTED = /^\[Omitted long (?:matching line|line with \d+ match(?:es)?)\]$/;

/** Reads `path NUL number:line` for each match. What is cut at its end, or anything else, is left out. */
export function matchesIn(output: string): readonly FileMatches[] {
  const files = new Map<string, Map<number, string | undefined>>();
  for (const row of output.split('\n')) {
    const [, name, number, line] = /^([^\0]+)\0(\d+):(.*)$/s.exec(row) ?? [];
    if (name === undefined || line === undefined) continue;
    const path = name.replace(/^\.\//, '');
    const lines = files.get(path) ?? new Map<number, string | undefined>();
    const text = line.replace(/\r$/, '');
    lines.set(Number(number), OMITTED.test(text) ? undefined : text);
    files.set(path, lines);
  }
  return [...files].map(([path, lines]) => ({ path, lines }));
}
