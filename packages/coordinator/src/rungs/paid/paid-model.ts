import { createHash } from 'node:crypto';
import {
  HanzoError,
  toHanzoError,
  type ApiGeneration,
  type ApiModelCard,
  type Clock,
  type Effort,
  type GenerateOptions,
  type GenerateRequest,
  type Who,
} from '@hanzo/contracts';
import type { CallCare } from './call-care.ts';
import { chargedMicros, restated } from './call-fault.ts';
import type { ChainLink } from './model-chain.ts';
import { PaidCall, type PaidAnswer, type PaidOptions, type PaidRequest } from './paid-call.ts';
import { askWithTools } from './tools/ask-with-tools.ts';
import type { ToolModel, ToolUse } from './tools/tool-use.ts';

export interface PaidModelParts {
  /** The model that is wanted, then those that stand in for it where it is not served. */
  readonly chain: readonly [ChainLink, ...ChainLink[]];
  /** The same models, for what cannot wait for a batch. @default the chain */
  readonly atOnce?: readonly ChainLink[] | undefined;
  readonly care: CallCare;
  readonly runId: string;
}

/** An answer for callers that know nothing of money. */
export interface ProvidedGeneration extends ApiGeneration {
  readonly costMicros: number;
  readonly who: Who & { kind: 'api' };
}

/** What goes with a prompt: whoever does not take it is passed over. */
interface ModelNeeds {
  readonly images: boolean;
  readonly tools: boolean;
}

/** A model behind an API, with all that a question to it may take: retries, waits, models that stand in. */
export class PaidModel implements ToolModel {
  readonly #parts: PaidModelParts;
  /** What was said of tools. */
  readonly #told = new Set<string>();

  constructor(parts: PaidModelParts) {
    this.#parts = parts;
  }

  /** Of the model that is wanted. */
  get card(): ApiModelCard {
    return this.#parts.chain[0].model.card;
  }

  /** Name of the model that would be asked now; undefined where it is known that none is served. */
  get next(): string | undefined {
    return this.cardFor({ images: false, tools: false })?.name;
  }

  /** The card of whoever would be asked now; undefined where it is known that nobody can be. */
  cardFor(needs: ModelNeeds): ApiModelCard | undefined {
    const { care } = this.#parts;
    return this.#able(needs).find(({ model }) => care.gone.why(model) === undefined)?.model.card;
  }

  get clock(): Clock {
    return this.#parts.care.clock;
  }

  get endpoint(): string {
    return this.#parts.chain[0].model.endpoint;
  }

  /** @throws HanzoError; `details.costMicros` tells what the last try was charged with */
  async ask(request: PaidRequest, options: PaidOptions): Promise<PaidAnswer> {
    const { care, runId } = this.#parts;
    const keyed = { cacheKey: cacheKeyOf(runId, request.system), ...request };
    return await new PaidCall(this.#chainFor(request), care, keyed, options).run();
  }

  /** The same, for a question that may take several requests: see {@link askWithTools}. */
  async askWithTools(request: PaidRequest, options: PaidOptions, use: ToolUse | undefined): Promise<PaidAnswer> {
    return use === undefined ? await this.ask(request, options) : await askWithTools(this, request, options, use);
  }

  tellOfTools(taskId: string, why: string): void {
    if (this.#told.has(why)) return;
    this.#told.add(why);
    this.#parts.care.tell({ kind: 'api-tools', taskId, endpoint: this.endpoint, model: this.card.name, why });
  }

  /**
   * The same model for callers that know nothing of money, e.g. the planner. Its text comes when it is whole.
   *
   * @param tools those that it may use before it answers, for all requests or for each. @default none
   */
  asProvider(
    taskId: string,
    effort?: Effort,
    tools?: ToolUse | ((request: GenerateRequest) => ToolUse | undefined),
  ): {
    readonly name: string;
    generate(request: GenerateRequest, options: GenerateOptions): Promise<ProvidedGeneration>;
  } {
    return {
      name: this.endpoint,
      generate: async (request, { signal, onText }) => {
        // Which model is asked is the chain's decision.
        const question: PaidRequest = { ...request, ...(effort && { effort }) };
        const use = typeof tools === 'function' ? tools(request) : tools;
        // Nobody is told of a try that was lost: what it cost is part of the whole.
        let lostMicros = 0;
        const onLost = (error: HanzoError): void => {
          lostMicros += chargedMicros(error);
        };
        const asked = this.askWithTools(question, { signal, taskId, onLost }, use);
        const { generation, costMicros, who } = await asked.catch((thrown: unknown) => {
          throw withCost(thrown, lostMicros);
        });
        onText?.(generation.text);
        return { ...generation, costMicros: costMicros + lostMicros, who };
      },
    };
  }

  /** @throws HanzoError USAGE where something goes with the prompt that none of the models takes */
  #chainFor({ images = [], tools = [] }: PaidRequest): readonly ChainLink[] {
    const needs = { images: images.length > 0, tools: tools.length > 0 };
    const able = this.#able(needs);
    if (able.length > 0) return able;
    const names = this.#parts.chain.map(({ model }) => model.card.name).join(', ');
    if (needs.tools)
      throw new HanzoError('USAGE', `Tools go with the prompt, and ${names} takes none.`, {
        mend: 'Name a model that takes tools, or leave them out. `hanzo models` says which take some.',
      });
    throw new HanzoError('USAGE', `Pictures go with the prompt, and ${names} takes none.`, {
      mend: 'Name a model with vision, or leave the pictures out. `hanzo models` says which take pictures.',
    });
  }

  /** A model that waits for what it asked for cannot wait for a batch each time. */
  #able({ images, tools }: ModelNeeds): readonly ChainLink[] {
    const { chain, atOnce = chain } = this.#parts;
    return (tools ? atOnce : chain).filter(
      ({ model }) => (!images || model.card.takes.images) && (!tools || model.takesTools),
    );
  }
}

function withCost(thrown: unknown, moreMicros: number): unknown {
  if (moreMicros === 0) return thrown;
  return restated(toHanzoError(thrown), { details: { costMicros: chargedMicros(thrown) + moreMicros } });
}

/** One for each run and kind of task: what begins alike meets the same cache at the provider. */
function cacheKeyOf(runId: string, system: string): string {
  return createHash('sha256')
    .update(JSON.stringify([runId, system]))
    .digest('hex')
    .slice(0, 32);
}
