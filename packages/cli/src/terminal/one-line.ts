/** Text of others, such as a file's name, inside one line: nothing in it steers the terminal or begins a line of its own. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');
}
