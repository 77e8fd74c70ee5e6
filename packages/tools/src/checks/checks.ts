/** What the tool rung can say about a file exactly. */
export type CheckName = 'json' | 'jsonc' | 'typescript' | 'javascript' | 'python' | 'merge-markers';

/** Files named `.json` whose readers allow comments and trailing commas. */
const JSONC_NAMES =
  /(^|\/)((ts|js)config([.-][^/]*)?|\.eslintrc|\.oxlintrc|\.swcrc|devcontainer|deno|turbo|angular|api-extractor)\.json$/;
const JSONC_FOLDERS = /(^|\/)(\.vscode|\.devcontainer)\//;

/** The checks that apply to a path. Every text file is looked through for merge markers; only some have a syntax check. */
export function checksFor(path: string): readonly CheckName[] {
  const syntax = syntaxCheckFor(path.toLowerCase());
  return syntax === undefined ? ['merge-markers'] : ['merge-markers', syntax];
}

function syntaxCheckFor(path: string): CheckName | undefined {
  if (path.endsWith('.jsonc')) return 'jsonc';
  if (path.endsWith('.json') || path.endsWith('.webmanifest')) {
    return JSONC_NAMES.test(path) || JSONC_FOLDERS.test(path) ? 'jsonc' : 'json';
  }
  if (/\.[mc]?ts$/.test(path)) return 'typescript';
  if (/\.[mc]?js$/.test(path)) return 'javascript';
  if (/\.pyi?$/.test(path)) return 'python';
  return undefined;
}
