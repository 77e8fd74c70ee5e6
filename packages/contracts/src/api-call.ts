import type { Effort, ServiceTier } from './api-model.ts';
import type { HanzoError } from './errors.ts';
import type { GenerateOptions, GenerateRequest, Generation, Usage } from './generate.ts';

/** A function that a model may ask for. */
export interface ToolSpec {
  /** `[a-zA-Z0-9_-]{1,64}`. */
  readonly name: string;
  /** For the model: what it does, and when to use it. */
  readonly description: string;
  /** JSON Schema of an object. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What a model asked for. Nothing is checked yet: `arguments` may be anything, also no JSON. */
export interface ToolCall {
  /** By which its result is told. */
  readonly id: string;
  readonly name: string;
  /** JSON text as the model wrote it. */
  readonly arguments: string;
}

/** `required`: some tool. `{ name }`: this one. */
export type ToolChoice = 'auto' | 'none' | 'required' | { readonly name: string };

/** What came after the prompt of a request, in order. */
export type ApiTurn =
  | { readonly role: 'user'; readonly text: string }
  | {
      readonly role: 'assistant';
      readonly text: string;
      readonly toolCalls: readonly ToolCall[];
      /** `ApiGeneration.state` of that answer. */
      readonly state?: unknown;
    }
  | { readonly role: 'tool'; readonly callId: string; readonly output: string; readonly failed?: boolean };

/** A request with what only API models take. What a model's card does not name is left out of it. */
export interface ApiRequest extends GenerateRequest {
  /** @default the model's own */
  readonly effort?: Effort;
  /** @default 'standard' */
  readonly serviceTier?: ServiceTier;
  /** Requests with the same key and beginning meet the same cache at the provider: 1 to 64 characters. @default none */
  readonly cacheKey?: string;
  /** @default none */
  readonly tools?: readonly ToolSpec[];
  /** @default 'auto' */
  readonly toolChoice?: ToolChoice;
  /** Earlier turns of the same conversation, after `prompt`. @default none */
  readonly history?: readonly ApiTurn[];
}

export interface ApiGeneration extends Generation {
  /** Empty unless the model wants tools run before it goes on. */
  readonly toolCalls: readonly ToolCall[];
  /** The output cap cut it while it asked for tools: these are left out, and what it wrote before is no answer. @default false */
  readonly cutInCall?: boolean;
  /** The tier that really served; undefined where the provider does not tell. */
  readonly servedTier: ServiceTier | undefined;
  /** The provider's name for the call, to be found again on its bill. */
  readonly requestId: string | undefined;
  /** What the same model wants back in `history`, e.g. its sealed reasoning. */
  readonly state?: unknown;
}

/**
 * A model behind an API. Rejects like {@link ModelProvider}, with {@link CallFault} in the error's `details`. It never
 * retries: one call is one charge.
 */
export interface ApiProvider {
  /** Who this is, for people: the endpoint's host. */
  readonly name: string;
  /**
   * True when every request names its service tier, so that no setting of the account chooses a dearer one. Servers that
   * are merely compatible are not sent the name of the standard tier. @default false
   */
  readonly namesTier?: boolean;
  generate(request: ApiRequest, options: GenerateOptions): Promise<ApiGeneration>;
}

/** What the error of a failed call says of the money. Absent: unknown. */
export interface CallFault {
  /** `yes`: `usage` says how much. `unknown`: it may have cost the worst case. */
  readonly charged: 'no' | 'yes' | 'unknown';
  readonly usage?: Usage;
  readonly servedModel?: string;
  readonly servedTier?: ServiceTier;
  readonly requestId?: string;
  /** HTTP status. */
  readonly status?: number;
  /** How long the provider asks us to wait. Milliseconds. */
  readonly retryAfterMs?: number;
}

/** One request of a batch. */
export interface BatchItem {
  /** Unique within the batch: `[a-zA-Z0-9_-]{1,64}`. */
  readonly id: string;
  readonly request: ApiRequest;
}

/** What became of one request of a batch. */
export type BatchResult =
  | { readonly kind: 'done'; readonly generation: ApiGeneration }
  /** With {@link CallFault} in its `details`. */
  | { readonly kind: 'failed'; readonly error: HanzoError };

export type BatchState =
  | { readonly kind: 'working'; readonly ended: number; readonly total: number }
  /** A result for every item, also for those that were cancelled or ran out of time (not charged). */
  | { readonly kind: 'ended'; readonly results: ReadonlyMap<string, BatchResult> };

/** Requests that may take a day, at half the price. Rejects like {@link ApiProvider}. */
export interface BatchApi {
  /** Most items of one batch. */
  readonly maxItems: number;
  /** Uploads and starts. All items are for one model. Resolves to the provider's id of the batch. */
  submit(items: readonly BatchItem[], signal: AbortSignal): Promise<string>;
  look(batchId: string, signal: AbortSignal): Promise<BatchState>;
  /** What has not been done yet is left undone, and not charged. */
  cancel(batchId: string, signal: AbortSignal): Promise<void>;
}

/** How an answer stands that its provider works on. Every end but the first has its own error. */
export type BackgroundState =
  | { readonly kind: 'working' }
  | { readonly kind: 'done'; readonly generation: ApiGeneration }
  /** It has ended without an answer. With {@link CallFault} in its `details`; CANCELLED when somebody cancelled it. */
  | { readonly kind: 'failed'; readonly error: HanzoError }
  /** The provider does not know it, or not any more: nobody can tell what became of it. */
  | { readonly kind: 'gone' };

/** What a provider made of a request. */
export type BackgroundStart =
  /** `answerId`: the provider's name for it. Whoever knows it can ask for the answer, also from another process. */
  | { readonly kind: 'begun'; readonly answerId: string }
  /** The endpoint answered at once, as if it had not been asked for the background. `answerId`: where it kept the answer. */
  | { readonly kind: 'answered'; readonly generation: ApiGeneration; readonly answerId: string | undefined }
  /** The endpoint has no background. It has done nothing and charges nothing. */
  | { readonly kind: 'unsupported'; readonly error: HanzoError };

/** Answers that a provider goes on with while nobody listens. Rejects like {@link ApiProvider}. */
export interface BackgroundApi {
  begin(request: ApiRequest, signal: AbortSignal): Promise<BackgroundStart>;
  /**
   * An error of it says nothing of what the answer costs.
   *
   * @param request the one that it answers; undefined where nobody knows it any more: what of its usage is not told is NaN then
   */
  look(answerId: string, request: ApiRequest | undefined, signal: AbortSignal): Promise<BackgroundState>;
  /** Stops it, and says how it stands then. @param request as of `look` */
  cancel(answerId: string, request: ApiRequest | undefined, signal: AbortSignal): Promise<BackgroundState>;
  /** The provider keeps it no longer. One that is gone already is no error. */
  forget(answerId: string, signal: AbortSignal): Promise<void>;
}
