import { bitsPerCharacter } from './entropy.ts';

/** Nobody means these: what tests make up, and words that stand for a value. */
const MADE_UP =
  /^(?:test|fake|mock|none|null|undefined)|^(?:password|passwd|secret)$|(?:^|[-_.])(?:test|fake|mock|canary|demo)(?:[-_.]|$)/i;
/** Of those that AWS shows in its guides. */
const OF_GUIDES = /[0-9A-Z]EXAMPLE(?:KEY)?$/;
/** Words and places to fill in within a value: what is left of it may be somebody's secret all the same. */
const FILLED_IN =
  /example|sample|dummy|placeholder|change.?me|your[_-]|redacted|x{4,}|\*{3,}|\.{3,}|<[^>]*>|\$\{[^}]*\}?|\{\{|%\(|1234567\d*|abcdefg[a-z]*/gi;
/** Of a package, or a way to something: no secret. */
const HASH_OR_ADDRESS = /^(?:sha\d+-|data:|https?:|urn:)/;
const PATH = /^(?:[./]|@)/;
/** Shorter ones are words with a number behind them. */
const LEAST_RANDOM = 10;
const RANDOM_BITS = 3;

/** True for a value that stands for another one: whoever wrote it meant no secret. */
export function isExample(value: string): boolean {
  if (MADE_UP.test(value) || OF_GUIDES.test(value)) return true;
  const rest = value.replaceAll(FILLED_IN, ' ');
  return rest !== value && !hasRandomPart(rest);
}

/** True for a hash, an address or a path: it says where something is. */
export function isReference(value: string): boolean {
  return HASH_OR_ADDRESS.test(value) || (PATH.test(value) && !hasRandomPart(value));
}

function hasRandomPart(text: string): boolean {
  const parts = text.split(/[^A-Za-z0-9]+/).filter((part) => part.length >= LEAST_RANDOM);
  return parts.some((part) => /\d/.test(part) && /[a-z]/i.test(part) && bitsPerCharacter(part) >= RANDOM_BITS);
}
