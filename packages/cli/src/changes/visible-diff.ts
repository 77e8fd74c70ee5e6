import { showHidden } from '@hanzo/tools';

/**
 * A diff in which every character is seen, hidden ones as `<U+202E>`: what a person agrees to must be what is written. Carriage
 * returns at line ends are left out where all lines of a file have them.
 */
export function visibleDiff(diff: string): string {
  const files = diff.split(/^(?=diff --git )/m);
  return showHidden(files.map((file) => (hasReturns(file) ? file.replaceAll('\r\n', '\n') : file)).join(''));
}

function hasReturns(file: string): boolean {
  const hunks = file.slice(Math.max(0, file.search(/^@@ /m)));
  return hunks.split('\n').every((line) => !/^[ +-]/.test(line) || line.endsWith('\r'));
}
