import { HanzoError, toHanzoError, type ApiGeneration, type BackgroundApi, type Clock } from '@hanzo/contracts';
import type { MeteredModel } from '../metered-model.ts';
import type { PaidListener } from '../paid-event.ts';
import type { AnswerBook, AnswerRecord } from './answer-book.ts';
import { RunningAnswer, type RunningAnswerParts } from './running-answer.ts';

export interface LeftAnswerParts {
  readonly api: BackgroundApi;
  readonly book: AnswerBook;
  /** Of the answer. */
  readonly model: MeteredModel;
  readonly clock: Clock;
  readonly tell: PaidListener;
}

/** How long a provider may take to forget an answer. Milliseconds. */
const FORGET_MS = 5_000;

/**
 * Ends an answer that nobody asks for any more, records what it cost, and has its provider forget it.
 *
 * @returns what it is charged with, in micro-dollars; undefined when its provider did not say within 20 s: then it stays
 *   charged in full, and in the book
 */
export async function endLeftAnswer(record: AnswerRecord, parts: LeftAnswerParts): Promise<number | undefined> {
  const { api, clock, model } = parts;
  const { answerId, endpoint, hold, serviceTier } = record;
  const tell: RunningAnswerParts['tell'] = (state, why) =>
    parts.tell({ kind: 'api-background', taskId: hold.taskId, answerId, endpoint, model: record.model, state, why });
  const unwanted = AbortSignal.abort(new HanzoError('CANCELLED', 'Nobody asks for it any more.'));
  const answer = new RunningAnswer({ api, record, request: undefined, clock, tell, isEarlier: true });
  let isKnown = false;
  const read = async (): Promise<ApiGeneration> => {
    const end = await answer.end(unwanted);
    isKnown = true;
    if (end.kind !== 'done') throw end.error;
    return end.generation;
  };
  const micros = await model.conclude(hold, serviceTier, read());
  if (!isKnown) return undefined;
  await forgetAnswer(record, parts);
  return micros;
}

/**
 * Has the provider forget an answer, and then the book.
 *
 * @returns why that could not be done: it stays in the book then
 */
export async function forgetAnswer(
  { answerId }: AnswerRecord,
  { api, book }: Pick<LeftAnswerParts, 'api' | 'book'>,
): Promise<HanzoError | undefined> {
  try {
    await api.forget(answerId, AbortSignal.timeout(FORGET_MS));
  } catch (thrown) {
    return toHanzoError(thrown);
  }
  book.forget(answerId);
  return undefined;
}
