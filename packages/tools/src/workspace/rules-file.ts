import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { isInside } from './confine.ts';

/** Of an ignore file: a larger one is none that anybody wrote. */
const MOST_BYTES = 256 * 1024;

/** What an ignore file holds, or why nobody can say what it rules out: the end of a sentence. */
export type RulesText = { readonly text: string } | { readonly fault: string };

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;

/**
 * Reads an ignore file; empty where there is none. A named pipe is not waited for.
 *
 * @param within a link may lead to a file in this folder only: absolute, links resolved. Undefined: anywhere
 */
export function readRules(way: string, within: string | undefined): RulesText {
  try {
    const entry = lstatSync(way);
    if (entry.isDirectory()) return { text: '' };
    if (!entry.isSymbolicLink()) return readPlain(way);
    const target = realpathSync(way);
    if (within === undefined || isInside(within, target)) return readPlain(target);
    return { fault: 'is a link that leads outside the workspace' };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOENT' || code === 'ENOTDIR' ? { text: '' } : { fault: 'cannot be read' };
  }
}

function readPlain(way: string): RulesText {
  const handle = openSync(way, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const found = fstatSync(handle);
    if (!found.isFile()) return { fault: 'is no regular file' };
    if (found.size > MOST_BYTES) return { fault: `has more than ${MOST_BYTES / 1024} KiB` };
    const bytes = Buffer.alloc(found.size);
    return { text: bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, 0)).toString('utf8') };
  } finally {
    closeSync(handle);
  }
}
