import { isSecretName, isSkippedFolder } from '../../workspace/skip-rules.ts';
import { plainName } from '../../writes/forbidden-path.ts';

/** Names that are devices on Windows, whatever follows after a dot. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(?:\.|$)/i;

/** Why tools leave an entry alone for its name; undefined: nothing in it speaks against it. */
export function nameReason(name: string, isFolder: boolean): string | undefined {
  const plain = plainName(name);
  if (isFolder && isSkippedFolder(plain)) return `nothing in a folder ${JSON.stringify(plain)} is for tools`;
  // A folder of that name is a usual one.
  if (isSecretName(plain) || (plain === 'credentials' && !isFolder)) return 'it may hold secrets';
  return process.platform === 'win32' ? unportableName(name) : undefined;
}

/** Why not every system can hold a file of such a name; undefined: all can. */
export function unportableName(name: string): string | undefined {
  if (/[:*?"<>|]/.test(name)) return 'not every system takes one of the characters in its name';
  if (/[. ]$/.test(name)) return 'not every system keeps a dot or a blank at the end of a name';
  if (DEVICE.test(name)) return 'on Windows it is the name of a device';
  return /~\d/.test(name) && process.platform === 'win32' ? 'it may be the short name of another file' : undefined;
}
