import type { ToolAnswer, ToolCall, ToolCaller } from '@hanzo/contracts';
import type { Round } from './conversation.ts';

export interface ToolCalling {
  readonly caller: ToolCaller;
  readonly taskId: string;
  readonly signal: AbortSignal;
  readonly offered: ReadonlySet<string>;
  /** Several calls of these may be made at the same time. */
  readonly together: ReadonlySet<string>;
  /** Milliseconds that are left for tools. */
  leftMs(): number;
  /** A person was waited for, in milliseconds. */
  onWaited(ms: number): void;
}

/** Of one answer; more than that is a model that has lost its way. */
export const MOST_CALLS = 16;

/**
 * Has the calls of one answer made, in their order, and tells in the round what became of each.
 *
 * @throws the signal's reason
 */
export async function callTools(round: Round, calling: ToolCalling): Promise<void> {
  const { calls } = round;
  for (const group of groupsOf(calls.slice(0, MOST_CALLS), calling.together)) await callGroup(group, round, calling);
  for (const _ of calls.slice(MOST_CALLS))
    round.refuse(`Not called: at most ${MOST_CALLS} tools are called at a time. Ask again for what is still needed.`);
}

/** Calls in a row that may be made together; each other one is alone. */
function groupsOf(calls: readonly ToolCall[], together: ReadonlySet<string>): readonly (readonly ToolCall[])[] {
  const groups: ToolCall[][] = [];
  for (const call of calls) {
    const last = groups.at(-1);
    if (last !== undefined && [...last, call].every(({ name }) => together.has(name))) last.push(call);
    else groups.push([call]);
  }
  return groups;
}

async function callGroup(group: readonly ToolCall[], round: Round, calling: ToolCalling): Promise<void> {
  const { caller, taskId, signal, offered, leftMs, onWaited } = calling;
  const limitMs = leftMs();
  const roomBytes = round.roomFor(group.length);
  const whyNot =
    limitMs <= 0 ? 'the time for tools is over' : roomBytes === 0 ? 'there is no room for what it would tell' : '';
  if (whyNot !== '') {
    for (const _ of group) round.refuse(`Not called: ${whyNot}.`);
    return;
  }
  signal.throwIfAborted();
  const context = { taskId, signal, offered, limitMs, roomBytes };
  const answers: readonly ToolAnswer[] = await Promise.all(group.map((call) => caller.call(call, context)));
  for (const { output, failed } of answers) round.tell(output, failed);
  onWaited(Math.max(...answers.map(({ waitedMs = 0 }) => waitedMs)));
}
