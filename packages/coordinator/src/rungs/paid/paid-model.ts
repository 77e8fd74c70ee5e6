import { createHash } from 'node:crypto';
import {
  HanzoError,
  type ApiGeneration,
  type ApiModelCard,
  type Effort,
  type GenerateOptions,
  type GenerateRequest,
  type Who,
} from '@hanzo/contracts';
import type { CallCare } from './call-care.ts';
import type { MeteredModel } from './metered-model.ts';
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
    return this.nextCard?.name;
  }

  get nextCard(): ApiModelCard | undefined {
    const { chain, care } = this.#parts;
    return chain.find(({ model }) => care.gone.why(model) === undefined)?.model.card;
  }

  /** The same for a prompt with pictures: whoever takes none is passed over. */
  get nextSeeing(): string | undefined {
    return this.nextSeeingCard?.name;
  }

  get nextSeeingCard(): ApiModelCard | undefined {
    const { chain, care } = this.#parts;
    return chain.find(({ model }) => sees(model) && care.gone.why(model) === undefined)?.model.card;
  }

  get endpoint(): string {
    return this.#parts.chain[0].model.endpoint;
  }

  /** @throws HanzoError; `details.costMicros` tells what the last try was charged with */
  async ask(request: PaidRequest, options: PaidOptions): Promise<PaidAnswer> {
    const { chain, care, runId } = this.#parts;
    const keyed = { cacheKey: cacheKeyOf(runId, request.system), ...request };
    return await new PaidCall(chainFor(request, chain), care, keyed, options).run();
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

function sees({ card }: Pick<MeteredModel, 'card'>): boolean {
  return card.takes.images;
}

/** @throws HanzoError USAGE where pictures go with the prompt, and none of the models takes any */
function chainFor({ images = [] }: PaidRequest, chain: PaidModelParts['chain']): readonly ChainLink[] {
  if (images.length === 0) return chain;
  const able = chain.filter(({ model }) => sees(model));
  if (able.length > 0) return able;
  const names = chain.map(({ model }) => model.card.name).join(', ');
  throw new HanzoError('USAGE', `Pictures go with the prompt, and ${names} takes none.`, {
    mend: 'Name a model with vision, or leave the pictures out. `hanzo models` says which take pictures.',
  });
}

/** One for each run and kind of task: what begins alike meets the same cache at the provider. */
function cacheKeyOf(runId: string, system: string): string {
  return createHash('sha256')
    .update(JSON.stringify([runId, system]))
    .digest('hex')
    .slice(0, 32);
}
