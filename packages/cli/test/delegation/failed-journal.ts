import { join } from 'node:path';
import type { Answer, Attempt, AttemptEnd, ErrorCode, Task, TaskKind, TaskOutcome, Who } from '@hanzo/contracts';
import { openJournal, type RunState } from '@hanzo/coordinator';
import { temporaryFolder } from '../../../../test/support/small-mesh.ts';
import { source, task } from '../../../orchestrator/test/samples.ts';

const ASKED: Who = { kind: 'api', endpoint: 'api.example.org', requestedModel: 'gpt-5', servedModel: 'gpt-5-2025' };

/** As the prompts of tasks are made. */
const PROMPT = [
  'Look at the rounding.',
  'File "src/till.ts", lines 1 to 1:\n<file mark="fb12209e9678">\n1| const total = 1;\n</file mark="fb12209e9678">',
  'The person wants this:\n<wanted mark="fb12209e9678">\nMend the till.\n</wanted mark="fb12209e9678">',
].join('\n\n');

/** How a try ends: an answer that a gate refuses, or an error. */
export type Try = { readonly answer: string; readonly because: string } | { readonly code: ErrorCode };

export interface FailedRun {
  readonly id: string;
  readonly workspace?: string;
  readonly instructions?: string;
  /** It is one question of somebody. */
  readonly askedBy?: string;
  /** As `writeRecord` makes it. */
  readonly plan?: unknown;
  /** @default 'incomplete' */
  readonly ends?: RunState;
  readonly tasks: readonly {
    readonly paths: readonly string[];
    readonly kind?: TaskKind;
    readonly tries: readonly Try[];
    /** @default 'undone' */
    readonly state?: TaskOutcome['state'];
  }[];
}

/** A journal of runs whose tasks ended so; its home. */
export async function journalOf(
  runs: readonly FailedRun[],
): Promise<Disposable & { readonly home: string; readonly file: string }> {
  const folder = temporaryFolder();
  const file = join(folder.path, 'journal.db');
  using journal = openJournal(file);
  for (const {
    id,
    workspace = '/projects/shop',
    instructions = 'Mend the till.',
    tasks,
    ends = 'incomplete',
    ...own
  } of runs) {
    const { askedBy, plan } = own;
    const kept = { ...(askedBy !== undefined && { askedBy }), ...(plan !== undefined && { plan }) };
    await journal.startRun({ id, node: 'here', orchestrator: 'gpt-5', workspace, startedAt: 1, instructions, ...kept });
    for (const [at, { paths, kind = 'review', tries, state = 'undone' }] of tasks.entries()) {
      const one: Task = task({
        id: `${id}-${at + 1}`,
        runId: id,
        kind,
        title: `${kind} ${paths.join(' ')}`,
        prompt: PROMPT,
        sources: paths.map((path) => source('const total = 1;', path)),
      });
      await journal.takeUp(one, 'api: it is hard', 1);
      const ends = state === 'done' ? [...tries, { kind: 'passed', answer: answerOf('fine') } as const] : tries;
      const attempts = ends.map((end, nr) => attemptOf(nr + 1, end));
      for (const attempt of attempts) {
        journal.startAttempt(one.id, attempt.number, 'api', ASKED, 1, '');
        journal.endAttempt(one.id, attempt);
      }
      await journal.endTask(one.id, outcomeOf(state, attempts), 9);
    }
    await journal.endRun(id, ends, 10);
  }
  return { home: folder.path, file, [Symbol.dispose]: () => folder[Symbol.dispose]() };
}

function outcomeOf(state: TaskOutcome['state'], attempts: readonly Attempt[]): TaskOutcome {
  if (state === 'cancelled') return { state, attempts };
  if (state === 'undone') return { state, reason: 'No answer was accepted.', attempts };
  return { state, answer: answerOf('fine'), attempts };
}

function attemptOf(number: number, end: Try | AttemptEnd): Attempt {
  return { number, rung: 'api', who: ASKED, startedAt: number, endedAt: number + 1, end: endOf(end) };
}

function endOf(end: Try | AttemptEnd): AttemptEnd {
  if ('kind' in end) return end;
  if ('code' in end) return { kind: 'error', code: end.code, message: `it ended with ${end.code}`, costMicros: 0 };
  return { kind: 'rejected', answer: answerOf(end.answer), gate: 'tests', reason: end.because };
}

function answerOf(text: string): Answer {
  return {
    text,
    finish: 'stop',
    who: ASKED,
    costMicros: 0,
    usage: { inputTokens: 1, cachedInputTokens: 0, outputTokens: 1, reasoningTokens: 0 },
    timings: { queueMs: 0, firstTokenMs: 0, totalMs: 1 },
  };
}
