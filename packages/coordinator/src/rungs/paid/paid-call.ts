import { HanzoError, isGone, toHanzoError, type ApiRequest, type ServiceTier, type Who } from '@hanzo/contracts';
import type { CallCare } from './call-care.ts';
import { chargedMicros, faultOf, restated } from './call-fault.ts';
import { CallWaits, tooLong } from './call-waits.ts';
import { dearerWords } from './dearer-words.ts';
import { askedAnswer } from './effort.ts';
import { seconds } from './in-words.ts';
import { Leave } from './leave.ts';
import type { Metered } from './metered-model.ts';
import type { ChainLink } from './model-chain.ts';
import type { Pause } from './pauses.ts';
import type { Rest } from './provider-health.ts';
import { retryWaitMs } from './retrying/retry-policy.ts';
import { pauseWords, retryWords } from './retrying/wait-words.ts';

/** Everything but what the model of a chain decides. */
export type PaidRequest = Omit<ApiRequest, 'model' | 'serviceTier'>;

export interface PaidOptions {
  readonly taskId: string;
  readonly signal: AbortSignal;
  /** For each try, in milliseconds, thrice that in the flex tier; waiting between tries does not count. Batches have none. @default no limit */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds since the epoch: no wait that ends later makes sense. @default the run's own end */
  readonly deadlineAt?: number | undefined;
  readonly member?: string | undefined;
  /** Models that have had their say, by name: they are not asked once more, and nobody stands in for them. @default none */
  readonly notAgain?: ReadonlySet<string> | undefined;
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

/** Who waited for the same moment does not come back at the same moment. Milliseconds. */
const SPREAD_MS = 1_000;
/** So many rests in a row are waited for without `--timeout`: two and a half minutes. Then the provider is down. */
const MOST_RESTS = 5;
/** The flex tier is slower. */
const FLEX_PATIENCE = 3;

/** A model that its endpoint does not serve. */
class Unserved {
  readonly error: HanzoError;

  constructor(error: HanzoError) {
    this.error = error;
  }
}

/** One question, until it is answered or given up: tries, waits, and models that stand in. */
export class PaidCall {
  readonly #chain: readonly ChainLink[];
  readonly #care: CallCare;
  readonly #request: PaidRequest;
  readonly #options: PaidOptions;
  readonly #waits: CallWaits;
  /** How the last try failed, of this model or the one before it, while the next one has not begun. */
  #lost: HanzoError | undefined;
  /** It was said that the try which is to be made has begun. */
  #isTold = false;

  constructor(chain: readonly ChainLink[], care: CallCare, request: PaidRequest, options: PaidOptions) {
    this.#chain = chain;
    this.#care = care;
    this.#request = request;
    this.#options = options;
    this.#waits = new CallWaits(care, options);
  }

  /** @throws HanzoError of the last try, with what it cost in `details.costMicros`; the signal's reason */
  async run(): Promise<PaidAnswer> {
    const { gone } = this.#care;
    let last: HanzoError | undefined;
    for (const [at, link] of this.#chain.entries()) {
      const known = gone.why(link.model);
      last ??= known;
      if (known !== undefined) continue;
      if (this.#hasHadItsSay(link)) break;
      const answer = await this.#insist(link);
      if (!(answer instanceof Unserved)) return answer;
      last = answer.error;
      this.#lost = answer.error;
      if (gone.add(link.model, answer.error)) this.#tellFallback(link, answer.error, at);
    }
    throw last ?? new HanzoError('INTERNAL', 'A paid model was asked whose models may not be asked.');
  }

  #hasHadItsSay({ model }: ChainLink): boolean {
    return this.#options.notAgain?.has(model.card.name) === true;
  }

  /** The same model, again and again while that makes sense. */
  async #insist(link: ChainLink): Promise<PaidAnswer | Unserved> {
    let own: HanzoError | undefined;
    for (let tries = 1; ;) {
      const leave = await this.#begin(link, own);
      try {
        const metered = await this.#ask(link, leave);
        leave?.succeeded();
        return { ...metered, who: this.#who(link, metered.generation.servedModel) };
      } catch (thrown) {
        const error = explained(link, toHanzoError(thrown));
        this.#learn(link, error, leave);
        if (this.#isUnserved(link, error)) return new Unserved(error);
        // It was not asked: it rests since this one looked.
        if (error.code === 'PROVIDER_DOWN') continue;
        await this.#waitForRetry(link, error, tries);
        own = error;
        this.#lost = error;
        tries += 1;
      }
    }
  }

  /**
   * Waits until the provider may be asked, and says that a try begins.
   *
   * @param own how the last try of this model failed
   * @returns undefined for batches: they are admitted when they are sent
   */
  async #begin(link: ChainLink, own: HanzoError | undefined): Promise<Leave | undefined> {
    const { pauses, health, exhausted } = this.#care;
    const { model, serviceTier } = link;
    for (;;) {
      const spent = exhausted.why(model);
      if (spent !== undefined) throw own ?? this.#instead(spent, `${spent.message} So it was not asked again.`);
      const pause = pauses.current(model.endpoint, model.card.name);
      const rest = pause === undefined ? health.rest(model.endpoint) : undefined;
      if (pause !== undefined) await this.#waitOut(link, pause, own);
      else if (rest !== undefined) await this.#restWith(link, rest, own);
      else break;
    }
    const leave = serviceTier === 'batch' ? undefined : new Leave(health, model.endpoint);
    if (this.#lost !== undefined) {
      this.#options.onLost?.(this.#lost);
      this.#isTold = false;
    }
    this.#lost = undefined;
    if (!this.#isTold) this.#options.onTry?.(this.#who(link, ''));
    this.#isTold = true;
    return leave;
  }

  #ask({ model, serviceTier }: ChainLink, leave: Leave | undefined): Promise<Metered> {
    const { signal, member, onText, taskId } = this.#options;
    const { effort: wanted, ...request } = this.#request;
    const { effort, maxOutputTokens } = askedAnswer(model.card, request.maxOutputTokens, wanted);
    const question = {
      ...request,
      maxOutputTokens,
      ...(effort && { effort }),
      ...(serviceTier !== 'standard' && { serviceTier }),
    };
    const options = {
      signal,
      member,
      timeoutMs: this.#timeoutMs(serviceTier),
      patienceMs: this.#waits.patienceMs,
      ...(onText && { onText }),
      onWait: (why: string) => {
        // Who waits for money finds out nothing about the provider.
        leave?.handBack();
        this.#waits.tell(model, why);
      },
      onHeld: () => leave?.take(),
    };
    return model.generate(question, options, taskId);
  }

  #timeoutMs(tier: ServiceTier): number | undefined {
    const { timeoutMs } = this.#options;
    if (timeoutMs === undefined || tier === 'batch') return undefined;
    return tier === 'flex' ? timeoutMs * FLEX_PATIENCE : timeoutMs;
  }

  #learn({ model }: ChainLink, error: HanzoError, leave: Leave | undefined): void {
    // Stopped from outside: that says nothing about the provider.
    if (this.#options.signal.aborted) {
      leave?.handBack();
      throw error;
    }
    leave?.failed(error);
    // Ours, of a call that did not leave: nobody asked to wait.
    if (error.code === 'PROVIDER_DOWN') return;
    this.#care.pauses.note(model.endpoint, model.card.name, error);
    this.#care.exhausted.note(model, error);
  }

  async #waitForRetry(link: ChainLink, error: HanzoError, tries: number): Promise<void> {
    const { model } = link;
    const { policy } = this.#care;
    const waitMs = retryWaitMs(error, tries, policy, () => this.#jitter(link));
    if (waitMs === undefined) throw error;
    if (!this.#waits.isWorth(faultOf(error).retryAfterMs ?? 0, error)) throw tooLong(error);
    const next = { number: tries + 1, of: policy.maxRetries + 1, inBatch: link.serviceTier === 'batch' };
    await this.#waits.sleep(model, waitMs, retryWords(model.endpoint, error, waitMs, next), error);
  }

  async #waitOut(link: ChainLink, { leftMs, error }: Pause, own: HanzoError | undefined): Promise<void> {
    const { model } = link;
    const waitMs = leftMs + this.#jitter(link) * SPREAD_MS;
    const message = `${error.message} It asked for it before, and was not asked again: another ${seconds(leftMs)}.`;
    const refusal = own ?? this.#instead(error, message);
    if (!this.#waits.isWorth(leftMs, error)) throw refusal;
    await this.#waits.sleep(model, waitMs, pauseWords(model.endpoint, error, waitMs), refusal);
  }

  /** A provider that failed again and again is waited for, while it makes sense to think that this passes. */
  async #restWith(link: ChainLink, rest: Rest, own: HanzoError | undefined): Promise<void> {
    const { model } = link;
    const { leftMs, number, error, changed } = rest;
    const refusal = own ?? this.#instead(error, error.message);
    if (number > MOST_RESTS && this.#care.endsAt === undefined) throw refusal;
    if (leftMs === 0) {
      const why = `${model.endpoint} failed again and again: one call finds out whether it is well, the others wait`;
      await this.#waits.until(changed, model, why, refusal);
      return;
    }
    const waitMs = leftMs + this.#jitter(link) * SPREAD_MS;
    const why = `${model.endpoint} failed again and again: it is left alone for another ${seconds(Math.ceil(leftMs / 1_000) * 1_000)}`;
    await this.#waits.sleep(model, waitMs, why, refusal);
  }

  /** The error of another call, for one that was not made for it: it costs nothing but what was lost before. */
  #instead(error: HanzoError, message: string): HanzoError {
    const costMicros = this.#lost === undefined ? 0 : chargedMicros(this.#lost);
    return restated(error, { message, details: { costMicros, charged: 'no' } });
  }

  /** Those of one batch come back together, to be one batch again. */
  #jitter({ serviceTier }: ChainLink): number {
    return serviceTier === 'batch' ? 1 : this.#care.random();
  }

  /** Its endpoint has no such model, or it is gone and has no price any more, and so is not asked. */
  #isUnserved({ model }: ChainLink, { code }: HanzoError): boolean {
    return code === 'MODEL_UNAVAILABLE' || (code === 'PRICE_UNKNOWN' && isGone(model.card, this.#care.clock.now()));
  }

  #tellFallback({ model }: ChainLink, why: HanzoError, at: number): void {
    const next = this.#chain.slice(at + 1).find((link) => this.#care.gone.why(link.model) === undefined);
    if (next === undefined || this.#hasHadItsSay(next)) return;
    const { endpoint, card } = model;
    const { status } = why.details as { readonly status?: number };
    const told = status === undefined ? '' : ` (${status})`;
    const absent =
      why.code === 'PRICE_UNKNOWN' ? `is gone since ${card.shutdown}` : `is not available at ${endpoint}${told}`;
    const dearer = dearerWords(card, next.model.card);
    const price = dearer === '' ? '' : `: ${dearer}`;
    this.#care.tell({
      kind: 'model-fallback',
      taskId: this.#options.taskId,
      endpoint,
      model: card.name,
      next: next.model.card.name,
      why: `${card.name} ${absent}: asking ${next.model.card.name}, as the chain says${price}`,
    });
  }

  /** While nobody has served, a model that stands in for another one is named all the same. */
  #who({ model }: ChainLink, served: string): Who & { kind: 'api' } {
    const requestedModel = this.#chain[0]?.model.card.name ?? model.card.name;
    const servedModel = served === '' && model.card.name !== requestedModel ? model.card.name : served;
    const { name } = model.card;
    const asked = name === requestedModel ? {} : { askedModel: name };
    return { kind: 'api', endpoint: model.endpoint, requestedModel, servedModel, ...asked };
  }
}

/** With the way out that fits how it was asked. */
function explained({ serviceTier }: ChainLink, error: HanzoError): HanzoError {
  if (serviceTier !== 'flex' || error.code !== 'RATE_LIMITED') return error;
  const mend =
    'The flex tier may be full: go on without --service-tier flex, or let hanzo wait: --retry-on-rate-limit.';
  return restated(error, { mend });
}
