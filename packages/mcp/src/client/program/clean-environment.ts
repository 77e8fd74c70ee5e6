import { delimiter } from 'node:path';
import { pathFolders } from '../../path-folders.ts';

/** What programs need to find their files, their language and their network; nothing that anybody keeps a key in. */
const NEEDED: ReadonlySet<string> = new Set([
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TERM',
  'TMPDIR',
  'TMP',
  'TEMP',
  'XDG_CACHE_HOME',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_RUNTIME_DIR',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NO_PROXY',
  // Windows.
  'APPDATA',
  'COMSPEC',
  'HOMEDRIVE',
  'HOMEPATH',
  'LOCALAPPDATA',
  'PATHEXT',
  'PROCESSOR_ARCHITECTURE',
  'PROGRAMDATA',
  'PROGRAMFILES',
  'PROGRAMFILES(X86)',
  'PROGRAMW6432',
  'SYSTEMDRIVE',
  'SYSTEMROOT',
  'USERNAME',
  'USERPROFILE',
  'WINDIR',
]);
const PROXIES: ReadonlySet<string> = new Set(['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY']);

/**
 * What a server's program gets of this process's environment, and what its configuration gives it. A list of what it may have: a key
 * may stand in a variable of any name. Proxies that want a password are left out, and so are relative folders of PATH.
 */
export function cleanEnvironment(
  ours: Readonly<Record<string, string | undefined>>,
  own: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const kept = Object.entries(ours).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && isPassedOn(entry[0], entry[1]),
  );
  return Object.fromEntries(Object.entries({ ...Object.fromEntries(kept), ...own }).flatMap(withoutRelativePath));
}

function withoutRelativePath([name, value]: [string, string]): readonly [string, string][] {
  if (name.toUpperCase() !== 'PATH') return [[name, value]];
  const path = pathFolders({ PATH: value }).join(delimiter);
  // An empty one is the folder in which a program starts.
  return path === '' ? [] : [[name, path]];
}

function isPassedOn(name: string, value: string): boolean {
  // Old shells keep functions in variables, and run what stands behind them.
  if (value.startsWith('()')) return false;
  const plain = name.toUpperCase();
  if (PROXIES.has(plain)) return !value.includes('@');
  return NEEDED.has(plain) || /^LC_[A-Z]+$/.test(plain);
}
