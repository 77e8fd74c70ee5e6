import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { toHanzoError, type Clock, type Logger } from '@hanzo/contracts';
import { inTransaction, isRowFault, openStore, storeFault } from '@hanzo/store';
import type { WorkRecord } from '../work-record.ts';
import { WORK } from './work-schema.ts';

export interface WorkJournalParts {
  /** work.db of the home; several workers may share it. */
  readonly file: string;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface WorkJournalLimits {
  /** @default 100_000 */
  readonly maxRows?: number;
  /** @default 90 days */
  readonly maxAgeMs?: number;
}

/** Remembers what ran here. A disk that is full costs records, never a task. */
export interface WorkJournal extends AsyncDisposable {
  /** Never throws and never waits: it is written a moment later. */
  add(record: WorkRecord, worker: string): void;
  /** Writes what waits, now. */
  flush(): void;
}

const MAX_ROWS = 100_000;
const MAX_AGE_MS = 90 * 86_400_000;
/** Records wait this long for company: one transaction, hence one fsync, for all of them. Milliseconds. */
const BATCH_MS = 1_000;
/** The event loop must go on while another worker writes; what did not work is tried again. Milliseconds. */
const BUSY_MS = 50;
const RETRY_MS = 15_000;
/** Most records that wait for a disk with room; then the oldest are given up. */
const MAX_WAITING = 10_000;
const SQLITE_BUSY = 5;
/** Records between two looks at the limits. */
const PRUNE_EVERY = 500;

/** Starts the journal. The file is opened with the first record, and again after a fault. */
export function openWorkJournal(parts: WorkJournalParts, limits: WorkJournalLimits = {}): WorkJournal {
  return new BatchedJournal(parts, limits);
}

interface Waiting {
  readonly record: WorkRecord;
  readonly worker: string;
  readonly endedAt: number;
}

interface Store {
  readonly db: DatabaseSync;
  readonly insert: StatementSync;
}

class BatchedJournal implements WorkJournal {
  readonly #parts: WorkJournalParts;
  readonly #maxRows: number;
  readonly #maxAgeMs: number;
  readonly #stop = new AbortController();
  #waiting: Waiting[] = [];
  #store: Store | undefined;
  #timer: Promise<void> | undefined;
  #sincePrune = PRUNE_EVERY;
  #givenUp = 0;
  /** Said once until it works again. */
  #complained = false;

  constructor(parts: WorkJournalParts, { maxRows = MAX_ROWS, maxAgeMs = MAX_AGE_MS }: WorkJournalLimits) {
    this.#parts = parts;
    this.#maxRows = maxRows;
    this.#maxAgeMs = maxAgeMs;
  }

  add(record: WorkRecord, worker: string): void {
    this.#waiting.push({ record, worker, endedAt: this.#parts.clock.now() });
    if (this.#waiting.length > MAX_WAITING) {
      this.#waiting.shift();
      this.#givenUp += 1;
    }
    this.#schedule(BATCH_MS);
  }

  flush(): void {
    if (this.#waiting.length === 0) return;
    try {
      this.#store ??= this.#open();
      this.#write(this.#store);
      this.#recover();
    } catch (error) {
      this.#onFault(error);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#timer;
    this.flush();
    // Another worker may have held the file for a moment; there is no later any more.
    if (this.#waiting.length > 0 && this.#store !== undefined) {
      this.#store.db.exec('PRAGMA busy_timeout = 2000');
      this.flush();
    }
    if (this.#waiting.length > 0)
      this.#parts.log.warn('records of the work journal were lost', { records: this.#waiting.length });
    this.#close();
  }

  #schedule(ms: number): void {
    if (this.#timer !== undefined || this.#stop.signal.aborted) return;
    this.#timer = this.#parts.clock.sleep(ms, this.#stop.signal).then(
      () => {
        this.#timer = undefined;
        this.flush();
      },
      () => undefined,
    );
  }

  #open(): Store {
    const db = openStore(this.#parts.file, WORK);
    db.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
    const insert = db.prepare(
      `INSERT INTO work (attempt_id, worker, started_at, ended_at, member_id, member_name, node, peer_id, model, data_class,
         ended_as, input_tokens, cached_input_tokens, output_tokens, queue_ms, duration_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    return { db, insert };
  }

  #write({ db, insert }: Store): void {
    const batch = this.#waiting;
    inTransaction(db, () => {
      for (const waiting of batch) this.#insert(insert, waiting);
      this.#sincePrune += batch.length;
      if (this.#sincePrune >= PRUNE_EVERY) this.#prune(db);
    });
    this.#waiting = [];
  }

  /** A row that breaks a rule of the table is our own fault, and must not hold up the others for ever. */
  #insert(insert: StatementSync, waiting: Waiting): void {
    try {
      insert.run(...columnsOf(waiting));
    } catch (error) {
      if (!isRowFault(error)) throw error;
      const { attemptId } = waiting.record;
      this.#parts.log.warn('the work journal refused a record', { attemptId, reason: toHanzoError(error).message });
    }
  }

  #prune(db: DatabaseSync): void {
    db.prepare('DELETE FROM work WHERE ended_at < ?').run(this.#parts.clock.now() - this.#maxAgeMs);
    db.prepare('DELETE FROM work WHERE id <= (SELECT id FROM work ORDER BY id DESC LIMIT 1 OFFSET ?)').run(
      this.#maxRows,
    );
    this.#sincePrune = 0;
  }

  #recover(): void {
    const { log } = this.#parts;
    if (this.#complained) log.info('the work journal works again', { lost: this.#givenUp });
    this.#complained = false;
    this.#givenUp = 0;
  }

  #onFault(thrown: unknown): void {
    if (isBusy(thrown)) {
      this.#schedule(BATCH_MS);
      return;
    }
    const error = storeFault(thrown, this.#parts.file, WORK);
    if (!this.#complained) this.#parts.log.warn(error.message, { mend: error.mend });
    this.#complained = true;
    // A file that went bad is opened anew, so that the fault can be mended without a restart.
    this.#close();
    this.#schedule(RETRY_MS);
  }

  #close(): void {
    try {
      this.#store?.db.close();
    } catch {
      // What could be written has been.
    }
    this.#store = undefined;
  }
}

/** Another worker writes at this moment. */
function isBusy(thrown: unknown): boolean {
  const code: unknown = thrown instanceof Error && 'errcode' in thrown ? thrown.errcode : undefined;
  return typeof code === 'number' && (code & 0xff) === SQLITE_BUSY;
}

function columnsOf({ record, worker, endedAt }: Waiting): (string | number)[] {
  return [
    record.attemptId,
    worker,
    Math.round(record.startedAt),
    Math.round(endedAt),
    record.memberId,
    record.memberName,
    record.coordinatorNode,
    record.coordinatorPeerId,
    record.model,
    record.dataClass,
    record.end,
    record.inputTokens,
    record.cachedInputTokens,
    record.outputTokens,
    Math.round(record.queueMs),
    Math.round(record.durationMs),
  ];
}
