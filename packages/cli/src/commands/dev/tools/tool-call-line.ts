import type { ToolCallRecord } from '@hanzo/contracts';
import { oneLine } from '../../../terminal/one-line.ts';
import { formatBytes, formatMs } from '../../../terminal/units.ts';

/** Of what the call is about. Characters. */
const MOST_ABOUT = 60;

/**
 * `tool read_file "src/cart.ts": 3 KB, 12 ms`.
 *
 * @param whole all that is known of the input, and not only what it is about
 */
export function toolCallLine(call: ToolCallRecord, whole = false): string {
  const { tool, input, state, why = '', outputBytes, tookMs } = call;
  const about = whole ? ` ${oneLine(input)}` : aboutOf(input);
  const end =
    state === 'done'
      ? `${formatBytes(outputBytes)}, ${formatMs(tookMs)}`
      : `${state}${why === '' ? '' : `: ${oneLine(why)}`}`;
  return `tool ${oneLine(tool)}${about}: ${end}`;
}

/** Fields that say what a call is about. */
const TELLING = ['sql', 'command', 'url', 'pattern', 'path', 'from', 'to'];

/** What says most of the input: such as a path, an address; else its first text. */
function aboutOf(input: string): string {
  const texts = textsOf(input);
  const telling = TELLING.flatMap((name) => texts.filter(([each]) => each === name));
  const shown = telling.length > 0 ? telling : texts.slice(0, 1);
  const most = Math.floor(MOST_ABOUT / Math.max(1, shown.length));
  return shown.map(([, text]) => ` ${cut(oneLine(JSON.stringify(text)), most)}`).join('');
}

function textsOf(input: string): readonly (readonly [name: string, text: string])[] {
  try {
    const value: unknown = JSON.parse(input);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
    return Object.entries(value).filter((each): each is [string, string] => typeof each[1] === 'string');
  } catch {
    // Of a record of before, whose end was cut.
    const [, text = ''] = /"(?:[^"\\]|\\.)*"\s*:\s*"((?:[^"\\]|\\.)*)/.exec(input) ?? [];
    return text === '' ? [] : [['', text]];
  }
}

function cut(line: string, most: number): string {
  return line.length > most ? `${line.slice(0, most - 2).toWellFormed()}…"` : line;
}
