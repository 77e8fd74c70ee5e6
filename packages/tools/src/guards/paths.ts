import { basename } from 'node:path/posix';
import type { Guard, GuardFault } from './guard.ts';

/** Package managers write these, and take what stands there as it is: nobody reads them. */
const LOCKFILES: ReadonlySet<string> = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'bun.lockb',
  'deno.lock',
  'poetry.lock',
  'pdm.lock',
  'uv.lock',
  'pipfile.lock',
  'cargo.lock',
  'go.sum',
  'go.work.sum',
  'gemfile.lock',
  'composer.lock',
  'packages.lock.json',
  'gradle.lockfile',
  'mix.lock',
  'pubspec.lock',
  'flake.lock',
]);

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
