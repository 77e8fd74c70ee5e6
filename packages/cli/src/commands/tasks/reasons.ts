import type { RungName } from '@hanzo/contracts';
import type { AttemptRow, TaskDetail } from '@hanzo/coordinator';
import { delegationCommand } from './asked-run.ts';
import { shortRunId } from './task-id.ts';

/** Which question a sentence answers. */
export type About =
  | 'route'
  | 'not-local'
  | 'worker'
  | 'escalated'
  | 'again'
  | 'moved'
  | 'hedged'
  | 'checked'
  | 'waits'
  | 'undone'
  | 'state';

export interface Reason {
  readonly about: About;
  /** For people, whole. */
  readonly sentence: string;
}

/** Everything that the journal knows about why, in the order in which it happened. */
export function reasonsOf(task: TaskDetail): readonly Reason[] {
  const main = task.tries.filter(({ extra }) => !extra);
  return [
    ...routeReasons(task),
    ...main.flatMap((attempt, at) => [...stepReasons(main.slice(0, at), attempt), ...workerReasons(attempt)]),
    ...task.tries.filter(({ extra }) => extra).map((attempt) => extraReason(attempt, task)),
    ...endReasons(task, main),
  ];
}

const RUNG_WORDS: Readonly<Record<RungName, string>> = {
  cache: 'the cache',
  tool: 'a tool',
  local: 'this machine',
  mesh: 'the mesh',
  api: 'the API',
  strong: 'a stronger model at the API',
};

function routeReasons({ route }: TaskDetail): Reason[] {
  const cut = route.indexOf(': ');
  if (cut === -1) return [];
  const [rungs, why] = [route.slice(0, cut), route.slice(cut + 2)];
  const about = /^(api|strong)\b/.test(rungs) ? 'not-local' : 'route';
  if (rungs === 'none') return [{ about, sentence: `Nobody may take it: ${why}` }];
  return [{ about, sentence: `Its way is ${rungs}. ${why}` }];
}

/** Why this try follows those. */
function stepReasons(earlier: readonly AttemptRow[], attempt: AttemptRow): Reason[] {
  const before = earlier.at(-1);
  if (before === undefined) return [];
  const why = howItEnded(before);
  const number = attempt.number;
  if (before.rung !== attempt.rung) {
    const way = `from ${RUNG_WORDS[before.rung]} to ${RUNG_WORDS[attempt.rung]} after try ${before.number}`;
    return [
      { about: 'escalated', sentence: `Try ${number}: it went ${way}, because ${why}${shown(earlier, attempt)}` },
    ];
  }
  if (before.code === 'OVERTAKEN') {
    const sentence = `Try ${number}: a second worker was asked beside a slow one and was faster: ${why}`;
    return [{ about: 'hedged', sentence }];
  }
  if (before.state === 'rejected') {
    const words =
      before.model === attempt.model ? 'once more' : `${nameOf(attempt)} was asked, which is another model,`;
    return [{ about: 'again', sentence: `Try ${number}: ${words} after try ${before.number}, because ${why}` }];
  }
  const isMoved = before.node !== attempt.node && attempt.node !== '';
  const words = isMoved ? `it was moved from ${nameOf(before)} to ${nameOf(attempt)}` : 'it was begun again';
  return [{ about: isMoved ? 'moved' : 'again', sentence: `Try ${number}: ${words}, because ${why}` }];
}

/** What `ApiRung` does with a refused answer. */
function shown(earlier: readonly AttemptRow[], { rung }: AttemptRow): string {
  const refused = earlier.findLast(({ state }) => state === 'rejected');
  if (refused === undefined || (rung !== 'api' && rung !== 'strong')) return '';
  const which = refused === earlier.at(-1) ? 'that answer' : `the answer of try ${refused.number}, which was refused`;
  return ` It was shown ${which}, and why.`;
}

function workerReasons({ number, placement }: AttemptRow): Reason[] {
  return placement === '' ? [] : [{ about: 'worker', sentence: `Try ${number}: ${placement}` }];
}

function extraReason(attempt: AttemptRow, { task }: TaskDetail): Reason {
  const about = Math.max(task.copies ?? 1, task.agreement ?? 1) > 1 ? 'checked' : 'hedged';
  const words = [`Beside it, ${nameOf(attempt)} was asked as well.`, attempt.placement, endSentence(attempt.reason)];
  return { about, sentence: words.filter((word) => word !== '').join(' ') };
}

function endReasons(task: TaskDetail, main: readonly AttemptRow[]): Reason[] {
  const last = main.at(-1);
  const isCancelled = task.cancelRequested;
  switch (task.state) {
    case 'done':
      return [{ about: 'state', sentence: `It is done: the gates let the answer of ${nameOf(last)} pass.` }];
    case 'undone':
      return [{ about: 'undone', sentence: `It is undone: ${endSentence(task.reason)}` }];
    case 'cancelled':
      return [
        { about: 'state', sentence: isCancelled ? 'Somebody cancelled it.' : 'It is cancelled, because its run was.' },
      ];
    case 'interrupted':
      return [{ about: 'waits', sentence: `It waits: its run was interrupted. Go on: ${goOn(task)}` }];
    case 'queued':
    case 'running':
      return openReasons(task, last);
  }
}

function openReasons(task: TaskDetail, last: AttemptRow | undefined): Reason[] {
  if (task.cancelRequested) return [{ about: 'state', sentence: 'Somebody asked to cancel it; it is being stopped.' }];
  if (task.waiting !== '') return [{ about: 'waits', sentence: `It waits: ${endSentence(task.waiting)}` }];
  if (task.state === 'queued') return [{ about: 'waits', sentence: 'It waits for its turn.' }];
  return [{ about: 'state', sentence: last === undefined ? 'It is under way.' : `${nameOf(last)} works on it.` }];
}

function goOn({ runId, askedBy }: TaskDetail): string {
  return delegationCommand({ askedBy }) ?? `hanzo dev --resume ${shortRunId(runId)}`;
}

/** Completes "because". */
function howItEnded(attempt: AttemptRow): string {
  const who = nameOf(attempt);
  switch (attempt.state) {
    case 'rejected':
      return `the ${attempt.code} gate refused the answer of ${who}: ${endSentence(attempt.reason)}`;
    case 'error':
      return `${who} failed (${attempt.code}): ${endSentence(attempt.reason)}`;
    case 'interrupted':
      return attempt.unjudged
        ? `the coordinator stopped before the answer of ${who} was judged.`
        : `the coordinator stopped while ${who} worked on it.`;
    case 'passed':
    case 'running':
      return `${who} did not end it.`;
  }
}

function nameOf(attempt: AttemptRow | undefined): string {
  if (attempt === undefined) return 'nobody';
  const { node, model, rung } = attempt;
  if (node === '') return RUNG_WORDS[rung];
  return model === '' || rung === 'tool' ? node : `${node} with ${model}`;
}

function endSentence(text: string): string {
  return text === '' || /[.!?…]$/.test(text) ? text : `${text}.`;
}
