import type { Hold } from '@hanzo/ledger';
import { forgetRunFile, RunFile } from '../run-file.ts';

/** One request of a batch that has not been answered yet. */
export interface BatchEntry {
  /** Within the batch. */
  readonly itemId: string;
  /** Of the request, so that another one never gets its answer. Hex. */
  readonly requestHash: string;
  /** What it is paid from. */
  readonly hold: Hold;
}

/** A batch that a provider works on. */
export interface BatchRecord {
  readonly batchId: string;
  readonly endpoint: string;
  readonly model: string;
  /** Milliseconds since the epoch. */
  readonly submittedAt: number;
  readonly entries: readonly BatchEntry[];
}

/** Which batches a run waits for: whoever takes the run up again waits for them too, and pays nothing twice. */
export interface BatchBook {
  list(): readonly BatchRecord[];
  add(batch: BatchRecord): void;
  /** These have been answered. */
  forget(batchId: string, itemIds: readonly string[]): void;
}

/** The run's batches are not waited for any more; what they cost stays as the ledger has it. */
export function forgetBatches(folder: string, runId: string): void {
  forgetRunFile(folder, runId);
}

/** A file per run, on disk before anybody waits for a batch. */
export class BatchFile implements BatchBook {
  readonly #file: RunFile<BatchRecord>;

  /** @param runId a UUID, or another name that a file can have */
  constructor(folder: string, runId: string) {
    this.#file = new RunFile(folder, runId, 'batches');
  }

  list(): readonly BatchRecord[] {
    return this.#file.records;
  }

  add(batch: BatchRecord): void {
    this.#file.write([...this.list(), batch]);
  }

  forget(batchId: string, itemIds: readonly string[]): void {
    const gone = new Set(itemIds);
    const left = this.list().map((batch) =>
      batch.batchId === batchId
        ? { ...batch, entries: batch.entries.filter(({ itemId }) => !gone.has(itemId)) }
        : batch,
    );
    this.#file.write(left.filter(({ entries }) => entries.length > 0));
  }
}
