import { createHash } from 'node:crypto';
import {
  HanzoError,
  toHanzoError,
  type ApiGeneration,
  type ApiRequest,
  type BatchApi,
  type Clock,
} from '@hanzo/contracts';
import type { Hold } from '@hanzo/ledger';
import { restated } from '../call-fault.ts';
import type { HeldOptions, MeteredProvider } from '../metered-model.ts';
import type { PaidListener } from '../paid-event.ts';
import type { BatchBook, BatchEntry, BatchRecord } from './batch-book.ts';
import { RunningBatch } from './running-batch.ts';

export interface BatchingParts {
  readonly api: BatchApi;
  /** The endpoint's host. */
  readonly endpoint: string;
  readonly model: string;
  readonly book: BatchBook;
  readonly clock: Clock;
  readonly tell: PaidListener;
}

/** When no further request comes for so long, those that came are sent. Milliseconds. */
const SILENCE_MS = 2_000;

interface Collected {
  readonly entry: BatchEntry;
  readonly request: ApiRequest;
  readonly signal: AbortSignal;
  readonly submitted: PromiseWithResolvers<RunningBatch>;
}

/**
 * Makes batches of single requests to one model: collects them until there is silence, sends them together, and gives each
 * caller its own answer, hours later.
 */
export class BatchingProvider implements MeteredProvider {
  readonly name: string;
  readonly #parts: BatchingParts;
  /** By the hold of one of their requests: batches that an earlier process waited for. */
  readonly #earlier = new Map<string, { readonly batch: RunningBatch; readonly entry: BatchEntry }>();
  #collected: Collected[] = [];
  #silence: AbortController | undefined;
  #count = 0;

  constructor(parts: BatchingParts) {
    this.name = parts.endpoint;
    this.#parts = parts;
    for (const record of parts.book.list()) if (this.#isMine(record)) this.#takeUp(record);
  }

  /** The hold of this very request in a batch that an earlier process of the run waited for. */
  earlier(taskId: string, request: ApiRequest): Hold | undefined {
    const hash = hashOf(request);
    const found = [...this.#earlier.values()].find(
      ({ entry }) => entry.hold.taskId === taskId && entry.requestHash === hash,
    );
    return found?.entry.hold;
  }

  async generate(request: ApiRequest, options: HeldOptions): Promise<ApiGeneration> {
    const { hold, signal, onText } = options;
    if (hold === undefined) throw new HanzoError('INTERNAL', 'A request of a batch must be paid for.');
    const earlier = this.#earlier.get(hold.id);
    this.#earlier.delete(hold.id);
    const entry = earlier?.entry ?? { itemId: this.#nextId(), requestHash: hashOf(request), hold };
    const batch = earlier?.batch ?? (await this.#collect({ entry, request, signal }));
    const generation = await batch.answer(entry.itemId, signal);
    onText?.(generation.text);
    return generation;
  }

  #isMine({ endpoint, model }: BatchRecord): boolean {
    return endpoint === this.#parts.endpoint && model === this.#parts.model;
  }

  #takeUp(record: BatchRecord): void {
    const batch = this.#follow(record);
    for (const entry of record.entries) this.#earlier.set(entry.hold.id, { batch, entry });
    this.#tell(record, 'taken-up', 'is waited for again, and not paid twice');
  }

  #nextId(): string {
    this.#count += 1;
    return `item-${this.#count}`;
  }

  async #collect(item: Omit<Collected, 'submitted'>): Promise<RunningBatch> {
    const collected: Collected = { ...item, submitted: Promise.withResolvers() };
    const onAbort = (): void => this.#withdraw(collected);
    item.signal.addEventListener('abort', onAbort, { once: true });
    try {
      this.#collected.push(collected);
      if (this.#collected.length >= this.#parts.api.maxItems) this.#send();
      else this.#waitForSilence();
      if (item.signal.aborted) onAbort();
      return await collected.submitted.promise;
    } finally {
      item.signal.removeEventListener('abort', onAbort);
    }
  }

  /** It has not left yet, and costs nothing. */
  #withdraw(collected: Collected): void {
    const place = this.#collected.indexOf(collected);
    if (place < 0) return;
    this.#collected.splice(place, 1);
    const reason = toHanzoError(collected.signal.reason);
    collected.submitted.reject(restated(reason, { details: { charged: 'no' } }));
  }

  #waitForSilence(): void {
    this.#silence?.abort();
    const silence = new AbortController();
    this.#silence = silence;
    this.#parts.clock.sleep(SILENCE_MS, silence.signal).then(
      () => this.#send(),
      () => undefined,
    );
  }

  #send(): void {
    this.#silence?.abort();
    const items = this.#collected;
    this.#collected = [];
    if (items.length === 0) return;
    this.#submit(items).then(
      (batch) => {
        for (const { submitted } of items) submitted.resolve(batch);
      },
      (error: unknown) => {
        for (const { submitted } of items) submitted.reject(error);
      },
    );
  }

  async #submit(items: readonly Collected[]): Promise<RunningBatch> {
    const { api, endpoint, model, book, clock } = this.#parts;
    const requests = items.map(({ entry, request }) => ({ id: entry.itemId, request }));
    // Once it leaves, nobody can say that it did not: aborts are heard when the batch has its name.
    const batchId = await api.submit(requests, new AbortController().signal);
    const entries = items.map(({ entry }) => entry);
    const record: BatchRecord = { batchId, endpoint, model, submittedAt: clock.now(), entries };
    book.add(record);
    this.#tell(record, 'submitted', 'is under way, up to 24 h');
    return this.#follow(record);
  }

  #follow(record: BatchRecord): RunningBatch {
    const { api, book, clock, tell } = this.#parts;
    return new RunningBatch({ api, book, record, clock, tell });
  }

  #tell({ batchId, endpoint, model, entries }: BatchRecord, state: 'submitted' | 'taken-up', how: string): void {
    const total = entries.length;
    const why = `batch ${batchId} of ${total} at ${endpoint} ${how}`;
    this.#parts.tell({ kind: 'api-batch', batchId, endpoint, model, state, ended: 0, total, why });
  }
}

function hashOf(request: ApiRequest): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('hex');
}
