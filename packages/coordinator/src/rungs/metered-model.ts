import {
  costMicros,
  HanzoError,
  NO_USAGE,
  silentLogger,
  toHanzoError,
  type ApiModelCard,
  type GenerateOptions,
  type GenerateRequest,
  type Generation,
  type Logger,
  type ModelProvider,
  type Usage,
} from '@hanzo/contracts';
import type { Hold, Ledger, Settlement } from '@hanzo/ledger';

export interface MeteredModelParts {
  readonly provider: ModelProvider;
  readonly ledger: Ledger;
  readonly card: ApiModelCard;
  /** The endpoint's host, for the ledger and for people. */
  readonly endpoint: string;
  readonly runId: string;
  /** Hears when the ledger fails. @default nobody */
  readonly log?: Logger | undefined;
  /** Most that this run may spend, in micro-dollars. */
  readonly runLimitMicros?: number | undefined;
}

/** Tokens that the API adds around the texts. */
const ENVELOPE_TOKENS = 64;

/**
 * An API model whose every call is paid from the ledger: the worst case is reserved on disk before the request leaves,
 * and settled, released or declared uncertain on every way out. Providers tell by `details.charged` of their errors
 * (`no`, `yes`, `unknown`) whether a failed call cost anything.
 */
export class MeteredModel {
  readonly endpoint: string;
  readonly card: ApiModelCard;
  readonly #parts: MeteredModelParts;

  constructor(parts: MeteredModelParts) {
    this.#parts = parts;
    this.endpoint = parts.endpoint;
    this.card = parts.card;
  }

  /**
   * @throws HanzoError of the provider, BUDGET_EXCEEDED, BUDGET_BUSY or PRICE_UNKNOWN; `details.costMicros` tells
   * what a failed call is charged with
   */
  async generate(
    request: Omit<GenerateRequest, 'model'>,
    options: GenerateOptions,
    taskId: string,
  ): Promise<{ generation: Generation; costMicros: number }> {
    const { provider, ledger, card, endpoint, runId, runLimitMicros } = this.#parts;
    const { price } = card;
    if (price === undefined) {
      throw new HanzoError('PRICE_UNKNOWN', `The price of ${card.name} is not known, so it is not called.`, {
        mend: 'Add it with its price to models.json in the home folder; 0 is allowed for a server of your own.',
      });
    }
    options.signal.throwIfAborted();
    const worst = worstCase(request);
    const worstCaseMicros = costMicros(price, worst);
    const hold = await ledger.send({
      runId,
      taskId,
      model: card.name,
      endpoint,
      worstCaseMicros,
      ...(runLimitMicros !== undefined && { runLimitMicros }),
    });
    let generation: Generation;
    try {
      generation = await provider.generate({ ...request, model: card.name }, options);
    } catch (thrown) {
      throw await this.#giveBack(hold, worstCaseMicros, thrown);
    }
    const usage = counted(generation.usage, worst);
    const charged = await this.#settle(hold, {
      usage,
      costMicros: costMicros(price, usage),
      servedModel: generation.servedModel,
    });
    return { generation: { ...generation, usage }, costMicros: charged };
  }

  /** The same model for callers that know nothing of money, e.g. the planner. */
  asProvider(taskId: string): ModelProvider {
    return {
      name: this.endpoint,
      generate: async (request, options) => (await this.generate(request, options, taskId)).generation,
    };
  }

  /**
   * What the call is charged with. An answer that is paid for is not thrown away because the ledger fails: the hold
   * stays, and is charged in full.
   */
  async #settle(hold: Hold, settlement: Settlement): Promise<number> {
    const { ledger } = this.#parts;
    try {
      await ledger.settle(hold, settlement);
      return settlement.costMicros;
    } catch (thrown) {
      const why = toHanzoError(thrown).message;
      this.#warn(hold, why);
      await this.#markUncertain(hold, `its cost could not be recorded: ${why}`);
      return hold.worstCaseMicros;
    }
  }

  async #markUncertain(hold: Hold, why: string): Promise<void> {
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

  async #giveBack(hold: Hold, worstCaseMicros: number, thrown: unknown): Promise<unknown> {
    const { card } = this.#parts;
    const error = toHanzoError(thrown);
    const { charged, usage } = error.details as Partial<FailedCall>;
    if (charged === 'no') {
      const cost = await this.#settle(hold, { usage: NO_USAGE, costMicros: 0, servedModel: card.name });
      return cost === 0 ? thrown : withCost(error, cost);
    }
    if (charged === 'yes' && usage !== undefined && isCounted(usage) && card.price !== undefined) {
      const settlement = { usage, costMicros: costMicros(card.price, usage), servedModel: card.name };
      return withCost(error, await this.#settle(hold, settlement));
    }
    // Nobody knows: charged in full, and shown.
    await this.#markUncertain(hold, error.message);
    return withCost(error, worstCaseMicros);
  }
}

/** What providers say in the details of their errors. Absent: unknown. */
interface FailedCall {
  readonly charged: 'no' | 'yes' | 'unknown';
  readonly usage: Usage;
}

function withCost(error: HanzoError, cost: number): HanzoError {
  return new HanzoError(error.code, error.message, {
    cause: error,
    details: { ...error.details, costMicros: cost },
    ...(error.mend !== undefined && { mend: error.mend }),
  });
}

/** No tokenizer makes more tokens than there are bytes: the reserve is never below the bill. */
function worstCase({ system, prompt, output, maxOutputTokens }: Omit<GenerateRequest, 'model'>): Usage {
  const schema = output.kind === 'json' ? JSON.stringify(output.schema) : '';
  const bytes = Buffer.byteLength(system) + Buffer.byteLength(prompt) + Buffer.byteLength(schema);
  return { ...NO_USAGE, inputTokens: bytes + ENVELOPE_TOKENS, outputTokens: maxOutputTokens };
}

/** With the worst case in place of what is no count: a provider's word may be anything. */
function counted(usage: Usage, worst: Usage): Usage {
  const count = (value: number, otherwise: number): number => (isCount(value) ? value : otherwise);
  const inputTokens = count(usage.inputTokens, worst.inputTokens);
  return {
    inputTokens,
    cachedInputTokens: Math.min(count(usage.cachedInputTokens, 0), inputTokens),
    outputTokens: count(usage.outputTokens, worst.outputTokens),
    reasoningTokens: count(usage.reasoningTokens, 0),
  };
}

function isCounted(usage: Usage): boolean {
  return Object.values(usage).every(isCount);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
