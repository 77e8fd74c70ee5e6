import { HanzoError, type Answer, type ErrorCode, type TaskOutcome } from '@hanzo/contracts';
import type { Asked } from '@hanzo/delegate';
import type { OneTaskEnd } from '../../one-task/do-one-task.ts';
import { mendOfFault, mendsOfAnswer, type MendFacts } from './mends.ts';

/** What is known of the money besides what was charged. */
export interface AskedMoney {
  /** Of the whole run. Integer micro-dollars. */
  readonly costMicros: number;
  /** The part of it that counts because nobody knows better. */
  readonly uncertainMicros: number;
}

export interface AskedParts {
  readonly money: AskedMoney;
  readonly facts: MendFacts;
  /** Its provider still works on an answer, or keeps it. @default false */
  readonly isAwaited?: boolean;
}

/** What came of a question. An answer that its gate refused was paid for, and is told. */
export function askedOf({ runId, outcome }: Omit<OneTaskEnd, 'taskId'>, parts: AskedParts): Asked {
  const { costMicros, uncertainMicros } = parts.money;
  const money = { costMicros, ...(uncertainMicros > 0 && { uncertainMicros }) };
  const answer = outcome.state === 'done' ? outcome.answer : lastAnswer(outcome);
  if (answer !== undefined) return { runId, answer: toldAnswer(answer), ...money, mends: mendsOfAnswer(parts.facts) };
  const error = faultOf(outcome, runId, parts);
  if (parts.isAwaited === true) return leftOpen(error, runId, parts);
  const usage = usedWithout(outcome);
  return { runId, answer: undefined, error, ...money, ...(usage && { usage }) };
}

/** A refusal is charged as an answer is. */
function usedWithout({ attempts }: TaskOutcome): Asked['usage'] {
  const used = attempts.flatMap(({ end }) => (end.kind === 'error' && end.usage !== undefined ? [end.usage] : []));
  if (used.length === 0) return undefined;
  return {
    inputTokens: used.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
    outputTokens: used.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
  };
}

/** There is no answer yet, and its provider has one, or works on it. */
export function leftOpen(error: HanzoError, runId: string, { money, facts }: AskedParts): Asked {
  const { resumeWith } = facts;
  const { code, message, mend, details } = error;
  const told = `${sentence(message)} Its provider keeps what there is of the answer: that is fetched, and not paid twice.`;
  const own = isInTheWay(code) ? mend : undefined;
  const then = own?.includes(resumeWith) === true ? own : `${own?.replace(/[.;]$/, '')}; then: ${resumeWith}`;
  const open = { mend: own === undefined ? `Wait for it again: ${resumeWith}` : then, details, cause: error };
  const { costMicros } = money;
  return { runId, answer: undefined, error: new HanzoError(code, told, open), costMicros, isOpen: true };
}

/** Until a person mends it, nothing can be fetched. */
function isInTheWay(code: ErrorCode): boolean {
  return code === 'TIMED_OUT' || code === 'USAGE' || code === 'CREDENTIALS_REJECTED' || code === 'CREDENTIALS_MISSING';
}

function lastAnswer({ attempts }: TaskOutcome): Answer | undefined {
  return attempts.toReversed().flatMap(({ end }) => end.answer ?? [])[0];
}

function faultOf(outcome: TaskOutcome, runId: string, { money, facts, isAwaited }: AskedParts): HanzoError {
  const { resumeWith } = facts;
  const details = { runId };
  const isUnknown = money.uncertainMicros > 0 && isAwaited !== true;
  // Of its own accord only what cost nothing is asked anew.
  const isPaid = money.costMicros > 0 && isAwaited !== true;
  const again = isPaid ? `${resumeWith} --again` : resumeWith;
  const unknown = isUnknown ? ' Nobody knows what the call cost: it counts in full.' : '';
  const mendFor = (code: ErrorCode): string => {
    const mend = mendOfFault(code, again, facts);
    return isUnknown ? `${mend}. It may be paid twice` : mend;
  };
  // Its own time was over: a person who ends it gets no result.
  if (outcome.state === 'cancelled')
    return new HanzoError('TIMED_OUT', `The time of --timeout passed before there was an answer.${unknown}`, {
      details,
      mend: mendFor('TIMED_OUT'),
    });
  const end = outcome.attempts.at(-1)?.end;
  if (end?.kind === 'error')
    return new HanzoError(end.code, `${sentence(end.message)}${unknown}`, { details, mend: mendFor(end.code) });
  // Nobody took it: why stands in the outcome alone.
  const reason = outcome.state === 'undone' ? outcome.reason : 'Nobody was asked.';
  return new HanzoError('API_FAILED', reason, { details, mend: 'Name another model, or send less: --context-tokens.' });
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function toldAnswer({ text, finish, who, usage }: Answer): NonNullable<Asked['answer']> {
  return {
    text,
    finish: finish === 'stop' ? 'stop' : 'length',
    ...whoAnswered(who),
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
  };
}

function whoAnswered(who: Answer['who']): { readonly servedModel: string; readonly endpoint: string } {
  switch (who.kind) {
    case 'api':
      return { servedModel: who.servedModel, endpoint: who.endpoint };
    case 'worker':
      return { servedModel: who.model, endpoint: who.node };
    case 'local':
      return { servedModel: who.model, endpoint: 'this machine' };
    default:
      return { servedModel: '', endpoint: 'this machine' };
  }
}
