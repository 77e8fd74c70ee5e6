/** Of `tool.driver`. */
export const TOOL_NAME = 'hanzo';

/** Under which a result has the fingerprint of its finding. */
export const FINGERPRINT_KEY = 'hanzoFinding/v1';

/** What all places are relative to: the workspace. */
export const ROOT_ID = '%SRCROOT%';

/** A workspace path as a relative URI: each part percent-encoded, so that nothing in it is read as a scheme or a query. */
export function uriOfPath(path: string): string {
  return path
    .toWellFormed()
    .split('/')
    .map((part) => encodeURIComponent(part).replace(/[!'()*]/g, percent))
    .join('/');
}

/** The reverse. A text that is no such URI is taken as it is. */
export function pathOfUri(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

function percent(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}
