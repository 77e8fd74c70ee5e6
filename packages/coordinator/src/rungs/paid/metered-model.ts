import {
  NO_USAGE,
  silentLogger,
  systemClock,
  toHanzoError,
  type ApiGeneration,
  type ApiModelCard,
  type ApiProvider,
  type ApiRequest,
  type Clock,
  type GenerateOptions,
  type HanzoError,
  type Logger,
} from '@hanzo/contracts';
import type { Hold, Ledger, Settlement } from '@hanzo/ledger';
import { BudgetLine } from './budget-line.ts';
import { faultOf, restated } from './call-fault.ts';
import { tariffOf, type Tariff } from './tariff.ts';
import { timeLimit } from './time-limit.ts';
import { countedUsage, isCounted } from './told-usage.ts';
import { worstTokens, type WorstTokens } from './worst-case.ts';

export interface MeteredModelParts {
  readonly provider: MeteredProvider;
  readonly ledger: Ledger;
  readonly card: ApiModelCard;
  /** The endpoint's host, for the ledger and for people. */
  readonly endpoint: string;
  readonly runId: string;
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
  readonly #parts: MeteredModelParts;
  readonly #clock: Clock;

  constructor(parts: MeteredModelParts) {
    this.#parts = parts;
    this.#clock = parts.clock ?? systemClock;
    this.endpoint = parts.endpoint;
    this.card = parts.card;
  }

  /**
   * @throws HanzoError of the provider, TIMED_OUT, BUDGET_EXCEEDED, BUDGET_BUSY or PRICE_UNKNOWN; `details.costMicros`
   * tells what a failed call is charged with
   */
  async generate(question: Question, options: MeteredOptions, taskId: string): Promise<Metered> {
    const { provider, card } = this.#parts;
    const tariff = tariffOf(card, question.serviceTier ?? 'standard');
    options.signal.throwIfAborted();
    const worst = worstTokens(question);
    const request: ApiRequest = { ...question, model: card.name };
    const earlier = provider.earlier?.(taskId, request);
    const hold = earlier ?? (await this.#send(question, options, taskId, tariff.worst(worst)));
    const call: Call = { hold, tariff, worst, isEarlier: earlier !== undefined };
    try {
      return await this.#ask(request, options, call);
    } finally {
      this.#parts.line?.freed();
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
    const costMicros = call.tariff.cost(usage, servedTier);
    const charged = await this.#settle(call, { usage, costMicros, servedModel, servedTier, requestId });
    return { generation: { ...generation, usage }, costMicros: charged };
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
      const costMicros = call.tariff.cost(usage, servedTier);
      return charged(error, await this.#settle(call, { usage, costMicros, servedModel, servedTier, requestId }));
    }
    // Nobody knows: charged in full, and shown.
    await this.#markUncertain(call, error.message);
    return charged(error, call.hold.worstCaseMicros);
  }

  /**
   * What the call is charged with. An answer that is paid for is not thrown away because the ledger fails: the hold
   * stays, and is charged in full.
   */
  async #settle(call: Call, settlement: Settlement): Promise<number> {
    try {
      await this.#parts.ledger.settle(call.hold, settlement);
      return settlement.costMicros;
    } catch (thrown) {
      const why = toHanzoError(thrown).message;
      this.#warn(call.hold, why);
      await this.#markUncertain(call, `its cost could not be recorded: ${why}`);
      return call.hold.worstCaseMicros;
    }
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

  #warn({ runId, taskId, worstCaseMicros }: Hold, why: string): void {
    const { log = silentLogger, card, endpoint } = this.#parts;
    const facts = { run: runId, task: taskId, model: card.name, endpoint, micros: worstCaseMicros, why };
    log.warn('THE LEDGER COULD NOT RECORD WHAT A CALL COST: it is charged in full', facts);
  }
}

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
