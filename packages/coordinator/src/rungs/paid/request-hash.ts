import { createHash } from 'node:crypto';
import type { ApiRequest } from '@hanzo/contracts';

/** Of all that is asked: another request never gets its answer. Hex. */
export function requestHash(request: ApiRequest): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('hex');
}
