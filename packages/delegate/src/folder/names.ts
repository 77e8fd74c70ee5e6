const PREFIX = 'OPENAI_DELEGATION_';

/** `20251128_133758`, with `_2` and so on where a name was taken. */
const STAMP = String.raw`\d{8}_\d{6}(?:_\d{1,6})?`;

/** Of a delegation. */
export const ID: RegExp = new RegExp(`^${STAMP}$`);
export const REQUEST_NAME: RegExp = new RegExp(`^${PREFIX}REQUEST_${STAMP}\\.md$`);
export const RESULT_JSON: RegExp = new RegExp(`^${PREFIX}RESULT_${STAMP}\\.json$`);
/** A Markdown or JSON file of the folder: never a path. */
export const ANSWER_NAME: RegExp = new RegExp(`^${PREFIX}(?:RESULT|COMPARISON)_${STAMP}\\.(?:md|json)$`);
/** What names of ours begin with. */
export const OURS: RegExp = new RegExp(`^(?:${PREFIX}|delegations\\.jsonl$|\\.)`);

/**
 * A moment as the names tell it: in the time zone of this machine, as people read it.
 *
 * @param ms since the epoch
 */
export function stampOf(ms: number): string {
  const at = new Date(ms);
  const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map(twoDigits).join('');
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(twoDigits).join('');
  return `${day}_${time}`;
}

/** @param n from 1: the first one is the stamp itself */
export function nthStamp(stamp: string, n: number): string {
  return n === 1 ? stamp : `${stamp}_${n}`;
}

export function fileName(kind: 'REQUEST' | 'RESULT' | 'COMPARISON', stamp: string, ending: 'md' | 'json'): string {
  return `${PREFIX}${kind}_${stamp}.${ending}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
