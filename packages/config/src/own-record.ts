import { statSync } from 'node:fs';
import { HanzoError } from '@hanzo/contracts';
import { readJsonFile } from './json-file.ts';

/**
 * Reads a record of trust; undefined where there is none.
 *
 * @throws HanzoError CONFIG_INVALID when it is no JSON, or others than its owner could have written it
 */
export function readOwnRecord(record: string): unknown {
  const content = readJsonFile(record);
  if (content === undefined) return undefined;
  if (process.platform !== 'win32' && (statSync(record).mode & 0o022) !== 0) {
    throw new HanzoError('CONFIG_INVALID', `${record} can be written by other users of this machine.`, {
      details: { file: record },
      mend: `Remove it, and trust the project again: rm ${record}`,
    });
  }
  return content;
}
