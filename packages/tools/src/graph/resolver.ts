import { type GrammarName, grammarOf } from '../syntax/grammars.ts';
import { goResolver } from './languages/go.ts';
import { includeResolver } from './languages/include.ts';
import { javaResolver } from './languages/java.ts';
import { pythonResolver } from './languages/python.ts';
import { rustResolver } from './languages/rust.ts';
import { scriptResolver } from './languages/script.ts';
import { type ModuleFile, NOWHERE, type Resolver, type ResolverInput, toPackage } from './resolved.ts';

/** Resolves imports as the languages do, as far as that can be told from the files alone. */
export function createResolver(modules: readonly string[], files: readonly ModuleFile[]): Resolver {
  const input: ResolverInput = { modules: new Set(modules), files };
  const script = scriptResolver(input);
  const byGrammar: Readonly<Partial<Record<GrammarName, Resolver>>> = {
    typescript: script,
    tsx: script,
    javascript: script,
    python: pythonResolver(input),
    go: goResolver(input),
    rust: rustResolver(input),
    java: javaResolver(input),
    cpp: includeResolver(input),
    // A namespace says nothing of files.
    'c-sharp': { resolve: (_, { from }) => toPackage(from) },
  };
  return {
    resolve(path, one) {
      const grammar = grammarOf(path);
      return (grammar && byGrammar[grammar]?.resolve(path, one)) ?? NOWHERE;
    },
  };
}
