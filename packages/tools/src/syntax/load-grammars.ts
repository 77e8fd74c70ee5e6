import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Language, Parser } from '@vscode/tree-sitter-wasm';
import type { GrammarName } from './grammars.ts';

type TreeSitter = typeof import('@vscode/tree-sitter-wasm');

/** The parser's code and where its grammars lie. */
interface Engine {
  readonly folder: string;
  readonly treeSitter: TreeSitter;
}

let engine: Promise<Engine> | undefined;
/** Grammars take a tenth of a second and some megabytes each: a process loads each once, and only when a file needs it. */
const grammars = new Map<GrammarName, Promise<Language | undefined>>();

/** Undefined: it cannot be loaded on this machine, and files of its language are cut without it. */
export async function loadGrammar(name: GrammarName): Promise<Language | undefined> {
  const known = grammars.get(name);
  if (known !== undefined) return await known;
  const loading = load(name).catch(() => undefined);
  grammars.set(name, loading);
  return await loading;
}

/** A parser without a language; only after a grammar was loaded. */
export async function newParser(): Promise<Parser> {
  const { treeSitter } = await engineOnce();
  return new treeSitter.Parser();
}

async function load(name: GrammarName): Promise<Language> {
  const { folder, treeSitter } = await engineOnce();
  return await treeSitter.Language.load(join(folder, `tree-sitter-${name}.wasm`));
}

async function engineOnce(): Promise<Engine> {
  engine ??= start();
  return await engine;
}

/** The WebAssembly files lie beside the package's code, wherever it is installed. */
async function start(): Promise<Engine> {
  const folder = dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm'));
  // The package is CommonJS: an import has it as its default only.
  const loaded = (await import('@vscode/tree-sitter-wasm')) as TreeSitter & { readonly default?: TreeSitter };
  const treeSitter = loaded.default ?? loaded;
  await treeSitter.Parser.init({ locateFile: (file: string) => join(folder, file) });
  return { folder, treeSitter };
}
