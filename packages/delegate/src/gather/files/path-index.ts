/** Files that a written path may mean. */
export interface Resolution {
  /** Sorted. Empty: none. */
  readonly paths: readonly string[];
  /** Nothing but the name speaks for them, though folders were written, too: another project may have such a file. */
  readonly isWeak: boolean;
}

const NONE: Resolution = { paths: [], isWeak: true };
/** After these begins what belongs to a dependency, and a copy of the project itself may be installed as one. */
const INSTALLED = /(?:^|\/)(?:site-packages|dist-packages|node_modules|vendor|gems\/[^/]+|pkg\/mod)\//g;
/** Parts of a runtime are in no project. */
const RUNTIME =
  /(?:^|\/)(?:python[\d.]+|node:internal|internal\/(?:modules|process|timers)|rustc\/[0-9a-f]{8,}|go\/src\/runtime)\//;
/** What is built from what. */
const SOURCES_OF: ReadonlyMap<string, readonly string[]> = new Map([
  ['js', ['ts', 'tsx', 'jsx', 'mts', 'vue', 'svelte']],
  ['mjs', ['mts', 'ts']],
  ['cjs', ['cts', 'ts']],
  ['jsx', ['tsx']],
  ['pyc', ['py']],
  ['class', ['java', 'kt']],
]);

/** Finds files of a workspace by paths as other machines, containers and bundlers write them. */
export class PathIndex {
  readonly #byName = new Map<string, string[]>();
  readonly #byStem = new Map<string, string[]>();

  constructor(paths: Iterable<string>) {
    for (const path of paths) {
      const name = nameOf(path).toLowerCase();
      push(this.#byName, name, path);
      push(this.#byStem, stemOf(name), path);
      // A package is known by its folder.
      if (/^(?:__init__|index|mod|lib|main)\.\w+$/.test(name) && path.includes('/')) {
        push(this.#byStem, nameOf(path.slice(0, path.lastIndexOf('/'))).toLowerCase(), path);
      }
    }
  }

  /** By the longest end of the path that files share. */
  resolve(written: string): Resolution {
    const installed = afterLast(written, INSTALLED);
    if (installed !== undefined) return this.#whole(installed);
    const named = this.#byName.get(nameOf(written).toLowerCase()) ?? [];
    const found = longestEnd(written, named);
    if (found.paths.length > 0) return RUNTIME.test(`/${written}`) && found.isWeak ? NONE : found;
    return this.#sourceOf(written);
  }

  /**
   * By a path without an extension, as modules are imported.
   *
   * @param parts at least one
   */
  module(parts: readonly string[]): readonly string[] {
    const found = this.#byStem.get((parts.at(-1) ?? '').toLowerCase()) ?? [];
    const wanted = parts.map((part) => part.toLowerCase());
    return found.filter((path) => endsWith(moduleParts(path), wanted)).toSorted();
  }

  /** What is installed and is the project's own is in it with its whole path. */
  #whole(path: string): Resolution {
    const parts = path.split('/').length;
    const named = this.#byName.get(nameOf(path).toLowerCase()) ?? [];
    const paths = named.filter((own) => sharedEnd(own, path) === parts);
    return parts < 2 || paths.length === 0 ? NONE : { paths: paths.toSorted(), isWeak: false };
  }

  #sourceOf(written: string): Resolution {
    const name = nameOf(written).toLowerCase();
    const dot = name.lastIndexOf('.');
    const folder = written.slice(0, written.length - name.length);
    for (const extension of SOURCES_OF.get(name.slice(dot + 1)) ?? []) {
      const source = `${name.slice(0, dot)}.${extension}`;
      const found = longestEnd(folder + source, this.#byName.get(source) ?? []);
      if (found.paths.length > 0) return { ...found, isWeak: true };
    }
    return NONE;
  }
}

function longestEnd(written: string, named: readonly string[]): Resolution {
  let most = 0;
  let paths: string[] = [];
  for (const path of named) {
    const shared = sharedEnd(path, written);
    if (shared > most) paths = [];
    if (shared >= most) paths.push(path);
    most = Math.max(most, shared);
  }
  if (most === 0) return NONE;
  const isBare = !written.includes('/');
  const isWhole = paths.some((path) => path.split('/').length === most);
  return { paths: paths.toSorted(), isWeak: !isBare && !isWhole && most < 2 };
}

/** How many parts two paths share at their ends, whatever their case. */
function sharedEnd(a: string, b: string): number {
  const [as, bs] = [a.toLowerCase().split('/'), b.toLowerCase().split('/')];
  let shared = 0;
  while (shared < as.length && shared < bs.length && as.at(-1 - shared) === bs.at(-1 - shared)) shared += 1;
  return shared;
}

function moduleParts(path: string): readonly string[] {
  const parts = path.toLowerCase().split('/');
  const stem = stemOf(parts.pop() ?? '');
  return /^(?:__init__|index|mod)$/.test(stem) ? parts : [...parts, stem];
}

function endsWith(parts: readonly string[], end: readonly string[]): boolean {
  return parts.length >= end.length && end.every((part, at) => parts[parts.length - end.length + at] === part);
}

function afterLast(text: string, pattern: RegExp): string | undefined {
  let end: number | undefined;
  for (const { index, 0: found } of `/${text}`.matchAll(pattern)) end = index + found.length - 1;
  return end === undefined ? undefined : text.slice(end);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function stemOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

function push(index: Map<string, string[]>, key: string, path: string): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, [path]);
  else known.push(path);
}
