import type { MessageBody } from './body.ts';

/** The last version of the API that has a temperature. Newer ones refuse it for every model; the client sends them. */
const WITH_TEMPERATURE = '2023-06-01';

/** Headers that a request needs beside the client's own. */
export function versionHeaders(bodies: readonly MessageBody[]): Record<string, string> {
  return bodies.some((body) => body.temperature !== undefined) ? { 'anthropic-version': WITH_TEMPERATURE } : {};
}
