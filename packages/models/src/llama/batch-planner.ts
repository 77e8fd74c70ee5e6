import type { BatchItem, EvaluationPriority, PrioritizedBatchItem } from 'node-llama-cpp';

/** Most prompt tokens in a batch while other sequences decode: more would freeze their text for seconds. */
const PREFILL_CAP = 128;

/**
 * How often in a row a batch may be held back. The sequences re-queue within a few dozen microtasks; the limit only makes
 * sure that a sequence which does not come back (a fault of ours) costs a smaller batch and not a spinning process.
 */
const MAX_HOLDS = 500;

/**
 * Decides what enters the next batch.
 *
 * node-llama-cpp starts each decode before the last sequence has queued its next token, so batches hold N-1 of N, and
 * llama.cpp joins only consecutive, increasing sequence ids. Both together cost 15-30 % of the tokens per second at 2-8
 * sequences. So: hold until every decoding sequence has queued, and put items in the order of their sequences.
 *
 * A batch item does not say whose it is; the evaluation priority, which only this strategy reads, carries the slot.
 */
export class BatchPlanner {
  readonly #decoding = new Set<number>();
  #holds = 0;
  #pauses = 0;
  #resumed = Promise.withResolvers<void>();

  /** Called with each batch, for tests and measurements. */
  onBatch:
    | ((batch: { readonly decoding: number; readonly prefill: number; readonly tokens: number }) => void)
    | undefined;

  /** The tag for a slot's evaluations. */
  static tag(slot: number): EvaluationPriority {
    return (slot + 1) as EvaluationPriority;
  }

  /** From now on the slot queues one token after the other, without pauses. */
  startDecoding(slot: number): void {
    this.#decoding.add(slot);
  }

  /**
   * Runs work that needs the context for itself, such as forgetting tokens. node-llama-cpp keeps the context locked while
   * anything is queued, so a new job would wait until everybody else is done; this makes the others pause for a batch.
   */
  async exclusive(work: () => Promise<void>): Promise<void> {
    this.#pauses += 1;
    try {
      await work();
    } finally {
      this.#pauses -= 1;
      if (this.#pauses === 0) {
        this.#resumed.resolve();
        this.#resumed = Promise.withResolvers<void>();
      }
    }
  }

  /** To be awaited before queueing, while somebody has the context for itself. Undefined most of the time. */
  get paused(): Promise<void> | undefined {
    return this.#pauses > 0 ? this.#resumed.promise : undefined;
  }

  /** Must be called as soon as the slot will not queue again: everybody else waits for it. */
  stopDecoding(slot: number): void {
    this.#decoding.delete(slot);
  }

  /** Goes into `createContext({ batching: { itemPrioritizationStrategy } })`. */
  readonly strategy = ({ items, size }: { items: readonly BatchItem[]; size: number }): PrioritizedBatchItem[] => {
    const ordered = items.toSorted((a, b) => a.evaluationPriority - b.evaluationPriority);
    const decoders = ordered.filter((item) => this.#decoding.has(item.evaluationPriority - 1));
    if (decoders.length < this.#decoding.size && this.#holds < MAX_HOLDS) {
      this.#holds += 1;
      return [];
    }
    this.#holds = 0;
    return this.#plan(ordered, decoders.length, size);
  };

  #plan(ordered: readonly BatchItem[], decoders: number, size: number): PrioritizedBatchItem[] {
    let prefillItems = ordered.length - decoders;
    let prefillLeft = decoders > 0 ? Math.min(PREFILL_CAP, size - decoders) : size;
    let tokens = 0;
    const plan: PrioritizedBatchItem[] = [];
    for (const item of ordered) {
      let processAmount = 1;
      if (!this.#decoding.has(item.evaluationPriority - 1)) {
        processAmount = Math.min(item.tokens.length, Math.ceil(prefillLeft / prefillItems));
        prefillItems -= 1;
        prefillLeft -= processAmount;
        if (processAmount === 0) continue;
      }
      tokens += processAmount;
      plan.push({ item, processAmount });
    }
    this.onBatch?.({ decoding: decoders, prefill: plan.length - decoders, tokens });
    return plan;
  }
}
