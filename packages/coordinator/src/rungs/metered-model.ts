import {
  costMicros,
  HanzoError,
  NO_USAGE,
  toHanzoError,
  type ApiModelCard,
  type GenerateOptions,
  type GenerateRequest,
  type Generation,
  type ModelProvider,
  type Usage,
} from '@hanzo/contracts';
import type { Hold, Ledger } from '@hanzo/ledger';

export interface MeteredModelParts {
  readonly provider: ModelProvider;
  readonly ledger: Ledger;
  readonly card: ApiModelCard;
  /** The endpoint's host, for the ledger and for people. */
  readonly endpoint: string;
  readonly runId: string;
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
    const worstCaseMicros = costMicros(price, { ...worstCase(request), cachedInputTokens: 0 });
    const hold = ledger.reserve({
      runId,
      taskId,
      model: card.name,
      endpoint,
      worstCaseMicros,
      ...(runLimitMicros !== undefined && { runLimitMicros }),
    });
    ledger.markSent(hold);
    let generation: Generation;
    try {
      generation = await provider.generate({ ...request, model: card.name }, options);
    } catch (thrown) {
      throw this.#giveBack(hold, worstCaseMicros, thrown);
    }
    const charged = costMicros(price, generation.usage);
    ledger.settle(hold, { usage: generation.usage, costMicros: charged, servedModel: generation.servedModel });
    return { generation, costMicros: charged };
  }

  /** The same model for callers that know nothing of money, e.g. the planner. */
  asProvider(taskId: string): ModelProvider {
    return {
      name: this.endpoint,
      generate: async (request, options) => (await this.generate(request, options, taskId)).generation,
    };
  }

  #giveBack(hold: Hold, worstCaseMicros: number, thrown: unknown): unknown {
    const { ledger, card } = this.#parts;
    const error = toHanzoError(thrown);
    const { charged, usage } = error.details as Partial<FailedCall>;
    if (charged === 'no') {
      ledger.settle(hold, { usage: NO_USAGE, costMicros: 0, servedModel: card.name });
      return thrown;
    }
    if (charged === 'yes' && usage !== undefined && card.price !== undefined) {
      const cost = costMicros(card.price, usage);
      ledger.settle(hold, { usage, costMicros: cost, servedModel: card.name });
      return withCost(error, cost);
    }
    // Nobody knows: charged in full, and shown.
    ledger.markUncertain(hold, error.message);
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
function worstCase({ system, prompt, output, maxOutputTokens }: Omit<GenerateRequest, 'model'>): {
  inputTokens: number;
  outputTokens: number;
} {
  const schema = output.kind === 'json' ? JSON.stringify(output.schema) : '';
  const bytes = Buffer.byteLength(system) + Buffer.byteLength(prompt) + Buffer.byteLength(schema);
  return { inputTokens: bytes + ENVELOPE_TOKENS, outputTokens: maxOutputTokens };
}
