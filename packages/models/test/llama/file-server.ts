import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** What the server saw. */
export interface SeenRequest {
  readonly path: string;
  readonly method: string;
  readonly range: string | undefined;
  readonly authorization: string | undefined;
}

export interface FileServer extends AsyncDisposable {
  readonly origin: string;
  readonly requests: SeenRequest[];
  /** Total bytes of bodies that were written. */
  sentBytes: number;
  /** Answers instead of the file; return false to let the file be served. */
  intercept: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  /** After so many bytes of bodies to ranges, the server falls silent. */
  silentAfter: number;
}

const PIECE_BYTES = 64 * 1024;

/** Serves one file's bytes at every path, with ranges, like a CDN. */
export async function startFileServer(body: Buffer): Promise<FileServer> {
  const http = createServer((request, response) => {
    const { range, authorization } = request.headers;
    server.requests.push({ path: request.url ?? '', method: request.method ?? '', range, authorization });
    if (server.intercept?.(request, response) === true) return;
    void serve(server, body, range, response);
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const server: FileServer = {
    origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    requests: [],
    sentBytes: 0,
    intercept: undefined,
    silentAfter: Infinity,
    async [Symbol.asyncDispose]() {
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
  return server;
}

async function serve(
  server: FileServer,
  body: Buffer,
  range: string | undefined,
  response: ServerResponse,
): Promise<void> {
  const [, first = '0', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  const start = Number(first);
  const end = last === '' ? body.length : Number(last) + 1;
  response.writeHead(range === undefined ? 200 : 206, {
    'accept-ranges': 'bytes',
    'content-type': 'application/octet-stream',
    'content-length': end - start,
    ...(range === undefined ? {} : { 'content-range': `bytes ${start}-${end - 1}/${body.length}` }),
  });
  if (range === undefined) {
    // The downloader asks once without a range, for the headers only.
    response.flushHeaders();
    return;
  }
  await pipeline(Readable.from(pieces(server, body.subarray(start, end))), response).catch(() => undefined);
}

async function* pieces(server: FileServer, body: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < body.length; at += PIECE_BYTES) {
    // A connection that stays open and says nothing.
    if (server.sentBytes >= server.silentAfter) await new Promise(() => undefined);
    const piece = body.subarray(at, at + PIECE_BYTES);
    server.sentBytes += piece.length;
    yield piece;
  }
}
