import { NO_USAGE, type Usage } from '@hanzo/contracts';
import { cutIntoPieces, roughTokens } from '../pieces.ts';
import type { Reply, ReplyDress } from './reply.ts';
import type { StandInRequest } from './request.ts';

/** How a turn ends: the same for both interfaces. */
export type TurnEnd =
  | { readonly kind: 'stop' }
  | { readonly kind: 'length' }
  | { readonly kind: 'refusal' }
  | { readonly kind: 'content-filter' }
  | { readonly kind: 'cut' }
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'error'; readonly code: string; readonly message: string };

/** One answer, ready to be written in either interface's shape. */
export interface Turn {
  readonly id: string;
  /** Seconds since the epoch. */
  readonly createdAt: number;
  readonly request: StandInRequest;
  readonly text: string;
  /** The pieces that are really sent. */
  readonly pieces: readonly string[];
  readonly end: TurnEnd;
  readonly usage: Usage;
  readonly servedModel: string;
  readonly firstPieceMs: number;
  readonly pieceMs: number;
  readonly omitUsage: boolean;
}

/** Replies that are a model's turn; the others never reach the model. */
export type TurnReply = Exclude<Reply, { kind: 'http-error' | 'hang' | 'drop' }>;

/** Dresses a reply up as a turn. */
export function turnOf(reply: TurnReply, request: StandInRequest): Turn {
  const text = reply.kind === 'json' ? JSON.stringify(reply.value) : reply.text;
  const all = cutIntoPieces(text, reply.pieces ?? 4);
  return {
    id: `${request.api === 'responses' ? 'resp' : 'chatcmpl'}_stand_in_${request.number}`,
    createdAt: Math.floor(Date.now() / 1000),
    request,
    text,
    pieces: 'afterPieces' in reply ? all.slice(0, reply.afterPieces) : all,
    end: endOf(reply),
    usage: usageOf(reply, request, text),
    servedModel: reply.servedModel ?? request.model,
    firstPieceMs: reply.firstPieceMs ?? 0,
    pieceMs: reply.pieceMs ?? 0,
    omitUsage: reply.omitUsage ?? false,
  };
}

function endOf(reply: TurnReply): TurnEnd {
  if (reply.kind === 'text' || reply.kind === 'json') return { kind: 'stop' };
  if (reply.kind === 'truncated') return { kind: 'length' };
  if (reply.kind === 'stream-error') return { kind: 'error', code: reply.code, message: reply.message };
  return { kind: reply.kind };
}

function usageOf(reply: ReplyDress, request: StandInRequest, text: string): Usage {
  return {
    ...NO_USAGE,
    inputTokens: roughTokens(request.system + request.prompt),
    outputTokens: roughTokens(text),
    ...reply.usage,
  };
}
