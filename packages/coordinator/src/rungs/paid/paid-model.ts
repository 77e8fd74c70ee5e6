import { createHash } from 'node:crypto';
import type { ApiGeneration, ApiModelCard, Effort, GenerateOptions, GenerateRequest, Who } from '@hanzo/contracts';
import type { CallCare } from './call-care.ts';
import type { ChainLink } from './model-chain.ts';
import { PaidCall, type PaidAnswer, type PaidOptions, type PaidRequest } from './paid-call.ts';

export interface PaidModelParts {
  /** The model that is wanted, then those that stand in for it where it is not served. */
  readonly chain: readonly [ChainLink, ...ChainLink[]];
  readonly care: CallCare;
  readonly runId: string;
}

/** An answer for callers that know nothing of money. */
export interface ProvidedGeneration extends ApiGeneration {
  readonly costMicros: number;
  readonly who: Who & { kind: 'api' };
}

/** A model behind an API, with all that a question to it may take: retries, waits, models that stand in. */
export class PaidModel {
  readonly #parts: PaidModelParts;

  constructor(parts: PaidModelParts) {
    this.#parts = parts;
  }

  /** Of the model that is wanted. */
  get card(): ApiModelCard {
    return this.#parts.chain[0].model.card;
  }

  /** Name of the model that would be asked now; undefined where it is known that none is served. */
  get next(): string | undefined {
    const { chain, care } = this.#parts;
    return chain.find(({ model }) => care.gone.why(model) === undefined)?.model.card.name;
  }

  get endpoint(): string {
    return this.#parts.chain[0].model.endpoint;
  }

  /** @throws HanzoError; `details.costMicros` tells what the last try was charged with */
  async ask(request: PaidRequest, options: PaidOptions): Promise<PaidAnswer> {
    const { chain, care, runId } = this.#parts;
    const keyed = { cacheKey: cacheKeyOf(runId, request.system), ...request };
    return await new PaidCall(chain, care, keyed, options).run();
  }

  /** The same model for callers that know nothing of money, e.g. the planner. Its text comes when it is whole. */
  asProvider(
    taskId: string,
    effort?: Effort,
  ): {
    readonly name: string;
    generate(request: GenerateRequest, options: GenerateOptions): Promise<ProvidedGeneration>;
  } {
    return {
      name: this.endpoint,
      generate: async (request, { signal, onText }) => {
        // Which model is asked is the chain's decision.
        const question: PaidRequest = { ...request, ...(effort && { effort }) };
        const { generation, costMicros, who } = await this.ask(question, { signal, taskId });
        onText?.(generation.text);
        return { ...generation, costMicros, who };
      },
    };
  }
}

/** One for each run and kind of task: what begins alike meets the same cache at the provider. */
function cacheKeyOf(runId: string, system: string): string {
  return createHash('sha256')
    .update(JSON.stringify([runId, system]))
    .digest('hex')
    .slice(0, 32);
}
