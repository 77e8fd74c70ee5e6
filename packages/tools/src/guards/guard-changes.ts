import type { FileChange } from '../edits/edit.ts';
import { guardCharacters } from './characters.ts';
import { guardDependencies } from './dependencies.ts';
import { type Guard, type GuardContext, type GuardFault, type GuardName, GUARD_MODES, GUARDS } from './guard.ts';
import { guardLicences } from './licences.ts';
import { guardPaths } from './paths.ts';
import { guardScripts } from './scripts.ts';
import { guardSecrets } from './secrets.ts';
import { guardSettings } from './settings.ts';
import { guardSize } from './size.ts';

const ALL: Readonly<Record<GuardName, Guard>> = {
  paths: guardPaths,
  secrets: guardSecrets,
  scripts: guardScripts,
  settings: guardSettings,
  characters: guardCharacters,
  size: guardSize,
  licences: guardLicences,
  dependencies: guardDependencies,
};

/** Those that refuse in a run: all of them with `--enable-guardrails`. */
export function guardsFor(hasGuardrails: boolean): readonly GuardName[] {
  return GUARDS.filter((name) => hasGuardrails || GUARD_MODES[name] === 'always');
}

/** All that guards have against changes of files, in the order of the guards. Reads nothing, and never throws. */
export function guardChanges(
  changes: readonly FileChange[],
  guards: readonly GuardName[],
  context: GuardContext,
): readonly GuardFault[] {
  const real = changes.filter(({ before, after }) => before !== after);
  return guards.flatMap((name) => ALL[name](real, context));
}
