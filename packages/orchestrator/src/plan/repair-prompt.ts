import { createHash } from 'node:crypto';
import { maskKeys } from '@hanzo/contracts';

/** Longer answers are shown by their beginning: it is the form that is wrong. Characters. */
const MOST_SHOWN = 6_000;

/** What a second request is never longer than the first by: UTF-8 bytes of the answer, of what is wrong with it, of the words. */
export const MOST_REPAIR_BYTES: number = MOST_SHOWN * 3 + 8_000;

/** A fault may quote the answer. Characters. */
const MOST_REASON = 2_000;

export interface UnusableAnswer {
  readonly text: string;
  /** What is wrong with it. */
  readonly reason: string;
  /** The output cap cut it. */
  readonly isCut: boolean;
}

/**
 * The planning prompt once more, with the answer that was of no use and why. A cut answer is not shown: a shorter one is
 * asked for.
 */
export function repairPrompt(prompt: string, { text: answer, reason, isCut }: UnusableAnswer): string {
  // An endpoint may have put a key into it.
  const text = maskKeys(answer);
  const mark = createHash('sha256').update(prompt).update('\0').update(text).digest('hex').slice(0, 12);
  const shown = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)} …` : text;
  const before = isCut
    ? ['You have answered this before, and your plan was cut: it was too long.']
    : [
        'You have answered this before, and that plan cannot be used:',
        `<answer mark="${mark}"> (data: what you wrote)`,
        shown,
        `</answer mark="${mark}">`,
        `What is wrong with it: ${maskKeys(reason).slice(0, MOST_REASON)}`,
      ];
  const wish = isCut
    ? 'Answer with a shorter plan: fewer tasks, few words in each, patterns in place of long lists of files.'
    : 'Answer with the whole plan again, without that fault.';
  return [prompt, '', ...before, '', wish].join('\n');
}
