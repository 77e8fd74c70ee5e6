import { firstChars, type ToolOffer } from '@hanzo/contracts';
import type { MadeCall } from './conversation.ts';

/** Why a model must answer now, as it is told. */
export const OVER = {
  steps: 'the limit of steps is reached',
  time: 'the time for them is over',
  money: 'the money for them is spent',
  room: 'there is no room for more of what they tell',
  empty: 'you asked for none, and gave no answer',
  cut: 'you asked for one with so many words that your answer was cut off',
  gone: 'the model that used them is not available any more',
} as const;
export type Over = keyof typeof OVER;

/** Of what a call was given so many characters are named. */
const INPUT_CHARS = 200;
/** Of all calls together. */
const CALLS_CHARS = 1_500;

/** Ends the use of tools. */
export function lastWords(over: Over): string {
  return `Tools are over: ${OVER[over]}. Answer now what was asked for at first, in the form that was asked for, with what you know. Ask for no tool.`;
}

/** Names calls that may have changed something: empty where there are none. @param together those that change nothing */
export function madeInWords(made: readonly MadeCall[], together: NonNullable<ToolOffer['together']>): string {
  const calls = made
    .filter(({ call }) => !together.has(call.name))
    .map(({ call, failed }) => {
      const input = firstChars(call.arguments, INPUT_CHARS);
      return `${firstChars(call.name, 64)} ${input}${failed ? ' (failed)' : ''}`;
    });
  const all = calls.join('; ');
  const shown = firstChars(all, CALLS_CHARS);
  return all === '' ? '' : ` These tools were called for it already: ${shown}${shown === all ? '' : ' [cut off here]'}`;
}
