import { namePattern, type NamePattern } from './name-pattern.ts';
import { ANY_NUMBER, matchesAll } from './wildcards.ts';

/** A line of an ignore file. */
export interface IgnorePattern {
  /** It begins with `!`: what it names is not ignored after all. */
  readonly isUnignored: boolean;
  /** @param names of a path, from the folder of the ignore file */
  matches(names: readonly string[], isFolder: boolean): boolean;
}

/** No path is as long. */
const MOST_CHARS = 4_096;

/** The patterns of an ignore file, as git reads them; in order. */
export function ignorePatterns(text: string, ignoreCase: boolean): readonly IgnorePattern[] {
  return text
    .replace(/^\ufeff/, '')
    .split('\n')
    .flatMap((line) => patternOf(line.replace(/\r$/, ''), ignoreCase) ?? []);
}

function patternOf(line: string, ignoreCase: boolean): IgnorePattern | undefined {
  if (line.startsWith('#') || line.length > MOST_CHARS) return undefined;
  const isUnignored = line.startsWith('!');
  const whole = withoutBlanks(isUnignored ? line.slice(1) : line);
  const isOfFolders = whole.endsWith('/');
  const text = isOfFolders ? whole.slice(0, -1) : whole;
  if (text === '') return undefined;
  const matches = text.includes('/') ? pathMatcher(text, ignoreCase) : nameMatcher(text, ignoreCase);
  if (matches === undefined) return undefined;
  return { isUnignored, matches: (names, isFolder) => (isFolder || !isOfFolders) && matches(names) };
}

/** Blanks at the end count only behind a backslash. */
function withoutBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ') end -= 1;
  const slashes = end - line.slice(0, end).replace(/\\+$/, '').length;
  return line.slice(0, end < line.length && slashes % 2 === 1 ? end + 1 : end);
}

/** Without a slash it counts in every folder below. */
function nameMatcher(text: string, ignoreCase: boolean): ((names: readonly string[]) => boolean) | undefined {
  const matches = cased(text, ignoreCase);
  return matches && ((names) => matches(names.at(-1) ?? ''));
}

function pathMatcher(text: string, ignoreCase: boolean): ((names: readonly string[]) => boolean) | undefined {
  const parts = text.replace(/^\//, '').split('/');
  const pattern = parts.flatMap((part, index): readonly (NamePattern | typeof ANY_NUMBER | undefined)[] => {
    if (part !== '**') return [cased(part, ignoreCase)];
    // At the end it means what is in the folder, and not the folder.
    return index === parts.length - 1 ? [ANY_NUMBER, () => true] : [ANY_NUMBER];
  });
  const known = pattern.filter((part) => part !== undefined);
  if (known.length < pattern.length) return undefined;
  return (names) => matchesAll(known, names, (part, name) => part(name));
}

function cased(text: string, ignoreCase: boolean): NamePattern | undefined {
  if (!ignoreCase) return namePattern(text);
  const matches = namePattern(text.toLowerCase());
  return matches && ((name) => matches(name.toLowerCase()));
}
