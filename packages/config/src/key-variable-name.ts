/** What the system and shells keep there: taken for a key, it would be sent away, hidden everywhere and kept from children. */
const SYSTEM: ReadonlySet<string> = new Set([
  'APPDATA',
  'COMSPEC',
  'DISPLAY',
  'EDITOR',
  'HOME',
  'HOMEDRIVE',
  'HOMEPATH',
  'HOSTNAME',
  'IFS',
  'LANG',
  'LANGUAGE',
  'LOCALAPPDATA',
  'LOGNAME',
  'MAIL',
  'NODE_ENV',
  'NODE_EXTRA_CA_CERTS',
  'NODE_OPTIONS',
  'NODE_PATH',
  'OLDPWD',
  'PATH',
  'PATHEXT',
  'PROGRAMDATA',
  'PWD',
  'SHELL',
  'SHLVL',
  'SYSTEMDRIVE',
  'SYSTEMROOT',
  'TEMP',
  'TERM',
  'TMP',
  'TMPDIR',
  'TZ',
  'USER',
  'USERNAME',
  'USERPROFILE',
  'VISUAL',
  'WINDIR',
]);

/** By their beginnings and ends. */
const SYSTEM_LIKE = /^(?:LC|LD|DYLD|XDG|DBUS|SSH|NPM)_|_(?:PROXY|BASE_URL|API_BASE|ENDPOINT|HOME|DIR|PATH)$/i;

/** Ours hold settings, but for this one. */
const OURS = /^HANZO_(?!.*KEY$)/i;

/** True for a variable that may hold a key. */
export function mayHoldKey(name: string): boolean {
  return !SYSTEM.has(name.toUpperCase()) && !SYSTEM_LIKE.test(name) && !OURS.test(name);
}
