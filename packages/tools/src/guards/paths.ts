import { basename } from 'node:path/posix';
import { LOCKFILES } from '../workspace/lockfiles.ts';
import type { Guard, GuardFault } from './guard.ts';

/** Lockfiles, and files that no task was given. New files beside those of the task are none of them. */
export const guardPaths: Guard = (changes, { named }) =>
  changes.flatMap(({ path, before }): readonly GuardFault[] => {
    const fault = (reason: string): readonly GuardFault[] => [{ guard: 'paths', path, line: 1, reason }];
    if (isLockfile(path)) return fault('It is a lockfile: only its package manager writes it.');
    if (before !== undefined && !named.has(path)) return fault('No task was given this file, and yet it is changed.');
    return [];
  });

export function isLockfile(path: string): boolean {
  return LOCKFILES.has(basename(path).toLowerCase());
}
