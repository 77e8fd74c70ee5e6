import type { ServerResponse } from 'node:http';
import { systemClock } from '@hanzo/contracts';
import { anthropicMessage } from './anthropic-shape.ts';
import { anthropicWriter } from './anthropic-writer.ts';
import { closingChunks, completionBody, openingChunk, pieceChunk } from './chat-shape.ts';
import { closingEvents, openingEvents, pieceEvent, responseBody } from './responses-shape.ts';
import type { StandInApi } from './request.ts';
import type { StreamWriter } from './stream-writer.ts';
import type { Turn } from './turn.ts';

/** Writes a turn as a stream or as one body. `gone` fires when the client leaves. */
export async function speak(turn: Turn, response: ServerResponse, gone: AbortSignal): Promise<void> {
  if (turn.request.stream) await speakStream(turn, response, gone);
  else await speakWhole(turn, response, gone);
}

const BROKEN: readonly Turn['end']['kind'][] = ['cut', 'unfinished', 'error', 'failed'];

async function speakWhole(turn: Turn, response: ServerResponse, gone: AbortSignal): Promise<void> {
  await systemClock.sleep(turn.firstPieceMs + turn.pieceMs * turn.pieces.length, gone);
  if (BROKEN.includes(turn.end.kind)) {
    response.destroy();
    return;
  }
  sendJson(response, 200, wholeBody(turn));
}

/** The whole answer, as it is sent to those who want no stream, and written into the files of a batch. */
export function wholeBody(turn: Turn): Readonly<Record<string, unknown>> {
  if (turn.request.api === 'messages') return { ...anthropicMessage(turn) };
  return turn.request.api === 'responses' ? responseBody(turn, 'finished') : completionBody(turn);
}

/** Sends one JSON body. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

async function speakStream(turn: Turn, response: ServerResponse, gone: AbortSignal): Promise<void> {
  const write = WRITERS[turn.request.api](turn, response);
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  response.flushHeaders();
  write.opening();
  await systemClock.sleep(turn.firstPieceMs, gone);
  for (const [index, piece] of turn.pieces.entries()) {
    if (index > 0) await systemClock.sleep(turn.pieceMs, gone);
    write.piece(piece);
  }
  if (turn.end.kind === 'cut') {
    // Lets the pieces leave this machine before the reset throws them away.
    await systemClock.sleep(20, gone);
    response.destroy();
    return;
  }
  write.closing();
  response.end();
}

const WRITERS: Readonly<Record<StandInApi, (turn: Turn, response: ServerResponse) => StreamWriter>> = {
  responses: responsesWriter,
  chat: chatWriter,
  messages: anthropicWriter,
};

function responsesWriter(turn: Turn, response: ServerResponse): StreamWriter {
  let sequence = 0;
  const write = (event: Readonly<Record<string, unknown>>): void => {
    response.write(
      `event: ${String(event['type'])}\ndata: ${JSON.stringify({ ...event, sequence_number: sequence++ })}\n\n`,
    );
  };
  return {
    opening: () => openingEvents(turn).forEach(write),
    piece: (piece) => write(pieceEvent(turn, piece)),
    closing: () => closingEvents(turn).forEach(write),
  };
}

function chatWriter(turn: Turn, response: ServerResponse): StreamWriter {
  const write = (chunk: Readonly<Record<string, unknown>>): void => {
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  };
  return {
    opening: () => write(openingChunk(turn)),
    piece: (piece) => write(pieceChunk(turn, piece)),
    closing() {
      const chunks = closingChunks(turn);
      chunks.forEach(write);
      if (chunks.length > 0) response.write('data: [DONE]\n\n');
    },
  };
}
