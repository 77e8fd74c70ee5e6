import { EXIT, type ExitCode } from '@hanzo/contracts';
import { phraseIn } from '../../delegation/phrase-in.ts';
import type { DevFlags } from '../../flags.ts';
import { fixNumbers } from '../slash/changes.ts';
import type { Talk } from '../slash/slash-command.ts';
import { inputOf } from './clues-of-talk.ts';

/** `apply fix 2`, `apply the fixes 1 and 3`. */
const APPLY_FIX = /^(?:please\s+)?apply\s+(?:the\s+)?fix(?:es)?((?:[\s,]+(?:and\s+)?#?\d{1,3})*)\s*[.!]?$/i;

/**
 * Does what somebody says: with the magic phrase it is delegated, after a delegation its fixes may be applied, and all else is
 * planned and done.
 *
 * @param change flags of this turn alone, where it is planned
 * @param find the phrase of the words, as far as it counts
 */
export async function said(
  words: string,
  talk: Talk,
  change: Partial<DevFlags> = {},
  find: typeof phraseIn = phraseIn,
): Promise<ExitCode> {
  const { conversation, undone, terminal } = talk;
  const phrase = await find(words);
  if (phrase !== undefined) {
    const { model, issue, before, after: logs } = phrase;
    const input = inputOf({ issue, model, before, logs }, conversation.session.turns, undone);
    terminal.err('The magic phrase is delegated: nothing is planned.');
    return await conversation.delegation(words, async (...turn) => await talk.delegate(input, ...turn));
  }
  const delegation = conversation.session.turns.at(-1)?.delegation;
  const [, fixes] = APPLY_FIX.exec(words.trim()) ?? [];
  if (delegation === undefined || fixes === undefined) return await conversation.turn(words, change);
  await talk.applyFixes(delegation, fixNumbers(fixes));
  return EXIT.done;
}
