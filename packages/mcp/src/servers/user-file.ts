import { statSync } from 'node:fs';
import { readJsonFile } from '@hanzo/config';
import { HanzoError, hideSecret } from '@hanzo/contracts';
import { checkMcpFile, type McpFile } from './mcp-file.ts';
import { secretsOfEntry } from './secret-values.ts';

/**
 * The user's own servers; none where there is no file. What is secret in it is hidden from now on.
 *
 * @throws HanzoError CONFIG_INVALID also when others could write it, or read a secret in it
 */
export function readUserFile(file: string): McpFile {
  const content = readJsonFile(file);
  if (content === undefined) return { entries: {}, faults: new Map(), warnings: [] };
  const checked = checkMcpFile(content, file);
  const secrets = Object.values(checked.entries).flatMap(secretsOfEntry);
  secrets.forEach(hideSecret);
  if (process.platform === 'win32') return checked;
  const { mode } = statSync(file);
  if ((mode & 0o022) !== 0) throw exposed(file, 'can be written by other users of this machine, and starts programs');
  if ((mode & 0o077) !== 0 && secrets.length > 0)
    throw exposed(file, 'holds a secret and can be read by other users of this machine');
  return checked;
}

function exposed(file: string, what: string): HanzoError {
  return new HanzoError('CONFIG_INVALID', `${file} ${what}.`, { details: { file }, mend: `Run: chmod 600 ${file}` });
}
