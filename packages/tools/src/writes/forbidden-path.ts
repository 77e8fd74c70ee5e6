/** What belongs to git and to hanzo: whoever writes there has commands run, or is trusted. */
const OWNED = new Set(['.git', '.hanzo']);
const MOST_PATH_BYTES = 4_095;
const MOST_NAME_BYTES = 255;

/**
 * Why nothing may be written at a path of a workspace, whatever stands there; undefined: it may. Names are taken as lenient file
 * systems take them: without case, without what they do not show, without dots and blanks at their end.
 */
export function forbiddenPath(path: string): string | undefined {
  // oxlint-disable-next-line no-control-regex -- finding them is the point
  if (path === '' || /[\u0000-\u001f\u007f\\]/.test(path)) return 'it is no name for a file';
  const parts = path.split('/');
  if (path.startsWith('/') || /^[a-z]:/i.test(path) || parts.some((part) => ['', '.', '..'].includes(part)))
    return 'it leads outside the workspace';
  if (Buffer.byteLength(path) > MOST_PATH_BYTES || parts.some((part) => Buffer.byteLength(part) > MOST_NAME_BYTES))
    return 'its name is too long';
  const owned = parts.find((part) => OWNED.has(plainName(part)) || /^git~\d+$/i.test(part));
  return owned === undefined ? undefined : `${JSON.stringify(owned)} belongs to git or to hanzo`;
}

/** A name as lenient file systems take it. */
export function plainName(name: string): string {
  // Most are plain: the tables of Unicode take milliseconds to load.
  const shown = /^[ -~]*$/.test(name) ? name : name.normalize('NFKC').replace(/[\p{Cf}\p{Mn}]/gu, '');
  return shown
    .split(':')[0]!
    .replace(/[. ]+$/, '')
    .toLowerCase();
}
