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
import type { PaidEvent, PaidListener } from '../paid-event.ts';
import { ProviderHealth } from '../provider-health.ts';
import { requestHash } from '../request-hash.ts';
import type { BatchBook, BatchEntry, BatchRecord } from './batch-book.ts';
import { patientSignal } from './patient-signal.ts';
import { RunningBatch } from './running-batch.ts';

export interface BatchingParts {
  readonly api: BatchApi;
  /** The endpoint's host. */
  readonly endpoint: string;
  readonly model: string;
  readonly book: BatchBook;
  readonly clock: Clock;
  readonly tell: PaidListener;
  /** Hears of each batch once, however many requests are in it. @default its own */
  readonly health?: ProviderHealth | undefined;
  /** How many requests wait for room in the budget meanwhile. @default none */
  readonly waiting?: (() => number) | undefined;
}

/** When no further request comes for so long, those that came are sent. Milliseconds. */
const SILENCE_MS = 2_000;
/** How long a batch that nobody wants any more may take to be sent. Milliseconds. */
const GRACE_MS = 20_000;

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
  readonly #earlier = new Map<string, Earlier>();
  /** By batch: what has its answer while the ledger does not know yet, and what it knows of. */
  readonly #delivered = new Map<string, { readonly open: Map<string, string>; readonly done: string[] }>();
  /** Batches of which it is said that they are taken up, or that they are not. */
  readonly #told = new Set<string>();
  readonly #health: ProviderHealth;
  #collected: Collected[] = [];
  #silence: AbortController | undefined;
  #count = 0;

  constructor(parts: BatchingParts) {
    this.name = parts.endpoint;
    this.#parts = parts;
    this.#health = parts.health ?? new ProviderHealth(parts.clock);
    for (const record of parts.book.list()) if (this.#isMine(record)) this.#takeUp(record);
  }

  /** The hold of this very request in a batch that an earlier process of the run waited for. */
  earlier(taskId: string, request: ApiRequest): Hold | undefined {
    const hash = requestHash(request);
    const ofTask = [...this.#earlier.values()].filter(({ entry }) => entry.hold.taskId === taskId);
    const found = ofTask.find(({ entry }) => entry.requestHash === hash);
    const [other] = ofTask;
    if (found === undefined && other !== undefined)
      this.#tellOnce(
        other.record,
        'outdated',
        'was asked with other flags or files: its tasks are asked and paid anew',
      );
    return found?.entry.hold;
  }

  /** Only now the answer cannot get lost with this process. */
  settled({ id }: Hold): void {
    for (const [batchId, { open, done }] of this.#delivered) {
      const itemId = open.get(id);
      if (itemId === undefined) continue;
      open.delete(id);
      done.push(itemId);
      if (open.size > 0) return;
      this.#delivered.delete(batchId);
      this.#forget(batchId, done);
      return;
    }
  }

  /** Whoever takes the run up finds out once more. What was paid for is not lost for a full disk. */
  #forget(batchId: string, itemIds: readonly string[]): void {
    try {
      this.#parts.book.forget(batchId, itemIds);
    } catch {
      // It stays in the book.
    }
  }

  async generate(request: ApiRequest, options: HeldOptions): Promise<ApiGeneration> {
    const { hold, signal, onText } = options;
    if (hold === undefined) throw new HanzoError('INTERNAL', 'A request of a batch must be paid for.');
    const earlier = this.#earlier.get(hold.id);
    this.#earlier.delete(hold.id);
    if (earlier !== undefined) this.#tellOnce(earlier.record, 'taken-up', 'is waited for again, and not paid twice');
    const entry = earlier?.entry ?? { itemId: this.#nextId(), requestHash: requestHash(request), hold };
    const batch = earlier?.batch ?? (await this.#collect({ entry, request, signal }));
    try {
      const generation = await batch.answer(entry.itemId, signal);
      onText?.(generation.text);
      return generation;
    } finally {
      if (batch.hasEnded) this.#deliveredOf(batch.id).open.set(hold.id, entry.itemId);
    }
  }

  #deliveredOf(batchId: string): { readonly open: Map<string, string>; readonly done: string[] } {
    const known = this.#delivered.get(batchId) ?? { open: new Map<string, string>(), done: [] };
    this.#delivered.set(batchId, known);
    return known;
  }

  #isMine({ endpoint, model }: BatchRecord): boolean {
    return endpoint === this.#parts.endpoint && model === this.#parts.model;
  }

  #takeUp(record: BatchRecord): void {
    const batch = this.#follow(record);
    for (const entry of record.entries) this.#earlier.set(entry.hold.id, { batch, entry, record });
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
    const { endpoint, model, book, clock } = this.#parts;
    const entries = items.map(({ entry }) => entry);
    const batchId = await this.#sent(items);
    const record: BatchRecord = { batchId, endpoint, model, submittedAt: clock.now(), entries };
    try {
      book.add(record);
      this.#tell(record, 'submitted', 'is under way, up to 24 h');
    } catch (thrown) {
      // It costs money by now, and is waited for all the same.
      const why = toHanzoError(thrown).message;
      this.#tell(record, 'submitted', `is under way, but cannot be noted (${why}): without this process it is lost`);
    }
    return this.#follow(record);
  }

  /** One try for all of them, and one for the breaker. Resolves to the id of the batch. */
  async #sent(items: readonly Collected[]): Promise<string> {
    const { api, endpoint, model, clock, tell } = this.#parts;
    const admission = this.#health.admit(endpoint);
    const requests = items.map(({ entry, request }) => ({ id: entry.itemId, request }));
    const say = (state: 'sending' | 'cancelled', why: string): void =>
      tell({ kind: 'api-batch', batchId: '', endpoint, model, state, ended: 0, total: items.length, why });
    const others = this.#parts.waiting?.() ?? 0;
    const rest =
      others === 0 ? '' : `: the budget fits no more at a time, and ${others} more wait until it is answered`;
    say('sending', `sending a batch of ${items.length} to ${endpoint}${rest}`);
    // Once it leaves, nobody can say that it did not: aborts are heard when the batch has its name, or not for long.
    const signals = items.map(({ signal }) => signal);
    const onGrace = (): void =>
      say(
        'sending',
        `${endpoint} has not said yet whether it has the batch of ${items.length}: waiting for up to 20 s`,
      );
    using patience = patientSignal(signals, GRACE_MS, clock, onGrace);
    try {
      const batchId = await api.submit(requests, patience.signal);
      admission.succeeded();
      return batchId;
    } catch (thrown) {
      if (!patience.signal.aborted) {
        const error = toHanzoError(thrown);
        admission.failed(error);
        throw error;
      }
      admission.ended();
      const what = `${endpoint} did not say in 20 s whether it has the batch of ${items.length}: charged in full`;
      say('cancelled', what);
      const reason = toHanzoError(items[0]?.signal.reason);
      throw restated(reason, { message: `${reason.message} ${what}.`, details: { charged: 'unknown' } });
    }
  }

  #follow(record: BatchRecord): RunningBatch {
    const { api, clock, tell } = this.#parts;
    return new RunningBatch({ api, record, clock, tell });
  }

  #tellOnce(record: BatchRecord, state: 'taken-up' | 'outdated', how: string): void {
    const name = `${record.batchId} ${state}`;
    if (this.#told.has(name)) return;
    this.#told.add(name);
    this.#tell(record, state, how);
  }

  #tell({ batchId, endpoint, model, entries }: BatchRecord, state: PaidBatchState, how: string): void {
    const total = entries.length;
    const why = `batch ${batchId} of ${total} at ${endpoint} ${how}`;
    this.#parts.tell({ kind: 'api-batch', batchId, endpoint, model, state, ended: 0, total, why });
  }
}

type PaidBatchState = Extract<PaidEvent, { kind: 'api-batch' }>['state'];

/** A request that an earlier process had sent. */
interface Earlier {
  readonly batch: RunningBatch;
  readonly record: BatchRecord;
  readonly entry: BatchEntry;
}
