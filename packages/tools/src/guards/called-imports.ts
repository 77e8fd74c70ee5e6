import type { Import } from '../syntax/declaration.ts';
import { type GrammarName, grammarOf } from '../syntax/grammars.ts';

/** Other ways than a statement, `import()` and `require()` to load a module whose name stands there. */
const SCRIPT =
  /\b(?:require\.resolve|module\.require|import\.meta\.resolve|createRequire\([^()\n]*\))\s*\(\s*["'`]([^"'`\n$]+)["'`]/g;
const PYTHON = /\b(?:import_module|__import__|find_spec|run_module)\s*\(\s*(?:name\s*=\s*)?[rb]?["']([\w.]+)["']/g;
const PATTERNS: Readonly<Partial<Record<GrammarName, RegExp>>> = {
  typescript: SCRIPT,
  tsx: SCRIPT,
  javascript: SCRIPT,
  python: PYTHON,
};

/** Modules that a file loads by calls. Found in its text: comments and strings count too. */
export function calledImports(path: string, text: string): readonly Import[] {
  const grammar = grammarOf(path);
  const pattern = grammar && PATTERNS[grammar];
  return pattern === undefined ? [] : Array.from(text.matchAll(pattern), ([, from = '']) => ({ from, names: [] }));
}

/** `https://…`, `npm:…`, `data:…`: what is loaded although no package of that name is installed. Undefined: none of these. */
export function foreignAddress(from: string): string | undefined {
  return /^(?:https?|npm|jsr|gh|github|git\+\w+|file|data):/i.test(from) ? from.slice(0, 80) : undefined;
}
