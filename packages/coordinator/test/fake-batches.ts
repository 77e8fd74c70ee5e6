import type { ApiModelCard, BatchApi, BatchItem, BatchResult, BatchState, HanzoError } from '@hanzo/contracts';
import { METERED_CARD } from '../../../test/support/metered-card.ts';
import { generationOf } from '../../../test/support/scripted-api.ts';

/** It costs half in a batch. */
export const CARD: ApiModelCard = {
  ...METERED_CARD,
  tierPrices: { batch: { inputMicros: 500_000, cachedInputMicros: 50_000, outputMicros: 5_000_000 } },
};
/** 2 bytes, 64 tokens of envelope, 100 of answer, at half the price. */
export const WORST = 33 + 500;

/** A provider of batches that does what a test says. */
export class FakeBatches implements BatchApi {
  readonly maxItems = 3;
  readonly submitted: (readonly BatchItem[])[] = [];
  readonly cancelled: string[] = [];
  /** How many items each try to submit had. */
  readonly tries: number[] = [];
  looks = 0;
  /** The items that are done; undefined: all, and the batch has ended. */
  done: ((item: BatchItem) => BatchResult) | undefined;
  refuse: HanzoError | undefined;
  /** Why looks fail. */
  unseen: HanzoError | undefined;
  /** Submitting takes until then. */
  gate: Promise<void> | undefined;

  async submit(items: readonly BatchItem[], signal: AbortSignal): Promise<string> {
    this.tries.push(items.length);
    if (this.refuse !== undefined) throw this.refuse;
    await Promise.race([this.gate, abortOf(signal)]);
    this.submitted.push(items);
    return `batch-${this.submitted.length}`;
  }

  async look(batchId: string): Promise<BatchState> {
    this.looks += 1;
    if (this.unseen !== undefined) throw this.unseen;
    const items = this.submitted[Number(batchId.slice('batch-'.length)) - 1] ?? [];
    const { done } = this;
    if (done === undefined) return { kind: 'working', ended: 1, total: items.length };
    return { kind: 'ended', results: new Map(items.map((item) => [item.id, done(item)])) };
  }

  async cancel(batchId: string): Promise<void> {
    this.cancelled.push(batchId);
  }
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

export function answered({ request }: BatchItem): BatchResult {
  return { kind: 'done', generation: generationOf({ text: `to ${request.prompt}` }, request) };
}
