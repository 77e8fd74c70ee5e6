import {
  type Clock,
  type FinishReason,
  type GenerateOptions,
  type GenerateRequest,
  type Generation,
  HanzoError,
  type ModelProvider,
  systemClock,
  type Usage,
} from '@hanzo/contracts';
import { cutIntoPieces, roughTokens } from './pieces.ts';

/** How a scripted answer is dressed. */
export interface ScriptedDress {
  readonly usage?: Partial<Usage>;
  /** @default 'stop' */
  readonly finish?: FinishReason;
  /** @default the requested model */
  readonly servedModel?: string;
  /** Pieces the text is cut into. @default 1 */
  readonly pieces?: number;
  /** Clock milliseconds before the first piece. @default 0 */
  readonly firstPieceMs?: number;
  /** Clock milliseconds between pieces. @default 0 */
  readonly pieceMs?: number;
}

/** What a scripted model does with one request. A bare string is a text answer. */
export type ScriptedReply =
  | string
  | ({ readonly kind: 'text'; readonly text: string } & ScriptedDress)
  | ({ readonly kind: 'json'; readonly value: unknown } & ScriptedDress)
  /** Fails, after `text` was streamed if there is any. */
  | ({ readonly kind: 'fail'; readonly error: HanzoError; readonly text?: string } & ScriptedDress)
  /** Never ends by itself: only the signal frees the caller. */
  | { readonly kind: 'hang'; readonly text?: string };

/** Replies one after the other, or a function of the request. `call` counts from 0. */
export type ModelScript =
  | readonly ScriptedReply[]
  | ((request: GenerateRequest, call: number) => ScriptedReply | Promise<ScriptedReply>);

export interface ScriptedModelOptions {
  /** @default 'scripted' */
  readonly name?: string;
  /** @default the system clock */
  readonly clock?: Clock;
}

/** A scripted model and what it was asked. */
export interface ScriptedModel extends ModelProvider {
  readonly calls: readonly GenerateRequest[];
  /** Calls that have neither answered nor failed yet. */
  readonly active: number;
}

/**
 * A model that says what it is told. A request with `resume` goes on from there: what the script says counts as the whole
 * answer where it begins so, and as what follows where it does not.
 *
 * @example
 * const model = scriptedModel(['first answer', { kind: 'fail', error: new HanzoError('ENGINE_CRASHED', 'Boom.') }]);
 */
export function scriptedModel(script: ModelScript, options: ScriptedModelOptions = {}): ScriptedModel {
  const calls: GenerateRequest[] = [];
  const clock = options.clock ?? systemClock;
  let active = 0;
  return {
    name: options.name ?? 'scripted',
    calls,
    get active() {
      return active;
    },
    async generate(request, generateOptions) {
      const call = calls.length;
      calls.push(request);
      active += 1;
      try {
        generateOptions.signal.throwIfAborted();
        const reply = await replyOf(script, request, call);
        generateOptions.signal.throwIfAborted();
        return await play(reply, request, generateOptions, clock);
      } finally {
        active -= 1;
      }
    },
  };
}

async function replyOf(script: ModelScript, request: GenerateRequest, call: number): Promise<ScriptedReply> {
  if (typeof script === 'function') return await script(request, call);
  const reply = script[call];
  if (reply === undefined) {
    throw new HanzoError(
      'INTERNAL',
      `The scripted model has ${script.length} replies and was asked ${call + 1} times.`,
    );
  }
  return reply;
}

async function play(
  reply: ScriptedReply,
  request: GenerateRequest,
  options: GenerateOptions,
  clock: Clock,
): Promise<Generation> {
  if (typeof reply === 'string') return await play({ kind: 'text', text: reply }, request, options, clock);
  switch (reply.kind) {
    case 'hang':
      if (reply.text) options.onText?.(newIn(reply.text, request));
      return await hangUntilAborted(options.signal);
    case 'fail':
      await stream(newIn(reply.text ?? '', request), reply, options, clock);
      throw reply.error;
    case 'text':
      return await answer(reply.text, reply, request, options, clock);
    case 'json':
      return await answer(JSON.stringify(reply.value), reply, request, options, clock);
  }
}

/** What of a scripted text comes after the beginning that is there already. */
function newIn(text: string, { resume = '' }: GenerateRequest): string {
  return text.startsWith(resume) ? text.slice(resume.length) : text;
}

async function answer(
  text: string,
  dress: ScriptedDress,
  request: GenerateRequest,
  options: GenerateOptions,
  clock: Clock,
): Promise<Generation> {
  const startedAt = clock.now();
  const { resume = '' } = request;
  const fresh = newIn(text, request);
  const firstTokenMs = await stream(fresh, dress, options, clock);
  return {
    text: resume + fresh,
    finish: dress.finish ?? 'stop',
    servedModel: dress.servedModel ?? request.model,
    usage: {
      inputTokens: roughTokens(request.system + request.prompt + resume),
      cachedInputTokens: 0,
      outputTokens: roughTokens(fresh),
      reasoningTokens: 0,
      ...dress.usage,
    },
    timings: { queueMs: 0, firstTokenMs, totalMs: clock.now() - startedAt },
  };
}

/** Hands the pieces out and returns the milliseconds before the first. */
async function stream(text: string, dress: ScriptedDress, options: GenerateOptions, clock: Clock): Promise<number> {
  const startedAt = clock.now();
  if (dress.firstPieceMs) await clock.sleep(dress.firstPieceMs, options.signal);
  const firstTokenMs = clock.now() - startedAt;
  for (const [index, piece] of cutIntoPieces(text, dress.pieces ?? 1).entries()) {
    if (index > 0 && dress.pieceMs) await clock.sleep(dress.pieceMs, options.signal);
    options.signal.throwIfAborted();
    options.onText?.(piece);
  }
  return firstTokenMs;
}

function hangUntilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
