import { NO_USAGE, type Usage } from '@hanzo/contracts';
import { AnthropicCache } from './anthropic-cache.ts';
import { anthropicRefusal, anthropicTurnOf } from './anthropic-decide.ts';
import { backgroundFault, wantsBackground } from './background-wanted.ts';
import { modelNotFound, unauthorized } from './bodies.ts';
import type { Charge } from './charge.ts';
import { FileShelf } from './file-shelf.ts';
import type { ApiStandInOptions } from './options.ts';
import { PromptCache } from './prompt-cache.ts';
import { RateLimit } from './rate-limit.ts';
import type { Reply } from './reply.ts';
import type { StandInRequest } from './request.ts';
import { findFault } from './strictness.ts';
import { turnOf, type Turn } from './turn.ts';

/** A request, what was answered, and what it costs. */
export interface RecordedRequest extends StandInRequest {
  /** The answer's header `x-request-id`. */
  readonly requestId: string;
  readonly reply: Reply;
  /** Tokens that the provider would bill. Everything that reached the model is billed in full, cut streams too. */
  readonly charged: Usage;
}

/** What was decided about a request; without a turn it never reached the model. */
export interface Decision {
  readonly reply: Reply;
  readonly turn: Turn | undefined;
}

/** Decides about requests and keeps the log and the bill: the same for all routes of a stand-in. */
export class Desk {
  readonly options: ApiStandInOptions;
  readonly files: FileShelf = new FileShelf();
  readonly requests: RecordedRequest[] = [];
  readonly charges: Charge[] = [];
  readonly #cache: PromptCache | undefined;
  readonly #marks: AnthropicCache | undefined;
  readonly #limit: RateLimit | undefined;
  #lastId = 0;

  constructor(options: ApiStandInOptions) {
    this.options = options;
    this.#cache = options.promptCache && new PromptCache(options.promptCache);
    this.#marks = options.promptCache && new AnthropicCache();
    this.#limit = options.rateLimit && new RateLimit(options.rateLimit);
  }

  /** A name for one answer, as providers put it into the header `x-request-id`. */
  nextRequestId(): string {
    this.#lastId += 1;
    return `req_stand_in_${this.#lastId}`;
  }

  /** 401 for a wrong key. */
  checkKey(key: string | undefined): Extract<Reply, { kind: 'http-error' }> | undefined {
    const { apiKey } = this.options;
    return apiKey === undefined || key === apiKey ? undefined : unauthorized(key ?? '');
  }

  /**
   * Logs the request, asks the script, and writes the bill.
   *
   * @param refuse what is refused before the script is asked. @default what OpenAI refuses
   */
  async decide(
    request: StandInRequest,
    requestId: string,
    refuse: (request: StandInRequest) => Reply | undefined = (given) => this.#refuse(given),
  ): Promise<Decision> {
    const recorded = { ...request, requestId, reply: { kind: 'hang' } as Reply, charged: NO_USAGE };
    this.requests.push(recorded);
    const refused = refuse(request) ?? (request.batch === undefined ? this.#limit?.refuse() : undefined);
    const reply = refused ?? (await this.options.script(request));
    recorded.reply = reply;
    if (reply.kind === 'hang' || reply.kind === 'drop' || reply.kind === 'http-error')
      return { reply, turn: undefined };
    const turn =
      request.api === 'messages'
        ? anthropicTurnOf(reply, request, this.#marks)
        : turnOf(reply, request, this.#cache, wantsBackground(request, this));
    recorded.charged = turn.usage;
    this.charges.push(chargeOf(turn, requestId));
    return { reply, turn };
  }

  #refuse(request: StandInRequest): Reply | undefined {
    if (request.api === 'messages') return anthropicRefusal(request, this.options, this.#limit);
    const { models, strict = true, takes } = this.options;
    const wrongKey = this.checkKey(request.key);
    if (wrongKey !== undefined) return wrongKey;
    if (models && !models.includes(request.model)) return modelNotFound(request.model);
    const fault = backgroundFault(request, this);
    return fault ?? (strict ? findFault(request, takes?.(request.model)) : undefined);
  }
}

function chargeOf({ request, servedModel, servedTier, usage }: Turn, requestId: string): Charge {
  const { number, api, model, key, batch } = request;
  return { requestId, number, api, model, servedModel, tier: servedTier, usage, key, customId: batch?.customId };
}
