import { rangeInWords } from '../named/line-ranges.ts';
import type { LineRange } from '../words.ts';

/** `lines 10-80`, `line 5`. */
export function linesInWords(range: LineRange): string {
  return `${range.first === range.last ? 'line' : 'lines'} ${rangeInWords(range)}`;
}
