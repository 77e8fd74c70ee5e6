import type { CommentedFunction } from '@hanzo/contracts';
import type { Language, Node, Parser, Tree } from '@vscode/tree-sitter-wasm';
import { analyse } from './analyse.ts';
import { codeOf } from './code-of.ts';
import type { Analysis, Block, Declaration, Import, SyntaxFault } from './declaration.ts';
import { functionsOf } from './functions/functions-of.ts';
import { type GrammarName, grammarOf } from './grammars.ts';
import { loadGrammar, newParser } from './load-grammars.ts';
import { looksLikeCode } from './looks-like-code.ts';

/**
 * What the syntax of files says. All of it is empty for languages without a grammar, and for texts that are too long or too
 * odd to be parsed: nothing here ever throws. The same text gives the same on every machine.
 */
export interface Syntax extends Disposable {
  /** What a file declares, members included, in its order. */
  outline(path: string, text: string): readonly Declaration[];
  /** What it imports, as it is written there. */
  imports(path: string, text: string): readonly string[];
  /** The same with what is taken from there. */
  importsOf(path: string, text: string): readonly Import[];
  /** Where it is clearly no code of its language. */
  faults(path: string, text: string): readonly SyntaxFault[];
  /** What it can be cut into; undefined: not known, cut it by its lines. */
  blocks(path: string, text: string): readonly Block[] | undefined;
  /** All of that; undefined where there is no grammar, or the text is too long or too odd. */
  analysis(path: string, text: string): Analysis | undefined;
  /** Its functions and members that have no doc comment yet, in its order: of TypeScript, JavaScript and Python. */
  functions(path: string, text: string): readonly CommentedFunction[];
  /**
   * Only comments, docstrings and white space without meaning differ. Where a text has faults, code that is the same may be taken for
   * other code. Undefined where there is no grammar, or one of the texts is too long or too odd.
   */
  sameCode(path: string, before: string, after: string): boolean | undefined;
}

/** Longer files are data or made by a machine, and a tree takes eighty bytes for each of their characters. */
const MOST_CHARS = 256 * 1024;
/**
 * The parser asks every hundred steps whether to go on: so often for each character that it has taken, and so often besides. Over
 * 8,000 files of CPython, node_modules and C headers none needed more than 0.03. Steps are counted and no time, so that a slow
 * machine gives up on the same texts.
 */
const QUESTIONS_PER_CHAR = 0.03;
const QUESTIONS_BESIDES = 50;
/**
 * What the counts let through all the same, such as 200 KiB of prose. CPU time of this thread, in microseconds: nine times what
 * the largest file of real code needs here.
 */
const MOST_CPU_MICROS = 1_200_000;
/** It counts in bytes of UTF-16. */
const BYTES_PER_CHAR = 2;
const MOST_KNOWN = 64;

/** Loads the grammars that these files need, and nothing when they need none. After that all is synchronous. */
export async function openSyntax(paths: Iterable<string>): Promise<Syntax> {
  const names = new Set<GrammarName>();
  for (const path of paths) {
    const name = grammarOf(path);
    if (name !== undefined) names.add(name);
  }
  const languages = new Map<GrammarName, Language>();
  // One after the other: each is compiled by all cores.
  for (const name of names) {
    const language = await loadGrammar(name);
    if (language !== undefined) languages.set(name, language);
  }
  return new ParsedSyntax(languages, languages.size > 0 ? await newParser() : undefined);
}

class ParsedSyntax implements Syntax {
  readonly #languages: ReadonlyMap<GrammarName, Language>;
  #parser: Parser | undefined;
  /** By path, the latest ones: several ask for the same file one after the other, and all together are as large as the files. */
  readonly #known = new Map<string, { readonly text: string; readonly analysis: Analysis | undefined }>();

  constructor(languages: ReadonlyMap<GrammarName, Language>, parser: Parser | undefined) {
    this.#languages = languages;
    this.#parser = parser;
  }

  outline(path: string, text: string): readonly Declaration[] {
    return this.analysis(path, text)?.declarations ?? [];
  }

  imports(path: string, text: string): readonly string[] {
    return [...new Set(this.importsOf(path, text).map(({ from }) => from))];
  }

  importsOf(path: string, text: string): readonly Import[] {
    return this.analysis(path, text)?.imports ?? [];
  }

  faults(path: string, text: string): readonly SyntaxFault[] {
    return this.analysis(path, text)?.faults ?? [];
  }

  blocks(path: string, text: string): readonly Block[] | undefined {
    const analysis = this.analysis(path, text);
    return analysis?.isUsable === true ? analysis.blocks : undefined;
  }

  analysis(path: string, text: string): Analysis | undefined {
    const known = this.#known.get(path);
    if (known?.text === text) return known.analysis;
    const analysis = this.#read(path, text, (grammar, root) => analyse(grammar, root, text));
    this.#known.delete(path);
    this.#known.set(path, { text, analysis });
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MOST_KNOWN) break;
      this.#known.delete(oldest);
    }
    return analysis;
  }

  functions(path: string, text: string): readonly CommentedFunction[] {
    return this.#read(path, text, (grammar, root) => functionsOf(grammar, root, text)) ?? [];
  }

  sameCode(path: string, before: string, after: string): boolean | undefined {
    const [was, is] = [before, after].map((text) =>
      this.#read(path, text, (grammar, root) => codeOf(grammar, root, text)),
    );
    if (was === undefined || is === undefined) return undefined;
    return was.length === is.length && was.every((token, at) => token === is[at]);
  }

  [Symbol.dispose](): void {
    this.#known.clear();
    this.#parser?.delete();
    this.#parser = undefined;
  }

  /** Undefined: there is no tree to read, or it cannot be read. The tree is freed: nothing that is read may hold a part of it. */
  #read<T>(path: string, text: string, read: (grammar: GrammarName, root: Node) => T): T | undefined {
    const name = grammarOf(path);
    const language = name && this.#languages.get(name);
    if (name === undefined || language === undefined) return undefined;
    if (text.length > MOST_CHARS || !looksLikeCode(text)) return undefined;
    const tree = this.#parse(language, text);
    if (tree === undefined) return undefined;
    try {
      return read(name, tree.rootNode);
    } catch {
      // A tree that cannot be read is as good as none.
      return undefined;
    } finally {
      tree.delete();
    }
  }

  #parse(language: Language, text: string): Tree | undefined {
    const parser = this.#parser;
    if (parser === undefined) return undefined;
    let questions = 0;
    const before = process.threadCpuUsage();
    const goesTooFar = ({ currentOffset }: { readonly currentOffset: number }): boolean => {
      questions += 1;
      if (questions > QUESTIONS_BESIDES + (currentOffset / BYTES_PER_CHAR) * QUESTIONS_PER_CHAR) return true;
      const { user, system } = process.threadCpuUsage(before);
      return user + system > MOST_CPU_MICROS;
    };
    try {
      parser.setLanguage(language);
      const tree = parser.parse(text, null, { progressCallback: goesTooFar });
      if (tree === null) parser.reset();
      return tree ?? undefined;
    } catch {
      // It ran out of its memory, and what is left of it cannot even be freed.
      this.#parser = undefined;
      return undefined;
    }
  }
}
