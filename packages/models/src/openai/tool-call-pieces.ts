import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { ToolCall } from '@hanzo/contracts';
import { toldId, toldInput, toldText } from '../api/told-call.ts';

type Piece = ChatCompletionChunk.Choice.Delta.ToolCall;

interface Growing {
  id: string;
  name: string;
  arguments: string;
  /** What compatible servers put beside a call, to have it back. */
  extra?: object;
}

/** Puts tool calls together that come in pieces over many chunks, several at a time. */
export class ToolCallPieces {
  readonly #calls = new Map<number, Growing>();

  add(piece: Piece): void {
    const index = this.#indexOf(piece);
    const call = this.#calls.get(index) ?? { id: toldId(undefined), name: '', arguments: '' };
    this.#calls.set(index, call);
    // Id and name come whole, with the first piece; some servers repeat them with each.
    if (piece.id) call.id = toldId(piece.id);
    if (piece.function?.name) call.name = toldText(piece.function.name);
    call.arguments += toldInput(piece.function?.arguments ?? '');
    if ('extra_content' in piece && typeof piece.extra_content === 'object' && piece.extra_content !== null)
      call.extra = piece.extra_content;
  }

  /** In the order of their first pieces. A server that gives no ids gets some of ours. */
  get calls(): readonly ToolCall[] {
    return [...this.#calls.values()].map(({ id, name, arguments: input }) => ({ id, name, arguments: input }));
  }

  /** What came beside calls, by their ids. */
  get extras(): Readonly<Record<string, object>> {
    const calls = [...this.#calls.values()];
    return Object.fromEntries(calls.flatMap(({ id, extra }) => (extra === undefined ? [] : [[id, extra]])));
  }

  /** Some servers leave the index out, and send each call in one piece. */
  #indexOf(piece: Piece): number {
    if (Number.isInteger(piece.index)) return piece.index;
    return piece.id ? this.#calls.size : Math.max(0, this.#calls.size - 1);
  }
}
