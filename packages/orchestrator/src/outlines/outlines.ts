import { posix } from 'node:path';
import { contentKey, type DeclaredElsewhere } from '@hanzo/contracts';
import { createResolver, type Import, isModule, type Resolver, type Syntax } from '@hanzo/tools';
import { wordsOf } from '../gates/identifiers.ts';
import { type Declared, type FileFacts, factsOf, NO_FACTS } from './file-facts.ts';

/** Files that say how imports are meant. */
export const SAYS_HOW: RegExp = /(^|\/)(package\.json|[jt]sconfig[^/]*\.json|go\.mod|__init__\.pyi?)$/;
/** A file may pass on what another one declares, which passes it on, too. */
export const MOST_STEPS = 3;
/** Of one file; whoever imports more than this uses little of it. */
const MOST_IMPORTED = 400;

/** Declarations that a file imports, by their names. */
type Imported = ReadonlyMap<string, readonly Declared[]>;

const NOTHING: Imported = new Map();

/**
 * What the files of a workspace declare, and which of it another file uses. Made of texts that were read already. The same
 * texts give the same on every machine.
 */
export class Outlines {
  readonly #texts: Map<string, string>;
  readonly #modules: readonly string[];
  readonly #missing = new Set<string>();
  readonly #syntax: Pick<Syntax, 'analysis'>;
  readonly #facts = new Map<string, FileFacts>();
  readonly #imported = new Map<string, Imported>();
  readonly #needed = new Set<string>();
  #resolver: Resolver | undefined;

  /** @param paths all files that can be imported. @default those with texts */
  constructor(
    texts: ReadonlyMap<string, string>,
    syntax: Pick<Syntax, 'analysis'>,
    paths: Iterable<string> = texts.keys(),
  ) {
    this.#texts = new Map(texts);
    this.#modules = [...paths].filter(isModule);
    this.#syntax = syntax;
  }

  /** Files without a text that one of these imports, or passes on. */
  missing(files: Iterable<string>): readonly string[] {
    this.#missing.clear();
    for (const path of files) this.#importedBy(path);
    return [...this.#missing];
  }

  /** Takes texts of further files. What was found without them is looked for again. */
  add(texts: ReadonlyMap<string, string>): void {
    for (const [path, text] of texts) this.#texts.set(path, text);
    this.#imported.clear();
    this.#resolver = undefined;
  }

  /** Takes what a file declares while its syntax is known: later it would have to be parsed again. */
  note(path: string): void {
    this.#factsOf(path);
  }

  /** One key over all that a piece of a file mentions of other files. Undefined: it mentions nothing of them. */
  keyOf(path: string, text: string): string | undefined {
    const imported = this.#importedBy(path);
    if (imported.size === 0) return undefined;
    const mentioned = mentionedIn(imported, text);
    // Where it stands does not count: a declaration that has only moved is the same.
    return mentioned.length === 0 ? undefined : contentKey(mentioned.map(({ signature }) => signature)).slice(0, 32);
  }

  /** All that a piece of a file mentions of other files, what stands at the top of them first. */
  mentioned(path: string, text: string): readonly DeclaredElsewhere[] {
    const imported = this.#importedBy(path);
    if (imported.size === 0) return [];
    return mentionedIn(imported, text).map((one) => ({ path: one.path, line: one.line, signature: one.signature }));
  }

  /** Files besides these that are needed to make the same again. Sorted. */
  besides(files: ReadonlySet<string>): readonly string[] {
    const says = [...this.#texts.keys()].filter((path) => SAYS_HOW.test(path));
    return [...new Set([...this.#needed, ...says])].filter((path) => !files.has(path)).toSorted();
  }

  #factsOf(path: string): FileFacts {
    const known = this.#facts.get(path);
    if (known !== undefined) return known;
    const text = this.#texts.get(path);
    if (text === undefined) {
      this.#missing.add(path);
      return NO_FACTS;
    }
    const facts = isModule(path) ? factsOf(path, text, this.#syntax) : NO_FACTS;
    this.#facts.set(path, facts);
    return facts;
  }

  #importedBy(path: string): Imported {
    const known = this.#imported.get(path);
    if (known !== undefined) return known;
    const { imports } = this.#factsOf(path);
    const found = imports.length === 0 ? NOTHING : this.#find(path, imports);
    this.#imported.set(path, found);
    return found;
  }

  #find(path: string, imports: readonly Import[]): Imported {
    const all = imports.flatMap((one) => this.#resolve(path, one).flatMap((to) => this.#taken(to, one, 0)));
    const distinct = [...new Set(all)].filter((one) => one.path !== path).slice(0, MOST_IMPORTED);
    return Map.groupBy(distinct, ({ name }) => name);
  }

  /** What one import takes from a file; of a whole file all that it declares. */
  #taken(to: string, one: Import, steps: number): readonly Declared[] {
    const { declared, imports } = this.#factsOf(to);
    if (one.names.length === 0 || one.names.includes(posix.basename(to, posix.extname(to)))) return declared;
    return one.names.flatMap((name) => {
      const own = declared.filter((each) => each.name === name || each.within === name);
      if (own.length > 0 || steps === MOST_STEPS) return own;
      const passedOn = imports.filter(({ names }) => names.length === 0 || names.includes(name));
      return passedOn.flatMap((next) =>
        this.#resolve(to, next).flatMap((path) => this.#taken(path, { ...next, names: [name] }, steps + 1)),
      );
    });
  }

  #resolve(path: string, one: Import): readonly string[] {
    this.#resolver ??= createResolver(
      this.#modules,
      Array.from(this.#texts, ([each, text]) => ({ path: each, text })),
    );
    const { paths } = this.#resolver.resolve(path, one);
    for (const to of paths) this.#needed.add(to);
    return paths;
  }
}

/** Members count where their class is mentioned, too: their names are everybody's. */
function mentionedIn(imported: Imported, text: string): readonly Declared[] {
  const words = new Set(wordsOf(text));
  const found = [...imported].flatMap(([name, declared]) => (words.has(name) ? declared : []));
  const tops = found.filter(({ within }) => within === undefined);
  const members = found.filter(({ within }) => within !== undefined && words.has(within));
  return [...tops, ...members];
}
