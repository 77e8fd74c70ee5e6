import { MAX_NAME } from './limits.ts';

/** A name as it is kept: no control characters, no white space around it, never empty, at most 64 characters. */
export function labelOf(text: string, fallback = 'unnamed'): string {
  // oxlint-disable-next-line no-control-regex
  const plain = text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, ' ').trim();
  // Cut by characters, so that no half of one is left.
  let name = '';
  for (const character of plain) {
    if (name.length + character.length > MAX_NAME) break;
    name += character;
  }
  return name === '' ? fallback : name;
}
