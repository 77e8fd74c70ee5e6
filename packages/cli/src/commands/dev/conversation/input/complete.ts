/** What Tab offers: whole words, and the part of the line that they stand for. */
export type Completion = [words: string[], part: string];

/** So many are shown at most: more say nothing. */
const MOST = 40;

/**
 * Completes names of commands at the beginning of a line, and elsewhere paths.
 *
 * @param files asked when a path is begun
 */
export function completer(
  commands: readonly string[],
  files: () => Promise<readonly string[]>,
): (line: string) => Promise<Completion> {
  return async (line) => {
    const part = /\S*$/.exec(line)?.[0] ?? '';
    if (line.startsWith('/') && part === line)
      return [commands.filter((name) => name.startsWith(line)).map((name) => `${name} `), line];
    if (part === '') return [[], part];
    const paths = (await files()).filter((path) => path.startsWith(part));
    return [nextParts(paths, part).slice(0, MOST), part];
  };
}

/** Up to the next folder: a large project is walked down step by step. */
function nextParts(paths: readonly string[], part: string): string[] {
  if (paths.length <= MOST) return [...paths];
  const steps = paths.map((path) => {
    const slash = path.indexOf('/', part.length);
    return slash === -1 ? path : path.slice(0, slash + 1);
  });
  return [...new Set(steps)];
}
