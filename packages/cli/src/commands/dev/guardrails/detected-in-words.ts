import type { OfferedCommands, ProjectCommands } from '@hanzo/config';
import { oneLine } from '../../../terminal/one-line.ts';
import { shellWord } from '../../../terminal/shell-word.ts';

const NAMES = ['format', 'lint', 'types', 'tests'] as const;
type CommandName = (typeof NAMES)[number];

/** Names of commands that were detected and that nothing else says. */
export function detectedNames(
  detected: Pick<OfferedCommands, 'commands'> | undefined,
  said: ProjectCommands = {},
): readonly CommandName[] {
  return NAMES.filter((name) => detected?.commands[name] !== undefined && said[name] === undefined);
}

/** Names of commands that a project has not, whether anything was detected or not. */
export function missingNames(commands: ProjectCommands): readonly CommandName[] {
  return NAMES.filter((name) => commands[name] === undefined);
}

/** A line for each: `lint: npm run lint, from package.json scripts["lint"]: "eslint ."`. */
export function detectedInWords(
  { commands, from }: Pick<OfferedCommands, 'commands' | 'from'>,
  names: readonly CommandName[] = NAMES,
): readonly string[] {
  return names.flatMap((name) => {
    const argv = commands[name];
    if (argv === undefined) return [];
    return [`${name}: ${argv.map(shellWord).join(' ')}, from ${oneLine(from[name] ?? '')}`];
  });
}

/** Each fits 80 columns. */
export const WHERE_THEY_RUN: readonly string[] = [
  'They work in a copy of the project, without keys, but with your rights and on',
  'code that models wrote. Packages in node_modules, .venv, venv and vendor are',
  'linked into the copy: what is written there, or outside it, is written.',
];
