import { delimiter, isAbsolute } from 'node:path';

/** The folders of PATH. Relative ones are left out: they are whatever folder a program starts in, and may hold anybody's programs. */
export function pathFolders(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  const path = environment['PATH'] ?? environment['Path'] ?? '';
  return path.split(delimiter).filter((folder) => isAbsolute(folder));
}
