/**
 * What is wrong with a key, as the end of a sentence; undefined when a header can carry it. A key with a line break
 * makes fetch throw a message that holds the key, so it is looked at before.
 */
export function keyProblem(apiKey: string): string | undefined {
  if (/^[\x21-\x7e]+$/.test(apiKey)) return undefined;
  return apiKey === '' ? 'is empty' : 'holds a space, a line break or another character that no header can carry';
}
