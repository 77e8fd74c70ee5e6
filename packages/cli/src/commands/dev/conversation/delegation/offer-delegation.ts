import { formatDollars, toHanzoError } from '@hanzo/contracts';
import { canAsk } from '../../../../terminal/ask.ts';
import { confirm } from '../../../../terminal/confirm.ts';
import { oneLine } from '../../../../terminal/one-line.ts';
import type { Terminal } from '../../../../terminal/terminal.ts';
import { delegateCommand, failedInWords, hintLines } from '../../delegation/hints.ts';
import type { FailedTask } from '../../delegation/failed-tasks.ts';
import type { Talk } from '../slash/slash-command.ts';
import { failedInput } from './clues-of-talk.ts';

export interface OfferParts {
  /** Asks a person. @default on the terminal */
  readonly isWanted?: (question: string) => Promise<boolean>;
  /** @default of the terminal */
  readonly isAttended?: boolean;
}

/** After a turn in which something failed again and again: whoever sits there is asked whether it shall be delegated. */
export async function offerDelegation(talk: Talk, parts: OfferParts = {}): Promise<void> {
  const { conversation, terminal, stuck } = talk;
  const last = conversation.session.turns.at(-1);
  if (last?.runId === undefined || last.exitCode === 0) return;
  const tasks = stuck(last.runId);
  const [worst] = tasks;
  if (worst === undefined) return;
  const { isAttended = canAsk(terminal), isWanted = (question) => asked(question, terminal) } = parts;
  if (!isAttended) {
    for (const line of hintLines(tasks, conversation.flags)) terminal.err(line);
    return;
  }
  if (!(await isWanted(questionOf(worst, tasks.length, talk)))) {
    terminal.err(`Later: ${delegateCommand(worst, conversation.flags)}`);
    return;
  }
  const input = failedInput([last], talk.undone);
  if (input === undefined) return;
  await conversation.delegation('/delegate', async (...turn) => await talk.delegate(input, ...turn));
}

function questionOf(worst: FailedTask, count: number, { mostMicros, conversation }: Talk): string {
  const more = count > 1 ? ` (and ${count - 1} more)` : '';
  const most = formatDollars(mostMicros(conversation.budgetLeft));
  return `${oneLine(worst.title)}${more} ${failedInWords(worst)}. Ask a strong model about it, for at most ${most}?`;
}

/** Whoever leaves the question has not agreed. */
async function asked(question: string, terminal: Terminal): Promise<boolean> {
  try {
    return await confirm(question, terminal, 'Answer on a terminal.');
  } catch (thrown) {
    if (toHanzoError(thrown).code !== 'CANCELLED') throw thrown;
    return false;
  }
}
