import { NO_USAGE, type ServiceTier, type ToolCall, type Usage } from '@hanzo/contracts';
import { cutIntoPieces, roughTokens } from '../pieces.ts';
import { imageTokens } from './images.ts';
import type { PromptCache } from './prompt-cache.ts';
import type { Reply, ReplyCall } from './reply.ts';
import type { StandInRequest } from './request.ts';

/** How a turn ends: the same for all interfaces. */
export type TurnEnd =
  | { readonly kind: 'stop' }
  /** The model waits for its tools. */
  | { readonly kind: 'tools' }
  | { readonly kind: 'length' }
  | { readonly kind: 'refusal' }
  | { readonly kind: 'content-filter' }
  | { readonly kind: 'cut' }
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'error' | 'failed'; readonly code: string; readonly message: string };

/** One answer, ready to be written in any interface's shape. */
export interface Turn {
  readonly id: string;
  /** Seconds since the epoch. */
  readonly createdAt: number;
  readonly request: StandInRequest;
  readonly text: string;
  /** The pieces that are really sent. */
  readonly pieces: readonly string[];
  readonly calls: readonly ToolCall[];
  readonly thinking: string | undefined;
  readonly end: TurnEnd;
  readonly usage: Usage;
  readonly servedModel: string;
  readonly servedTier: ServiceTier;
  readonly firstPieceMs: number;
  readonly pieceMs: number;
  readonly omitUsage: boolean;
  /** Nobody listens while it is written. */
  readonly inBackground: boolean;
}

/** Replies that are a model's turn; the others never reach the model. */
export type TurnReply = Exclude<Reply, { kind: 'http-error' | 'hang' | 'drop' }>;

const ID_STARTS = { responses: 'resp', chat: 'chatcmpl', messages: 'msg' } as const;

/** Dresses a reply up as a turn. */
export function turnOf(reply: TurnReply, request: StandInRequest, cache?: PromptCache, inBackground = false): Turn {
  const text = textOf(reply);
  const all = cutIntoPieces(text, reply.pieces ?? 4);
  const calls = reply.kind === 'tools' ? reply.calls.map((call, at) => callOf(call, request.number, at)) : [];
  return {
    id: `${ID_STARTS[request.api]}_stand_in_${request.number}`,
    createdAt: Math.floor(Date.now() / 1000),
    request,
    text,
    pieces: 'afterPieces' in reply ? all.slice(0, reply.afterPieces) : all,
    calls,
    thinking: reply.thinking,
    end: endOf(reply),
    usage: usageOf(reply, request, text + calls.map((call) => call.arguments).join(''), cache),
    servedModel: reply.servedModel ?? request.model,
    servedTier: request.batch === undefined ? (reply.servedTier ?? tierAsked(request)) : 'batch',
    firstPieceMs: reply.firstPieceMs ?? 0,
    pieceMs: reply.pieceMs ?? 0,
    omitUsage: reply.omitUsage ?? false,
    inBackground,
  };
}

function textOf(reply: TurnReply): string {
  return reply.kind === 'json' ? JSON.stringify(reply.value) : (reply.text ?? '');
}

function callOf(call: ReplyCall, requestNumber: number, at: number): ToolCall {
  return {
    id: call.id ?? `call_${requestNumber}_${at + 1}`,
    name: call.name,
    arguments: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments),
  };
}

function endOf(reply: TurnReply): TurnEnd {
  if (reply.kind === 'text' || reply.kind === 'json') return { kind: 'stop' };
  if (reply.kind === 'truncated') return { kind: 'length' };
  if (reply.kind === 'stream-error') {
    const { code, message, asFailed = false } = reply;
    return { kind: asFailed ? 'failed' : 'error', code, message };
  }
  return { kind: reply.kind };
}

function tierAsked({ serviceTier }: StandInRequest): ServiceTier {
  if (serviceTier === 'flex') return 'flex';
  return serviceTier === 'priority' || serviceTier === 'fast' ? 'priority' : 'standard';
}

function usageOf(reply: TurnReply, request: StandInRequest, said: string, cache: PromptCache | undefined): Usage {
  const asked = request.system + request.prompt + request.toolOutputs.map(({ output }) => output).join('');
  const seen = request.images.reduce((sum, image) => sum + imageTokens(image, request.model), 0);
  const inputTokens = reply.usage?.inputTokens ?? roughTokens(asked) + seen;
  return {
    ...NO_USAGE,
    inputTokens,
    outputTokens: roughTokens(said),
    ...cache?.use(request, inputTokens),
    ...reply.usage,
  };
}
