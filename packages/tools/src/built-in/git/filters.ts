import { ToolFault } from '../tool-fault.ts';

/** Names that the environment and git's settings carry unchanged on every system. */
const PLAIN = /^[\x20-\x7e]+$/;

/**
 * Settings, for the environment, by which git passes files through no program. There a name may hold anything, also what would end it
 * on a command line.
 *
 * @param keys of all settings `filter.…`, each with a NUL at its end
 * @throws ToolFault for a name with which that cannot be
 */
export function withoutFilters(keys: Buffer): Readonly<Record<string, string>> {
  const names = new Set(keys.toString('latin1').split('\0').slice(0, -1).flatMap(filterOf));
  const settings = [...names].flatMap((name) => [
    ...['clean', 'smudge', 'process'].map((key) => [`filter.${name}.${key}`, ''] as const),
    [`filter.${name}.required`, 'false'] as const,
  ]);
  const entries = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key] as const,
    [`GIT_CONFIG_VALUE_${index}`, value] as const,
  ]);
  return { GIT_CONFIG_COUNT: `${settings.length}`, ...Object.fromEntries(entries) };
}

/** None for `filter.clean`, which git takes for nothing. */
function filterOf(key: string): readonly string[] {
  const name = /^filter\.(?:(.*)\.)?[^.]*$/s.exec(key)?.[1];
  if (name === undefined) return [];
  if (PLAIN.test(name)) return [name];
  throw new ToolFault(
    'The settings of the repository name a program for its files in a way that cannot be switched off (a filter without a name, or with a name that is not plain): tools leave it alone.',
  );
}
