import { HanzoError, toHanzoError, type ErrorCode } from '@hanzo/contracts';
import { estimateTokens } from '@hanzo/tools';
import type { Asked } from '../ask/asker.ts';
import type { Delegation, OpenQuestion } from '../folder/delegation.ts';
import { DELEGATION_SYSTEM } from '../request/system.ts';
import { renderResult } from '../result/render-result.ts';
import type { FlowParts, ResultOnDisk } from './flow-parts.ts';
import { resultOf, type ModelQuestion } from './result-of.ts';

/** A question, and what is known of it. */
export interface QuestionToAsk extends ModelQuestion {
  /** Byte for byte as it is sent. */
  readonly prompt: string;
  /** An earlier process asked it, and its end is not known. */
  readonly earlier?: OpenQuestion | undefined;
}

/** What came of it; `refusal`: nobody could be asked at all. */
export interface ModelAnswer extends ResultOnDisk {
  readonly refusal?: HanzoError | undefined;
}

/** Whoever takes the delegation up again may still get an answer: these are no result. */
const NO_END: ReadonlySet<ErrorCode> = new Set(['CANCELLED', 'RUN_BUSY', 'TAKEN_OVER']);
/** Thrown by what is broken here, which says nothing of the model. */
const BROKEN: ReadonlySet<ErrorCode> = new Set([...NO_END, 'INTERNAL', 'DISK_FULL', 'STORE_UNUSABLE']);
/** Told as an answer, too: nothing was sent. */
const NOT_ASKED: ReadonlySet<ErrorCode> = new Set([
  'CREDENTIALS_MISSING',
  'CREDENTIALS_REJECTED',
  'BUDGET_EXCEEDED',
  'BUDGET_BUSY',
  'USAGE',
]);

/** A question whose answer is still to be had: no result of it is kept, and it stays open. */
export class LeftOpen {
  readonly error: HanzoError;

  constructor(error: HanzoError) {
    this.error = error;
  }
}

type KeepingParts = Pick<FlowParts, 'clock' | 'commandFlags' | 'delegations' | 'onEvent'>;

/**
 * Asks one model once and keeps what comes of it, whatever that is: also when it was cancelled meanwhile.
 *
 * Rejects with the signal's reason and with faults of our own; then the question stays open.
 */
export async function askModel(
  delegation: Delegation,
  question: QuestionToAsk,
  parts: KeepingParts & Pick<FlowParts, 'asker' | 'signal'>,
): Promise<ModelAnswer | LeftOpen> {
  const { clock, onEvent, signal } = parts;
  signal.throwIfAborted();
  const { model, round, prompt, earlier } = question;
  const askedAt = earlier?.askedAt ?? clock.now();
  onEvent({ kind: 'asking', model, round, tokens: estimateTokens(DELEGATION_SYSTEM + prompt) });
  const { refusal, ...asked } = await askedOrRefused(delegation, question, parts);
  if (asked.answer === undefined) {
    throwIfOpen(asked.error, signal);
    if (asked.isOpen === true && asked.error !== undefined) {
      onEvent({ kind: 'left-open', model, round, error: asked.error });
      return new LeftOpen(asked.error);
    }
  }
  return { ...(await keepAnswer(delegation, { ...question, askedAt }, asked, parts)), refusal };
}

/** @param question `askedAt` in milliseconds since the epoch */
export async function keepAnswer(
  delegation: Delegation,
  { askedAt, ...question }: ModelQuestion & { readonly askedAt: number },
  asked: Asked,
  { clock, commandFlags, delegations, onEvent }: KeepingParts,
): Promise<ResultOnDisk> {
  const result = resultOf(delegation, question, asked, { askedAt, answeredAt: clock.now() });
  const kept = await delegations.keepResult(result, renderResult(result, commandFlags));
  onEvent({ kind: 'result', result, kept });
  return { result, kept };
}

async function askedOrRefused(
  { id, issue }: Delegation,
  { model, round, request, prompt, earlier }: QuestionToAsk,
  { asker, delegations, signal }: Pick<FlowParts, 'asker' | 'delegations' | 'signal'>,
): Promise<Asked & { readonly refusal?: HanzoError | undefined }> {
  let runId = earlier?.runId ?? '';
  const onAccepted = async (ids: { readonly runId: string; readonly taskId: string }): Promise<void> => {
    runId = ids.runId;
    await delegations.noteAsked(id, { model, round, request, ...ids });
  };
  const facts = { model, system: DELEGATION_SYSTEM, prompt, title: issue, onAccepted };
  try {
    const asked = await asker.ask({ ...facts, ...(earlier === undefined ? {} : { earlier: idsOf(earlier) }) }, signal);
    const isRefused = asked.answer === undefined && asked.error !== undefined && NOT_ASKED.has(asked.error.code);
    return { ...asked, refusal: isRefused ? asked.error : undefined };
  } catch (thrown) {
    const error = toHanzoError(thrown);
    if (BROKEN.has(error.code)) throw thrown;
    // What an earlier process asked may have cost something: only its own end is one.
    if (earlier !== undefined) return { runId, answer: undefined, error, costMicros: 0, isOpen: true };
    return { runId, answer: undefined, error, costMicros: 0, refusal: error };
  }
}

function idsOf({ runId, taskId }: OpenQuestion): { readonly runId: string; readonly taskId: string } {
  return { runId, taskId };
}

function throwIfOpen(error: HanzoError | undefined, signal: AbortSignal): void {
  signal.throwIfAborted();
  if (error !== undefined && NO_END.has(error.code)) throw error;
}
