import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { HanzoError } from '@hanzo/contracts';

const BYTES = 32;
/** What anybody else may do with the file. */
const OTHERS = 0o077;
const MOST_FILE_BYTES = 1_024;
const WELL_FORMED = /^[\w-]{32,512}$/;

/** What clients prove with that they may call. */
export interface ServerToken {
  readonly text: string;
  /** It did not exist before. */
  readonly isNew: boolean;
}

/**
 * The token of a server: a new one, or that of a file, which is made where there is none.
 *
 * @throws HanzoError USAGE for a file that others may read, or that holds none
 */
export async function tokenOf(file: string | undefined): Promise<ServerToken> {
  const fresh = randomBytes(BYTES).toString('base64url');
  if (file === undefined) return { text: fresh, isNew: true };
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await using made = await open(file, 'wx', 0o600);
    await made.writeFile(`${fresh}\n`);
    return { text: fresh, isNew: true };
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')
      return { text: await read(file), isNew: false };
    throw unusable(file, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

async function read(file: string): Promise<string> {
  await using handle = await open(file, 'r').catch((cause: unknown) => {
    throw unusable(file, cause instanceof Error ? cause.message : String(cause), cause);
  });
  const { mode, size } = await handle.stat();
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0) throw unusable(file, 'others may read or write it');
  if (size > MOST_FILE_BYTES) throw unusable(file, 'it is too large for a token');
  const text = (await handle.readFile('utf8')).trim();
  if (!WELL_FORMED.test(text)) throw unusable(file, 'it holds no token of 32 or more letters, digits, - and _');
  return text;
}

function unusable(file: string, why: string, cause?: unknown): HanzoError {
  return new HanzoError('USAGE', `The token file ${file} cannot be used: ${why}.`, {
    cause,
    mend: 'Name a file that does not exist yet: it is made, for you alone. Or: chmod 600 on the one that is there.',
  });
}

/** True for a header `Authorization: Bearer <token>`; takes as long for a wrong one as for a right one. */
export function isAuthorized(header: string | undefined, token: string): boolean {
  const [, given = ''] = /^Bearer +(\S+)$/i.exec(header ?? '') ?? [];
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
