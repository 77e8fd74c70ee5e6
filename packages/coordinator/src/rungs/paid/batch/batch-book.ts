import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Hold } from '@hanzo/ledger';

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

interface BookFile {
  readonly v: 1;
  readonly batches: readonly BatchRecord[];
}

/** The run's batches are not waited for any more; what they cost stays as the ledger has it. */
export function forgetBatches(folder: string, runId: string): void {
  rmSync(join(folder, `${runId}.json`), { force: true });
}

/** A file per run, written whole or not at all, that only its owner can read. It is there only while batches are. */
export class BatchFile implements BatchBook {
  readonly #folder: string;
  readonly #path: string;
  #batches: readonly BatchRecord[];

  /** @param runId a UUID, or another name that a file can have */
  constructor(folder: string, runId: string) {
    this.#folder = folder;
    this.#path = join(folder, `${runId}.json`);
    this.#batches = read(this.#path);
  }

  list(): readonly BatchRecord[] {
    return this.#batches;
  }

  add(batch: BatchRecord): void {
    this.#write([...this.#batches, batch]);
  }

  forget(batchId: string, itemIds: readonly string[]): void {
    const gone = new Set(itemIds);
    const left = this.#batches.map((batch) =>
      batch.batchId === batchId
        ? { ...batch, entries: batch.entries.filter(({ itemId }) => !gone.has(itemId)) }
        : batch,
    );
    this.#write(left.filter(({ entries }) => entries.length > 0));
  }

  #write(batches: readonly BatchRecord[]): void {
    this.#batches = batches;
    if (batches.length === 0) {
      rmSync(this.#path, { force: true });
      return;
    }
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const draft = `${this.#path}.${process.pid}.tmp`;
    const file = openSync(draft, 'w', 0o600);
    try {
      writeSync(file, JSON.stringify({ v: 1, batches } satisfies BookFile));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, this.#path);
  }
}

/** What cannot be read is no batch: its calls stay charged in full. */
function read(path: string): readonly BatchRecord[] {
  try {
    const file = JSON.parse(readFileSync(path, 'utf8')) as Partial<BookFile>;
    return file.v === 1 && Array.isArray(file.batches) ? file.batches : [];
  } catch {
    return [];
  }
}
