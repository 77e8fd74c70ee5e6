import type { Capabilities } from '@hanzo/contracts';
import type { BackgroundScript } from './background-fate.ts';
import type { BatchScript } from './batch-fate.ts';
import type { PromptCacheOptions } from './prompt-cache.ts';
import type { RateLimitOptions } from './rate-limit.ts';
import type { Reply } from './reply.ts';
import type { StandInRequest } from './request.ts';

export interface ApiStandInOptions {
  /** Decides what happens to each request that passed the checks, also to those of batches when their batch ends. */
  readonly script: (request: StandInRequest) => Reply | Promise<Reply>;
  /** When set, any other key is answered 401, with the key in the message. @default any key, or none, will do */
  readonly apiKey?: string;
  /** When set, other models are answered 404; also the answer of GET /v1/models. @default every model exists */
  readonly models?: readonly string[];
  /** Refuse parameters and schemas that OpenAI's servers refuse. @default true */
  readonly strict?: boolean;
  /** What strictness lets a model take; undefined where the name tells it. @default the name tells it */
  readonly takes?: (model: string) => Capabilities | undefined;
  /** When set, cached input is counted by what was asked before. @default only what replies say */
  readonly promptCache?: PromptCacheOptions;
  /** When set, more requests are answered 429 with the time to wait. @default no limit */
  readonly rateLimit?: RateLimitOptions;
  /** Decides when and how batches end. @default completed at the first look, or cancelled if that was asked for */
  readonly batch?: BatchScript;
  /** Decides how answers in the background stand. @default they are there after the pace of their reply */
  readonly background?: BackgroundScript;
  /** @default 0, a free port */
  readonly port?: number;
}
