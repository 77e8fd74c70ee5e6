import type { ErrorCode } from '@hanzo/contracts';

const BY_STATUS: ReadonlyMap<number, ErrorCode> = new Map([
  [401, 'CREDENTIALS_REJECTED'],
  [402, 'QUOTA_EXHAUSTED'],
  [403, 'CREDENTIALS_REJECTED'],
  [404, 'MODEL_UNAVAILABLE'],
  [408, 'API_FAILED'],
  [409, 'API_FAILED'],
  [413, 'PROMPT_TOO_LONG'],
  [429, 'RATE_LIMITED'],
]);

/** What a status below 500 means where the API says nothing else. */
export function codeOfStatus(status: number): ErrorCode {
  return BY_STATUS.get(status) ?? 'API_REFUSED';
}
