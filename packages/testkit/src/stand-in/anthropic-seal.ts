import { createHash } from 'node:crypto';

/** The signature of a thinking block: whoever changes the thinking breaks it. */
export function sealOf(thinking: string): string {
  return createHash('sha256').update(`stand-in ${thinking}`).digest('base64');
}
