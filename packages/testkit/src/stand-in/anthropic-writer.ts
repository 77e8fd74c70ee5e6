import type { ServerResponse } from 'node:http';
import {
  anthropicClosing,
  type AnthropicEvent,
  anthropicOpening,
  anthropicPiece,
  type AnthropicSign,
} from './anthropic-shape.ts';
import type { StreamWriter } from './stream-writer.ts';
import type { Turn } from './turn.ts';

/** Writes the events of a message as they come. */
export function anthropicWriter(turn: Turn, response: ServerResponse): StreamWriter {
  let pieces = 0;
  const write = (event: AnthropicEvent | AnthropicSign): void => {
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  };
  return {
    opening: () => anthropicOpening(turn).forEach(write),
    piece: (piece) => anthropicPiece(turn, piece, pieces++ === 0).forEach(write),
    closing: () => anthropicClosing(turn).forEach(write),
  };
}
