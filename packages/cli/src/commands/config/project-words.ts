import type { KindOverride, Project, ProjectFile, TierOverride } from '@hanzo/config';
import { shellWord } from '../../terminal/shell-word.ts';

/** What a project's file changes of the policy, a line each. */
export function changesInWords({ tiers = {}, kinds = {}, delegate = {} }: ProjectFile): readonly string[] {
  return [...changes('tiers', tiers), ...changes('kinds', kinds), ...delegateChanges(delegate)];
}

/** What is spent, and sent, a project only lowers: see `withProjectDelegate`. */
const ONLY_LOWERS: readonly string[] = ['budgetUsd', 'contextTokens', 'retries'];

function delegateChanges(section: NonNullable<ProjectFile['delegate']>): readonly string[] {
  return Object.entries(section).flatMap(([field, value]) =>
    value === undefined
      ? []
      : [
          `delegate.${field}: ${JSON.stringify(value)}${ONLY_LOWERS.includes(field) ? ' (where yours is not lower)' : ''}`,
        ],
  );
}

/** The programs that a project's file names, a line each. */
export function commandsInWords({ commands = {} }: ProjectFile): readonly string[] {
  return Object.entries(commands).map(
    ([name, argv]: [string, readonly string[]]) => `runs for ${name}: ${argv.map(shellWord).join(' ')}`,
  );
}

function changes(
  section: string,
  entries: Readonly<Record<string, TierOverride | KindOverride | undefined>>,
): readonly string[] {
  return Object.entries(entries).flatMap(([name, entry]) =>
    Object.entries(entry ?? {}).flatMap(([field, value]) =>
      value === undefined ? [] : [`${section}.${name}.${field}: ${value === null ? 'none' : JSON.stringify(value)}`],
    ),
  );
}

/** One sentence on a project's own file. */
export function stateInWords({ state, file, why = '' }: Project): string {
  switch (state) {
    case 'none':
      return `${file} does not exist: the project changes nothing.`;
    case 'trusted':
      return `${file} is trusted.`;
    case 'untrusted':
      return `${why} It is ignored.`;
  }
}
