import { HanzoError, toHanzoError, type ApiRequest, type Who } from '@hanzo/contracts';
import { PATIENCE_MS } from './budget-line.ts';
import type { CallCare } from './call-care.ts';
import { chargedMicros, restated } from './call-fault.ts';
import { effortFor, outputCap } from './effort.ts';
import { seconds } from './in-words.ts';
import type { Metered } from './metered-model.ts';
import type { ChainLink } from './model-chain.ts';
import type { Pause } from './pauses.ts';
import type { Admission } from './provider-health.ts';
import { retryWaitMs } from './retrying/retry-policy.ts';
import { pauseWords, retryWords } from './retrying/wait-words.ts';

/** Everything but what the model of a chain decides. */
export type PaidRequest = Omit<ApiRequest, 'model' | 'serviceTier'>;

export interface PaidOptions {
  readonly taskId: string;
  readonly signal: AbortSignal;
  /** For each try, in milliseconds; waiting between tries does not count. Batches have none. @default no limit */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds since the epoch: no wait that ends later makes sense. @default the run's own end */
  readonly deadlineAt?: number | undefined;
  readonly member?: string | undefined;
  /** A try begins. What an earlier one had written is void. */
  readonly onTry?: ((who: Who & { kind: 'api' }) => void) | undefined;
  readonly onText?: ((piece: string) => void) | undefined;
  /** The last try failed, and another one follows. */
  readonly onLost?: ((error: HanzoError) => void) | undefined;
  readonly onWait?: ((why: string) => void) | undefined;
}

export interface PaidAnswer extends Metered {
  /** What was asked for first, and who served. */
  readonly who: Who & { kind: 'api' };
}

/** Who did not ask to be waited with waits so long for others' sake. Milliseconds. */
const COURTESY_MS = 60_000;
/** Who waited for the same moment does not come back at the same moment. Milliseconds. */
const SPREAD_MS = 1_000;

/** One question, until it is answered or given up: tries, waits, and models that stand in. */
export class PaidCall {
  readonly #chain: readonly ChainLink[];
  readonly #care: CallCare;
  readonly #request: PaidRequest;
  readonly #options: PaidOptions;
  /** How the last try failed, while the next one has not begun. */
  #lost: HanzoError | undefined;

  constructor(chain: readonly ChainLink[], care: CallCare, request: PaidRequest, options: PaidOptions) {
    this.#chain = chain;
    this.#care = care;
    this.#request = request;
    this.#options = options;
  }

  /** @throws HanzoError of the last try, with what it cost in `details.costMicros`; the signal's reason */
  async run(): Promise<PaidAnswer> {
    const { gone } = this.#care;
    let last: HanzoError | undefined;
    for (const [at, link] of this.#chain.entries()) {
      const known = gone.why(link.model);
      try {
        if (known === undefined) return await this.#insist(link);
        last ??= known;
      } catch (thrown) {
        if (!(thrown instanceof HanzoError) || thrown.code !== 'MODEL_UNAVAILABLE') throw thrown;
        gone.add(link.model, thrown);
        this.#tellFallback(link, thrown, at);
        this.#lost = thrown;
        last = thrown;
      }
    }
    throw last ?? new HanzoError('INTERNAL', 'A paid model without a model was asked.');
  }

  /** The same model, again and again while that makes sense. */
  async #insist(link: ChainLink): Promise<PaidAnswer> {
    for (let tries = 1; ; tries += 1) {
      const admission = await this.#begin(link);
      try {
        const metered = await this.#ask(link);
        admission.succeeded();
        return { ...metered, who: this.#who(link, metered.generation.servedModel) };
      } catch (thrown) {
        const error = toHanzoError(thrown);
        this.#learn(link, error, admission);
        await this.#waitForRetry(link, error, tries);
        this.#lost = error;
      }
    }
  }

  /** Waits until the provider may be asked, and says that a try begins. */
  async #begin(link: ChainLink): Promise<Admission> {
    const { pauses, health } = this.#care;
    const { endpoint, card } = link.model;
    for (let pause = pauses.current(endpoint, card.name); pause; pause = pauses.current(endpoint, card.name))
      await this.#waitOut(link, pause);
    let admission: Admission;
    try {
      admission = health.admit(endpoint);
    } catch (down) {
      throw this.#lost ?? down;
    }
    if (this.#lost !== undefined) this.#options.onLost?.(this.#lost);
    this.#lost = undefined;
    this.#options.onTry?.(this.#who(link, ''));
    return admission;
  }

  #ask({ model, serviceTier }: ChainLink): Promise<Metered> {
    const { signal, timeoutMs, member, onText, taskId } = this.#options;
    const { effort: wanted, ...request } = this.#request;
    const effort = effortFor(model.card, wanted);
    const maxOutputTokens = outputCap(model.card, request.maxOutputTokens, effort);
    const question = {
      ...request,
      maxOutputTokens,
      ...(effort && { effort }),
      ...(serviceTier !== 'standard' && { serviceTier }),
    };
    const options = {
      signal,
      member,
      timeoutMs: serviceTier === 'batch' ? undefined : timeoutMs,
      patienceMs: this.#patienceMs(),
      ...(onText && { onText }),
      onWait: (why: string) => this.#tellWait(model, why, undefined),
    };
    return model.generate(question, options, taskId);
  }

  #patienceMs(): number {
    return Math.max(0, Math.min(this.#care.patienceMs ?? PATIENCE_MS, this.#leftMs()));
  }

  #learn({ model }: ChainLink, error: HanzoError, admission: Admission): void {
    // Stopped from outside: that says nothing about the provider.
    if (this.#options.signal.aborted) {
      admission.ended();
      throw error;
    }
    admission.failed(error);
    this.#care.pauses.note(model.endpoint, model.card.name, error);
  }

  async #waitForRetry({ model }: ChainLink, error: HanzoError, tries: number): Promise<void> {
    const { policy, random, health } = this.#care;
    const wanted = retryWaitMs(error, tries, policy, random);
    if (wanted === undefined) throw error;
    const waitMs = Math.max(wanted, health.restMs(model.endpoint));
    const next = { number: tries + 1, of: policy.maxRetries + 1 };
    await this.#wait(model, waitMs, retryWords(model.endpoint, error, waitMs, next), error);
  }

  async #waitOut({ model }: ChainLink, { leftMs, error }: Pause): Promise<void> {
    const { policy, random } = this.#care;
    const waitMs = leftMs + random() * SPREAD_MS;
    const message = `${error.message} It asked for it before, and was not asked again: another ${seconds(leftMs)}.`;
    // It stands for the other call: nothing was charged for this one.
    const refusal = this.#lost ?? restated(error, { message, details: { costMicros: 0, charged: 'no' } });
    if (!policy.retryOnRateLimit && leftMs > COURTESY_MS) throw refusal;
    await this.#wait(model, waitMs, pauseWords(model.endpoint, error, waitMs), refusal);
  }

  /** @param error what is told when the wait is too long */
  async #wait(model: ChainLink['model'], ms: number, why: string, error: HanzoError): Promise<void> {
    const { clock } = this.#care;
    const { signal } = this.#options;
    const leftMs = this.#leftMs();
    if (ms > leftMs) {
      const message = `${error.message} A wait of ${seconds(ms)} would end after the time limit, in ${seconds(Math.max(0, leftMs))}: not waited for.`;
      throw restated(error, { message });
    }
    this.#tellWait(model, why, ms);
    try {
      await clock.sleep(ms, signal);
    } catch (thrown) {
      // What the last try cost is not forgotten because the wait was cut short.
      const costMicros = chargedMicros(this.#lost ?? error);
      throw costMicros === 0 ? thrown : restated(toHanzoError(thrown), { details: { costMicros } });
    }
  }

  /** Until the task or the run is over, in milliseconds. */
  #leftMs(): number {
    const { clock, endsAt = Number.POSITIVE_INFINITY } = this.#care;
    const { deadlineAt = Number.POSITIVE_INFINITY } = this.#options;
    return Math.min(endsAt, deadlineAt) - clock.now();
  }

  #tellWait({ endpoint, card }: ChainLink['model'], why: string, waitMs: number | undefined): void {
    const { taskId, onWait } = this.#options;
    onWait?.(why);
    const known = waitMs === undefined ? {} : { waitMs: Math.ceil(waitMs) };
    this.#care.tell({ kind: 'api-wait', taskId, endpoint, model: card.name, why, ...known });
  }

  #tellFallback({ model }: ChainLink, why: HanzoError, at: number): void {
    const next = this.#chain.slice(at + 1).find((link) => this.#care.gone.why(link.model) === undefined);
    if (next === undefined) return;
    const { endpoint, card } = model;
    const { status } = why.details as { readonly status?: number };
    const told = status === undefined ? '' : ` (${status})`;
    this.#care.tell({
      kind: 'model-fallback',
      taskId: this.#options.taskId,
      endpoint,
      model: card.name,
      next: next.model.card.name,
      why: `${card.name} is not available at ${endpoint}${told}: asking ${next.model.card.name}, as the chain says`,
    });
  }

  /** While nobody has served, a model that stands in for another one is named all the same. */
  #who({ model }: ChainLink, served: string): Who & { kind: 'api' } {
    const requestedModel = this.#chain[0]?.model.card.name ?? model.card.name;
    const servedModel = served === '' && model.card.name !== requestedModel ? model.card.name : served;
    return { kind: 'api', endpoint: model.endpoint, requestedModel, servedModel };
  }
}
