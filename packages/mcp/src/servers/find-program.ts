import { accessSync, constants, statSync } from 'node:fs';
import { extname, isAbsolute, join } from 'node:path';
import { pathFolders } from '../path-folders.ts';

/**
 * Where a program is that a server names; undefined: nowhere. Starts nothing.
 *
 * @param cwd where a relative path begins
 */
export function findProgram(
  command: string,
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const endings = process.platform === 'win32' && extname(command) === '' ? endingsIn(env) : [''];
  const folders = /[/\\]/.test(command) ? [isAbsolute(command) ? '' : cwd] : pathFolders(env);
  return folders
    .flatMap((folder) => endings.map((ending) => join(folder, `${command}${ending}`)))
    .find((path) => isProgram(path));
}

/** Of programs, on Windows: a file without one is none there. */
function endingsIn(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return (env['PATHEXT'] ?? '.EXE;.CMD').split(';');
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
