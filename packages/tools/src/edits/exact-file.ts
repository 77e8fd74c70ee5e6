import { confine } from '../workspace/confine.ts';
import { type FileText, readText } from '../workspace/read-text.ts';
import { DEFAULT_MAX_FILE_BYTES } from '../workspace/workspace.ts';

/**
 * Reads a workspace file with everything that is in it, a byte order mark too, so that what no edit touches stays as it is.
 * Rejects with USAGE when the path leads outside; a file that cannot be read is a result with a reason.
 */
export async function readExact(root: string, path: string): Promise<FileText> {
  return await readText(await confine(root, path), path, DEFAULT_MAX_FILE_BYTES, { keepMark: true });
}
