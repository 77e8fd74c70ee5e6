/** One import found in a source file. */
export interface FoundImport {
  readonly specifier: string;
  /** Counted from 1. */
  readonly line: number;
}

/** `from 'x'`, `import 'x'`, `import('x')`, `require('x')`, also over several lines and in type positions. */
const IMPORT =
  /(?:(?<!['"])\bfrom\s*|\bimport\s*\(\s*|\bimport\s+|\brequire\s*\(\s*|\bimport\.meta\.resolve\s*\(\s*)(['"])([^'"\n]+)\1/g;

/**
 * The imports of a file, by text: TypeScript 7 has no JavaScript API to parse with. Comments are blanked first, the word
 * 'from' as a string of its own is none, and an import-like sentence in a string would be found too; such a false alarm is cheap, a missed import is not.
 */
export function readImports(source: string): FoundImport[] {
  const code = blankComments(source);
  return [...code.matchAll(IMPORT)].map((match) => ({
    specifier: match[2] ?? '',
    line: code.slice(0, match.index).split('\n').length,
  }));
}

/** Strings are matched first, so that a URL in a string is not taken for a comment. */
const COMMENT_OR_STRING = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

/** Replaces comments by spaces; line numbers stay. */
function blankComments(source: string): string {
  return source.replaceAll(COMMENT_OR_STRING, (part) => (part.startsWith('/') ? part.replaceAll(/[^\n]/g, ' ') : part));
}
