import type { BatchApi, Clock } from '@hanzo/contracts';
import type { MeteredModel } from '../metered-model.ts';
import type { PaidListener } from '../paid-event.ts';
import type { BatchBook, BatchRecord } from './batch-book.ts';
import { RunningBatch } from './running-batch.ts';

export interface LeftBatchParts {
  readonly api: BatchApi;
  readonly book: BatchBook;
  /** Of the batch. */
  readonly model: MeteredModel;
  readonly clock: Clock;
  readonly tell: PaidListener;
}

/**
 * Ends a batch whose answers nobody asks for any more: what was not done is not paid, and what was is recorded.
 *
 * @returns what it is charged with, in micro-dollars; undefined when its provider did not say within 20 s: then it stays
 *   charged in full, and in the book
 */
export async function endLeftBatch(record: BatchRecord, parts: LeftBatchParts): Promise<number | undefined> {
  const { book, model } = parts;
  const batch = new RunningBatch({ ...parts, record });
  const unwanted = AbortSignal.abort();
  const charges = await Promise.all(
    record.entries.map(({ hold, itemId }) => model.conclude(hold, 'batch', batch.answer(itemId, unwanted))),
  );
  if (!batch.hasEnded) return undefined;
  book.forget(
    record.batchId,
    record.entries.map(({ itemId }) => itemId),
  );
  return charges.reduce((sum, micros) => sum + micros, 0);
}
