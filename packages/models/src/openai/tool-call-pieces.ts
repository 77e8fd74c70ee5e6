import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { ToolCall } from '@hanzo/contracts';

type Piece = ChatCompletionChunk.Choice.Delta.ToolCall;

interface Growing {
  id: string;
  name: string;
  arguments: string;
}

/** Puts tool calls together that come in pieces over many chunks, several at a time. */
export class ToolCallPieces {
  readonly #calls = new Map<number, Growing>();

  add(piece: Piece): void {
    const index = this.#indexOf(piece);
    const call = this.#calls.get(index) ?? { id: '', name: '', arguments: '' };
    this.#calls.set(index, call);
    // Id and name come whole, with the first piece; some servers repeat them with each.
    if (piece.id) call.id = piece.id;
    if (piece.function?.name) call.name = piece.function.name;
    call.arguments += piece.function?.arguments ?? '';
  }

  /** In the order of their first pieces. A server that gives no ids gets some of ours. */
  get calls(): readonly ToolCall[] {
    return [...this.#calls.values()].map((call, at) => ({ ...call, id: call.id || `call_${at + 1}` }));
  }

  /** Some servers leave the index out, and send each call in one piece. */
  #indexOf(piece: Piece): number {
    if (Number.isInteger(piece.index)) return piece.index;
    return piece.id ? this.#calls.size : Math.max(0, this.#calls.size - 1);
  }
}
