import { HanzoError } from '@hanzo/contracts';

/** No room: on the disk, in the user's share of it, or under a limit of the process. */
const FULL: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** The code of an error of the system. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Why a file of the folder cannot be used, for people. */
export function folderFault(file: string, cause: unknown): HanzoError {
  if (cause instanceof HanzoError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  const facts = { cause, details: { file } };
  if (FULL.has(codeOf(cause)))
    return new HanzoError('DISK_FULL', `There is no room for ${file}: ${reason}.`, {
      ...facts,
      mend: 'Free some space, then try again.',
    });
  return new HanzoError('STORE_UNUSABLE', `${file} cannot be used: ${reason}.`, {
    ...facts,
    mend: 'Check that you may read and write it and its folder, or choose another folder with --output-dir.',
  });
}
