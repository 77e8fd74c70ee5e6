import { ignorePatterns } from './ignore-pattern.ts';

/**
 * Those of the paths that a pattern names, as `.gitignore` writes patterns: a folder's name means all that is in it, and a
 * pattern without a slash counts in every folder. In the order of the paths.
 */
export function matchingPaths(pattern: string, paths: readonly string[]): readonly string[] {
  const trimmed = pattern.replace(/^(\.?\/)+/, '');
  if (trimmed === '' || trimmed.startsWith('..')) return [];
  // A pattern here takes in; what would leave out or be a comment is only a name.
  const [named] = ignorePatterns(trimmed.replace(/^[!#]/, String.raw`\$&`), false);
  if (named === undefined) return [];
  return paths.filter((path) => {
    const names = path.split('/');
    return names.some((_, index) => named.matches(names.slice(0, index + 1), index < names.length - 1));
  });
}
