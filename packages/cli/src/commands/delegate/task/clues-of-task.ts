import { firstChars, HanzoError } from '@hanzo/contracts';
import type { AttemptRow, TaskDetail } from '@hanzo/coordinator';
import { shortTaskId } from '../../tasks/task-id.ts';
import { failedTries } from './failed-tries.ts';

/** Characters. */
const MOST = { reason: 400, log: 4_000, logs: 20_000, answer: 1_500, wanted: 2_000, instructions: 2_000 } as const;
/** Answers that were refused: the newest ones tell most. */
const MOST_ANSWERS = 6;

/** What a task of the journal leaves to whoever is asked about it. Text of models and files: untrusted. */
export interface TaskClues {
  readonly issue: string;
  readonly context: string;
  readonly logs: string;
  readonly attemptedFixes: readonly string[];
  /** Paths of the workspace, each once. */
  readonly files: readonly string[];
}

/**
 * The issue that a task is which nobody has done: what it was to do, what was answered and why that was refused.
 *
 * @param instructions what the person wanted of its run
 * @throws HanzoError USAGE for one that is done
 */
export function cluesOfTask(detail: TaskDetail, instructions: string): TaskClues {
  const { state, tries, task } = detail;
  if (state === 'done')
    throw new HanzoError('USAGE', `The task ${shortTaskId(detail)} is done: there is nothing to delegate.`, {
      mend: 'Say what is wrong with its answer: hanzo delegate --issue "…". Its answer: hanzo tasks show.',
      details: { taskId: detail.id },
    });
  const failed = failedTries(tries);
  return {
    issue: issueOf(detail, failed.length),
    context: contextOf(detail, instructions),
    logs: logsOf(tries),
    attemptedFixes: failed
      .filter(({ state: how, answer }) => how === 'rejected' && answer.trim() !== '')
      .slice(-MOST_ANSWERS)
      .map(answerInWords),
    files: [...new Set(task.sources.map(({ path }) => path))],
  };
}

function issueOf({ kind, title, reason }: TaskDetail, failures: number): string {
  const tried =
    failures === 0
      ? 'was not done'
      : `has no accepted answer after ${failures} failed ${failures === 1 ? 'try' : 'tries'}`;
  const why = reason === '' ? '' : ` In the end: ${oneLine(reason, MOST.reason)}`;
  return `A task (${kind}: ${oneLine(title, 200)}) ${tried}. What must be done, and why were the answers refused?${why}`;
}

function contextOf({ task }: TaskDetail, instructions: string): string {
  const wanted = withoutFiles(task.prompt);
  return [
    ...(instructions.trim() === ''
      ? []
      : [`What was wanted of the whole run: ${cut(instructions.trim(), MOST.instructions)}`]),
    ...(wanted === '' ? [] : [`What the task was given, without its files:\n${cut(wanted, MOST.wanted)}`]),
  ].join('\n\n');
}

/** Blocks between marks, with the line that names them: files go along as they are now, and the person's words by themselves. */
const TOLD_ELSEWHERE = /^[^\n]*\n<(file|wanted) mark="(\w+)">\n[^]*?\n<\/\1 mark="\2">$/gm;

function withoutFiles(prompt: string): string {
  return prompt
    .replaceAll(TOLD_ELSEWHERE, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** What gates and engines said, the oldest first. */
function logsOf(tries: readonly AttemptRow[]): string {
  const lines = tries
    .filter(({ extra, reason }) => !extra && reason !== '')
    .map((attempt) => `${whoseTry(attempt)}: ${howItEnded(attempt)}: ${cut(attempt.reason, MOST.log)}`);
  const kept: string[] = [];
  let room: number = MOST.logs;
  for (const line of lines.toReversed()) {
    room -= line.length + 1;
    if (room < 0) break;
    kept.unshift(line);
  }
  return kept.join('\n');
}

function answerInWords(attempt: AttemptRow): string {
  const why = `${howItEnded(attempt)}: ${oneLine(attempt.reason, MOST.reason)}`;
  return `${whoseTry(attempt)} answered, ${why}\n${cut(attempt.answer.trim(), MOST.answer)}`;
}

function whoseTry({ number, model, node }: AttemptRow): string {
  const who = [model, node].filter((word) => word !== '');
  return who.length === 0 ? `try ${number}` : `try ${number} by ${who.join(' at ')}`;
}

function howItEnded({ state, code }: AttemptRow): string {
  if (state === 'rejected') return `refused by the ${code} gate`;
  return code === '' ? state : `${state} ${code}`;
}

function oneLine(text: string, most: number): string {
  return cut(text.replaceAll(/\s+/g, ' ').trim(), most);
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${firstChars(text, most)}…`;
}
