import {
  NO_USAGE,
  silentLogger,
  systemClock,
  toHanzoError,
  type ApiGeneration,
  type ApiKind,
  type ApiModelCard,
  type ApiProvider,
  type ApiRequest,
  type Clock,
  type GenerateOptions,
  type HanzoError,
  type Logger,
  type ServiceTier,
} from '@hanzo/contracts';
import type { Hold, Ledger, Settlement } from '@hanzo/ledger';
import { BudgetLine } from './budget-line.ts';
import { chargedMicros, faultOf, restated } from './call-fault.ts';
import { tariffOf, type Tariff } from './tariff.ts';
import { timeLimit } from './time-limit.ts';
import { countedUsage, isCounted, isFarAbove } from './told-usage.ts';
import { worstTokens, type WorstTokens } from './worst-case.ts';

export interface MeteredModelParts {
  readonly provider: MeteredProvider;
  readonly ledger: Ledger;
  readonly card: ApiModelCard;
  /** The endpoint's host, for the ledger and for people. */
  readonly endpoint: string;
  readonly runId: string;
  /** The interface that the endpoint speaks. @default one over which the model takes what its card says */
  readonly api?: ApiKind | undefined;
  /** Which API key pays: its name for people. @default none */
  readonly key?: string | undefined;
  /** For whom, where a call does not say. @default nobody in particular */
  readonly member?: string | undefined;
  /** Hears when the ledger fails. @default nobody */
  readonly log?: Logger | undefined;
  /** Most that this run may spend, in micro-dollars. */
  readonly runLimitMicros?: number | undefined;
  /** Where calls of all models of this process wait for room in the budget. @default BUDGET_BUSY is told at once */
  readonly line?: BudgetLine | undefined;
  /** @default the system's clock */
  readonly clock?: Clock | undefined;
}

/** Of a provider that keeps requests for later, e.g. in a batch. */
export interface MeteredProvider extends ApiProvider {
  generate(request: ApiRequest, options: HeldOptions): Promise<ApiGeneration>;
  /** The hold of an earlier process for this very request, whose answer is still to come: it is not paid for twice. */
  earlier?(taskId: string, request: ApiRequest): Hold | undefined;
  /** What the ledger shall know of the hold it knows now. */
  settled?(hold: Hold): void;
}

export interface HeldOptions extends GenerateOptions {
  /** What pays for the call. */
  readonly hold?: Hold;
}

export interface MeteredOptions extends GenerateOptions {
  /** For the call itself, in milliseconds from when it leaves. @default no limit but the signal */
  readonly timeoutMs?: number | undefined;
  /** @default the model's own */
  readonly member?: string | undefined;
  /** Longest wait for room in the budget, in milliseconds. @default 30 s */
  readonly patienceMs?: number | undefined;
  readonly onWait?: ((why: string) => void) | undefined;
  /** The hold is there, and the request is about to leave. When it throws, that is not done, and costs nothing. */
  readonly onHeld?: (() => void) | undefined;
}

/** An answer and what it was charged with. */
export interface Metered {
  readonly generation: ApiGeneration;
  /** Integer micro-dollars. */
  readonly costMicros: number;
}

type Question = Omit<ApiRequest, 'model'>;

/**
 * An API model whose every call is paid from the ledger: the worst case is reserved on disk before the request leaves,
 * and settled or declared uncertain on every way out. One call is one request and one hold.
 */
export class MeteredModel {
  readonly endpoint: string;
  readonly card: ApiModelCard;
  /** Which API key pays: its name for people. */
  readonly key: string | undefined;
  readonly #parts: MeteredModelParts;
  readonly #clock: Clock;

  constructor(parts: MeteredModelParts) {
    this.#parts = parts;
    this.#clock = parts.clock ?? systemClock;
    this.endpoint = parts.endpoint;
    this.card = parts.card;
    this.key = parts.key;
  }

  /** Whether it can be asked with tools, over the interface of its endpoint. */
  get takesTools(): boolean {
    const { tools, toolsOverChat } = this.card.takes;
    return tools && !(this.#parts.api === 'chat' && toolsOverChat === 'no');
  }

  /**
   * @throws HanzoError of the provider, TIMED_OUT, BUDGET_EXCEEDED, BUDGET_BUSY or PRICE_UNKNOWN; `details.costMicros`
   * tells what a failed call is charged with
   */
  async generate(question: Question, options: MeteredOptions, taskId: string): Promise<Metered> {
    const { provider, card } = this.#parts;
    const tariff = tariffOf(card, question.serviceTier ?? 'standard', provider.namesTier ?? false);
    options.signal.throwIfAborted();
    const worst = worstTokens(question, card.name);
    const request: ApiRequest = { ...question, model: card.name };
    const earlier = provider.earlier?.(taskId, request);
    const hold = earlier ?? (await this.#send(question, options, taskId, tariff.worst(worst)));
    const call: Call = { hold, tariff, worst, isEarlier: earlier !== undefined };
    try {
      return await this.#ask(request, options, call);
    } finally {
      provider.settled?.(hold);
      this.#parts.line?.freed();
    }
  }

  /**
   * Records what became of a call of an earlier process, whose answer nobody asks for any more.
   *
   * @returns what it is charged with now, in micro-dollars
   */
  async conclude(hold: Hold, serviceTier: ServiceTier, answer: Promise<ApiGeneration>): Promise<number> {
    const tariff = tariffOf(this.card, serviceTier, this.#parts.provider.namesTier ?? false);
    const call: Call = { hold, tariff, worst: NOTHING, isEarlier: true };
    try {
      const { usage, servedModel, servedTier, requestId } = await answer;
      return isCounted(usage)
        ? await this.#charge(call, { usage, servedModel, servedTier, requestId })
        : hold.worstCaseMicros;
    } catch (thrown) {
      return chargedMicros(await this.#giveBack(call, thrown));
    }
  }

  #send(question: Question, options: MeteredOptions, taskId: string, worstCaseMicros: number): Promise<Hold> {
    const { ledger, card, endpoint, runId, runLimitMicros, key, line } = this.#parts;
    const { member = this.#parts.member, signal, patienceMs, onWait } = options;
    const { serviceTier } = question;
    const request = {
      runId,
      taskId,
      model: card.name,
      endpoint,
      worstCaseMicros,
      ...(runLimitMicros !== undefined && { runLimitMicros }),
      ...(key !== undefined && { key }),
      ...(member !== undefined && { member }),
      ...(serviceTier !== undefined && { serviceTier }),
    };
    return line === undefined ? ledger.send(request) : line.send(request, { signal, patienceMs, onWait });
  }

  async #ask(request: ApiRequest, options: MeteredOptions, call: Call): Promise<Metered> {
    const { signal, timeoutMs, onText, onAlive } = options;
    if (signal.aborted) throw await this.#neverLeft(call, signal.reason);
    try {
      options.onHeld?.();
    } catch (refusal) {
      throw await this.#neverLeft(call, refusal);
    }
    using limit = timeLimit(timeoutMs, signal, this.#clock, this.endpoint);
    let generation: ApiGeneration;
    try {
      const held: HeldOptions = {
        signal: limit.signal,
        hold: call.hold,
        ...(onText && { onText }),
        ...(onAlive && { onAlive }),
      };
      generation = await this.#parts.provider.generate(request, held);
    } catch (thrown) {
      throw await this.#giveBack(call, thrown);
    }
    const { servedModel, servedTier, requestId } = generation;
    const usage = countedUsage(generation.usage, call.worst);
    const told = { usage, servedModel, servedTier, requestId };
    return { generation: { ...generation, usage }, costMicros: await this.#charge(call, told) };
  }

  /** Nothing has left yet: it costs nothing. */
  async #neverLeft(call: Call, reason: unknown): Promise<unknown> {
    const cost = await this.#settle(call, { usage: NO_USAGE, costMicros: 0, servedModel: this.card.name });
    return cost === 0 ? reason : charged(toHanzoError(reason), cost);
  }

  async #giveBack(call: Call, thrown: unknown): Promise<HanzoError> {
    const error = toHanzoError(thrown);
    const { charged: isCharged, usage, servedModel = this.card.name, servedTier, requestId } = faultOf(error);
    if (isCharged === 'no') {
      const settlement = { usage: NO_USAGE, costMicros: 0, servedModel, servedTier, requestId };
      return charged(error, await this.#settle(call, settlement));
    }
    if (isCharged === 'yes' && usage !== undefined && isCounted(usage)) {
      return charged(error, await this.#charge(call, { usage, servedModel, servedTier, requestId }));
    }
    // Nobody knows: charged in full, and shown.
    await this.#markUncertain(call, error.message);
    return charged(error, call.hold.worstCaseMicros);
  }

  /** What a call whose usage is known is charged with: in full, where the price of its tier is not known. */
  async #charge(call: Call, told: Omit<Settlement, 'costMicros'>): Promise<number> {
    const costMicros = call.tariff.cost(told.usage, told.servedTier);
    if (costMicros !== undefined) return await this.#settle(call, { ...told, costMicros });
    const why = `${this.card.name} was served in the ${told.servedTier} tier, whose price is not known`;
    await this.#markUncertain(call, why);
    return call.hold.worstCaseMicros;
  }

  /**
   * What the call is charged with. An answer that is paid for is not thrown away because the ledger fails: the hold
   * stays, and is charged in full.
   */
  async #settle(call: Call, settlement: Settlement): Promise<number> {
    try {
      await this.#parts.ledger.settle(call.hold, settlement);
      this.#warnFarAbove(call.hold, settlement.costMicros);
      return settlement.costMicros;
    } catch (thrown) {
      const known = call.isEarlier ? this.#settledBefore(call.hold) : undefined;
      if (known !== undefined) return known;
      const why = toHanzoError(thrown).message;
      this.#warn(call.hold, why);
      await this.#markUncertain(call, `its cost could not be recorded: ${why}`);
      return call.hold.worstCaseMicros;
    }
  }

  /** What an earlier process had settled right before it died; undefined when it had not. */
  #settledBefore({ id, runId }: Hold): number | undefined {
    const call = this.#parts.ledger.calls({ runId }).find((one) => one.id === id);
    return call?.state === 'settled' ? call.chargedMicros : undefined;
  }

  async #markUncertain({ hold, isEarlier }: Call, why: string): Promise<void> {
    // Its process has died, and it has been uncertain since.
    if (isEarlier) return;
    try {
      await this.#parts.ledger.markUncertain(hold, why);
    } catch (thrown) {
      // Still held then: whoever opens the ledger next charges it in full.
      this.#warn(hold, toHanzoError(thrown).message);
    }
  }

  #warnFarAbove({ runId, taskId, worstCaseMicros }: Hold, micros: number): void {
    if (!isFarAbove(micros, worstCaseMicros)) return;
    const { log = silentLogger, card, endpoint } = this.#parts;
    const facts = { run: runId, task: taskId, model: card.name, endpoint, micros, worstCaseMicros };
    log.warn('A CALL COST FAR MORE THAN ITS WORST CASE: it is charged as the provider tells', facts);
  }

  #warn({ runId, taskId, worstCaseMicros }: Hold, why: string): void {
    const { log = silentLogger, card, endpoint } = this.#parts;
    const facts = { run: runId, task: taskId, model: card.name, endpoint, micros: worstCaseMicros, why };
    log.warn('THE LEDGER COULD NOT RECORD WHAT A CALL COST: it is charged in full', facts);
  }
}

const NOTHING: WorstTokens = { input: 0, output: 0 };

/** A call that is paid for. */
interface Call {
  readonly hold: Hold;
  readonly tariff: Tariff;
  readonly worst: WorstTokens;
  /** The hold was made by a process that has died. */
  readonly isEarlier: boolean;
}

function charged(error: HanzoError, costMicros: number): HanzoError {
  return costMicros === 0 ? error : restated(error, { details: { costMicros } });
}
