import { matchingPaths, type WorkspaceFile } from '@hanzo/tools';

/** What a name in a planner's task means. */
export interface NamedFiles {
  /** Workspace paths, each once, in the order in which they were named. */
  readonly paths: readonly string[];
  /** Names that mean no file. */
  readonly unknown: readonly string[];
  /** Files that patterns name beyond `room`. */
  readonly beyond: readonly string[];
}

/** Finds the files that planners name: by their paths, by folders, and by patterns such as `src/api/**`. */
export class PlannedFiles {
  readonly #paths: readonly string[];
  readonly #known: ReadonlySet<string>;
  readonly #patterns = new Map<string, readonly string[]>();

  constructor(files: readonly WorkspaceFile[]) {
    this.#paths = files.map(({ path }) => path);
    this.#known = new Set(this.#paths);
  }

  /** @param room most files that patterns may bring in: one name must not plan a whole repository */
  find(names: readonly string[], room: number): NamedFiles {
    const paths = new Set<string>();
    const unknown: string[] = [];
    const beyond: string[] = [];
    let left = room;
    for (const name of new Set(names)) {
      if (this.#known.has(name)) {
        paths.add(name);
        continue;
      }
      const matching = this.#matching(name);
      if (matching.length === 0) unknown.push(name);
      const more = matching.filter((path) => !paths.has(path));
      for (const path of more.slice(0, left)) paths.add(path);
      beyond.push(...more.slice(left));
      left = Math.max(0, left - more.length);
    }
    return { paths: [...paths], unknown, beyond };
  }

  #matching(pattern: string): readonly string[] {
    const known = this.#patterns.get(pattern) ?? matchingPaths(pattern, this.#paths);
    this.#patterns.set(pattern, known);
    return known;
  }
}
