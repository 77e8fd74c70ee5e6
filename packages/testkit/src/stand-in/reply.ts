import type { ServiceTier, Usage } from '@hanzo/contracts';

/** How an answer of the stand-in is dressed and paced. */
export interface ReplyDress {
  /** What the bill says. @default a rough count of the request's and the answer's bytes */
  readonly usage?: Partial<Usage>;
  /** @default the requested model */
  readonly servedModel?: string;
  /** The tier that serves. @default the requested one */
  readonly servedTier?: Exclude<ServiceTier, 'batch'>;
  /** Stream pieces. @default 4 */
  readonly pieces?: number;
  /** Real milliseconds before the first piece. The response's headers are sent at once. @default 0 */
  readonly firstPieceMs?: number;
  /** Real milliseconds between pieces. @default 0 */
  readonly pieceMs?: number;
  /** Messages only: what the model thinks before it answers, told with its seal. @default nothing */
  readonly thinking?: string;
  /** Ends without usage, as some compatible servers do. @default false */
  readonly omitUsage?: boolean;
}

/** A tool that the stand-in's model wants to run. */
export interface ReplyCall {
  readonly name: string;
  /** Text as it is, which may be no JSON; anything else as JSON. */
  readonly arguments: unknown;
  /** @default a new one */
  readonly id?: string;
}

/** What the stand-in does with one request. */
export type Reply =
  | ({ readonly kind: 'text'; readonly text: string } & ReplyDress)
  | ({ readonly kind: 'json'; readonly value: unknown } & ReplyDress)
  /** The model wants tools run before it goes on; it may say something first. */
  | ({ readonly kind: 'tools'; readonly calls: readonly ReplyCall[]; readonly text?: string } & ReplyDress)
  /** The output cap cut the answer. */
  | ({ readonly kind: 'truncated'; readonly text: string } & ReplyDress)
  /** The model declines. */
  | ({ readonly kind: 'refusal'; readonly text: string } & ReplyDress)
  /** The provider's filter cut the answer. */
  | ({ readonly kind: 'content-filter'; readonly text: string } & ReplyDress)
  /** An HTTP error with OpenAI's body shape, see the makers in `bodies.ts`. Never charged. */
  | {
      readonly kind: 'http-error';
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** 200, then the connection drops after `afterPieces` pieces, without a terminal event. Charged: the provider did the work. */
  | ({ readonly kind: 'cut'; readonly text: string; readonly afterPieces: number } & ReplyDress)
  /** 200, then an orderly end of the stream after `afterPieces` pieces, without a terminal event. Charged. */
  | ({ readonly kind: 'unfinished'; readonly text: string; readonly afterPieces: number } & ReplyDress)
  /** 200, `afterPieces` pieces, then an error event inside the stream. Charged. */
  | ({
      readonly kind: 'stream-error';
      readonly text: string;
      readonly afterPieces: number;
      readonly code: string;
      readonly message: string;
      /** Responses: as the event `response.failed` instead of `error`. @default false */
      readonly asFailed?: boolean;
    } & ReplyDress)
  /** Accepts the request and sends nothing until the client leaves or the stand-in closes. */
  | { readonly kind: 'hang' }
  /** Drops the connection before the first byte. */
  | { readonly kind: 'drop' };
