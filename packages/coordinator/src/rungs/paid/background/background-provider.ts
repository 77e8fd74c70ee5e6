import {
  HanzoError,
  toHanzoError,
  type ApiGeneration,
  type ApiProvider,
  type ApiRequest,
  type BackgroundApi,
  type BackgroundStart,
  type Clock,
} from '@hanzo/contracts';
import type { Hold } from '@hanzo/ledger';
import { patientSignal } from '../batch/patient-signal.ts';
import { restated } from '../call-fault.ts';
import type { HeldOptions, MeteredProvider } from '../metered-model.ts';
import type { BackgroundStage, PaidListener } from '../paid-event.ts';
import { requestHash } from '../request-hash.ts';
import { isAwaited, type AnswerBook, type AnswerRecord } from './answer-book.ts';
import { RunningAnswer, type AnswerEnd } from './running-answer.ts';

export interface BackgroundParts {
  readonly api: BackgroundApi;
  /** Asked as always, where the endpoint has no background. */
  readonly plain: ApiProvider;
  /** The endpoint's host. */
  readonly endpoint: string;
  readonly model: string;
  readonly book: AnswerBook;
  readonly clock: Clock;
  readonly tell: PaidListener;
  /** False: what an earlier process asked for is taken up, and everything else is asked as always. @default true */
  readonly asks?: boolean | undefined;
  /**
   * True: a task is one question, whose answer under way is taken whatever words and flags it would be asked with now. @default
   * only the very same request takes it
   */
  readonly takesAny?: boolean | undefined;
}

/** How long an answer that nobody wants any more may take to be given its name. Milliseconds. */
const GRACE_MS = 5_000;

/**
 * Asks for answers that outlive this process: the name of each is on disk before anybody waits for it, so that a later process
 * with the same task and the same request waits for it too, and pays nothing twice.
 */
export class BackgroundProvider implements MeteredProvider {
  readonly name: string;
  readonly namesTier: boolean;
  readonly #parts: BackgroundParts;
  /** By hold: answers that an earlier process waited for, or that this one has lost sight of. */
  readonly #earlier: Map<string, AnswerRecord>;
  /** By hold: how those ended that the ledger does not know of yet. */
  readonly #ended = new Map<string, { readonly answerId: string; readonly kind: AnswerEnd['kind'] }>();
  /** The endpoint has no background, or nobody wants it. */
  #isPlain: boolean;

  constructor(parts: BackgroundParts) {
    this.name = parts.endpoint;
    this.namesTier = parts.plain.namesTier ?? false;
    this.#parts = parts;
    this.#isPlain = parts.asks === false;
    const { endpoint, model, book } = parts;
    const mine = book.list().filter((record) => record.endpoint === endpoint && record.model === model);
    this.#earlier = new Map(mine.filter(isAwaited).map((record) => [record.hold.id, record]));
  }

  /** The hold of this very request, or of this task, whose answer is still to be had. */
  earlier(taskId: string, request: ApiRequest): Hold | undefined {
    const hash = requestHash(request);
    const ofTask = [...this.#earlier.values()].filter(({ hold }) => hold.taskId === taskId);
    const same = ofTask.findLast((record) => record.requestHash === hash);
    const found = same ?? (this.#parts.takesAny === true ? ofTask.at(-1) : undefined);
    if (found !== undefined) return found.hold;
    for (const record of ofTask.filter(({ end }) => end === undefined)) this.#leave(record);
    return undefined;
  }

  /** Only now nobody has to find out any more what it costs. */
  settled({ id }: Hold): void {
    const ended = this.#ended.get(id);
    if (ended === undefined) return;
    this.#ended.delete(id);
    const { answerId, kind } = ended;
    const { book } = this.#parts;
    try {
      if (kind === 'gone') book.forget(answerId);
      else book.mark(answerId, kind === 'done' ? 'answered' : 'failed');
    } catch {
      // Whoever takes it up finds out once more how it ended. What was paid for is not lost for a full disk.
    }
  }

  async generate(request: ApiRequest, options: HeldOptions): Promise<ApiGeneration> {
    const { hold, onText } = options;
    if (hold === undefined) throw new HanzoError('INTERNAL', 'An answer in the background must be paid for.');
    const earlier = this.#earlier.get(hold.id);
    this.#earlier.delete(hold.id);
    if (earlier !== undefined) {
      this.#tell(earlier, 'taken-up', 'is waited for again, and not paid twice');
      return await this.#follow(earlier, request, options, true);
    }
    if (this.#isPlain) return await this.#parts.plain.generate(request, options);
    const start = await this.#begun(request, hold, options.signal);
    switch (start.kind) {
      case 'begun': {
        const record = this.#recordOf(start.answerId, request, hold);
        this.#note(record);
        return await this.#follow(record, request, options, false);
      }
      case 'answered':
        this.#isPlain = true;
        this.#keep(start.answerId, request, hold);
        onText?.(start.generation.text);
        return start.generation;
      case 'unsupported':
        this.#isPlain = true;
        this.#say(hold.taskId, 'unsupported', `${this.name} has no background: it is asked as always`);
        if (options.signal.aborted) throw neverAsked(options.signal);
        return await this.#parts.plain.generate(request, options);
    }
  }

  /** Once it leaves, nobody can say that it did not: aborts are heard when the answer has its name, or not for long. */
  async #begun(request: ApiRequest, { taskId }: Hold, signal: AbortSignal): Promise<BackgroundStart> {
    const { api, clock, endpoint } = this.#parts;
    const onGrace = (): void =>
      this.#say(taskId, 'cancelled', `${endpoint} has not said yet what its answer is called: waiting for up to 5 s`);
    using patience = patientSignal([signal], GRACE_MS, clock, onGrace);
    try {
      return await api.begin(request, patience.signal);
    } catch (thrown) {
      if (!signal.aborted) throw thrown;
      const { details } = toHanzoError(thrown);
      throw restated(toHanzoError(signal.reason), { details: { charged: 'unknown', ...details } });
    }
  }

  async #follow(
    record: AnswerRecord,
    request: ApiRequest,
    { signal, onText, onAlive }: HeldOptions,
    isEarlier: boolean,
  ): Promise<ApiGeneration> {
    const { api, clock } = this.#parts;
    const { answerId, hold } = record;
    const tell = (state: BackgroundStage, why: string): void => this.#say(hold.taskId, state, why, answerId);
    const answer = new RunningAnswer({ api, record, request, clock, tell, isEarlier });
    const since = clock.elapsed();
    let end: AnswerEnd;
    try {
      end = await answer.end(signal, onAlive);
    } catch (thrown) {
      // Another try of this process asks for the same answer, not for another one.
      this.#earlier.set(hold.id, record);
      throw thrown;
    }
    this.#ended.set(hold.id, { answerId, kind: end.kind });
    if (end.kind !== 'done') throw end.error;
    onText?.(end.generation.text);
    return waitedFor(end.generation, clock.elapsed() - since);
  }

  #recordOf(answerId: string, request: ApiRequest, hold: Hold): AnswerRecord {
    const { endpoint, model, clock } = this.#parts;
    const { serviceTier = 'standard' } = request;
    return {
      answerId,
      endpoint,
      model,
      serviceTier,
      requestHash: requestHash(request),
      hold,
      begunAt: clock.now(),
    };
  }

  /** It is under way and costs money by now: what keeps it from being noted does not keep it from being waited for. */
  #note(record: AnswerRecord): void {
    try {
      this.#parts.book.add(record);
      this.#tell(record, 'begun', 'is under way, also without this process');
    } catch (thrown) {
      const why = toHanzoError(thrown).message;
      this.#tell(record, 'unnoted', `is under way, but cannot be noted (${why}): without this process it is lost`);
    }
  }

  /** The endpoint may have kept it, as it was asked to: it is told to forget it. */
  #keep(answerId: string | undefined, request: ApiRequest, hold: Hold): void {
    if (answerId === undefined) return;
    try {
      this.#parts.book.add(this.#recordOf(answerId, request, hold));
      this.#ended.set(hold.id, { answerId, kind: 'done' });
    } catch {
      // It is there, and paid for.
    }
  }

  /** Something else is asked for the same task. */
  #leave(record: AnswerRecord): void {
    this.#earlier.delete(record.hold.id);
    this.#tell(record, 'outdated', 'was asked for with other words or flags: it is asked, and paid, anew');
    this.#parts.book.mark(record.answerId, 'unwanted');
  }

  #tell({ answerId, endpoint, hold }: AnswerRecord, state: BackgroundStage, how: string): void {
    this.#say(hold.taskId, state, `answer ${answerId} at ${endpoint} ${how}`, answerId);
  }

  #say(taskId: string, state: BackgroundStage, why: string, answerId = ''): void {
    const { endpoint, model, tell } = this.#parts;
    tell({ kind: 'api-background', taskId, answerId, endpoint, model, state, why });
  }
}

function neverAsked(signal: AbortSignal): HanzoError {
  return restated(toHanzoError(signal.reason), { details: { charged: 'no' } });
}

/** Providers tell times to the second, or not at all. */
function waitedFor(generation: ApiGeneration, waitedMs: number): ApiGeneration {
  const totalMs = Math.max(generation.timings.totalMs, Math.round(waitedMs));
  return { ...generation, timings: { queueMs: 0, firstTokenMs: totalMs, totalMs } };
}
