import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HanzoError } from '@hanzo/contracts';
import { chatChunks, progressChunk, type Dialect } from './dialects.ts';

/** One request that reached the stand-in. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly key: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
  /** Resolves when the connection of this request is gone. */
  readonly gone: Promise<unknown>;
}

/** What is said to a chat request. */
export type Said =
  | {
      readonly kind: 'answer';
      readonly pieces: readonly string[];
      readonly thoughts?: readonly string[];
      readonly finish?: string;
      /** `none`: it says nothing of usage. @default a count that fits the prompt */
      readonly usage?: 'none' | Readonly<Record<string, unknown>>;
      /** Holds the stream before its end until this resolves. */
      readonly until?: Promise<unknown>;
    }
  /** llama-server with `return_progress`: a chunk of progress after each step, then the answer. */
  | { readonly kind: 'reading'; readonly steps: readonly Promise<unknown>[]; readonly pieces: readonly string[] }
  /** 200 and the headers, then `pieces`, then nothing; the socket stays open, with comments. */
  | { readonly kind: 'silence'; readonly pieces?: readonly string[] }
  | { readonly kind: 'cut'; readonly pieces: readonly string[] }
  | { readonly kind: 'unfinished'; readonly pieces: readonly string[] }
  | { readonly kind: 'raw'; readonly status: number; readonly type?: string; readonly body: string };

/** An answer of the server about itself: status and JSON. */
export type Told = { readonly status: number; readonly body: unknown };

export interface StandInOptions {
  readonly dialect: Dialect;
  /** GET and POST paths without a query, except where the query is part of the key. */
  readonly about: Readonly<Record<string, Told | ((seen: Seen) => Told)>>;
  /** What it says to a path that it does not know. */
  readonly unknown?: Told;
  readonly chat?: (seen: Seen, count: number) => Said;
  readonly embeddings?: (seen: Seen) => Told | Promise<Told>;
  /** Wanted on every path that is not open. */
  readonly apiKey?: string;
  readonly open?: readonly string[];
  /** 0 takes a free one. */
  readonly port?: number;
}

/** A server that behaves like one of the known kinds. */
export interface StandIn extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly seen: readonly Seen[];
  /** Requests to the chat interface. */
  readonly chats: readonly Seen[];
}

export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const seen: Seen[] = [];
  const server = createServer((incoming, response) => {
    void serve(incoming, response, options, seen).catch(() => response.destroy());
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    seen,
    get chats() {
      return seen.filter(({ path }) => path === '/v1/chat/completions');
    },
    async [Symbol.asyncDispose]() {
      if (!server.listening) return;
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  options: StandInOptions,
  all: Seen[],
): Promise<void> {
  const path = incoming.url ?? '/';
  const one: Seen = {
    method: incoming.method ?? '',
    path,
    key: /^Bearer (.*)$/.exec(incoming.headers.authorization ?? '')?.[1],
    body: await readBody(incoming),
    gone: once(response, 'close'),
  };
  all.push(one);
  if (isLockedOut(one, options)) {
    // Careless servers echo the key.
    tell(response, { status: 401, body: { error: { message: `Invalid API Key ${one.key}`, code: 401 } } });
  } else if (path === '/v1/chat/completions' && options.chat !== undefined) {
    const count = all.filter((each) => each.path === path).length;
    await speak(options.chat(one, count), one, options.dialect, response);
  } else {
    tell(response, await toldOf(one, options));
  }
}

function isLockedOut({ key, path }: Seen, { apiKey, open = [] }: StandInOptions): boolean {
  return apiKey !== undefined && key !== apiKey && !open.includes(path);
}

function toldOf(seen: Seen, { about, embeddings, unknown }: StandInOptions): Told | Promise<Told> {
  if (seen.path === '/v1/embeddings' && embeddings !== undefined) return embeddings(seen);
  const told = about[seen.path] ?? unknown ?? { status: 404, body: { detail: 'Not Found' } };
  return typeof told === 'function' ? told(seen) : told;
}

async function speak(said: Said, seen: Seen, dialect: Dialect, response: ServerResponse): Promise<void> {
  if (said.kind === 'raw') {
    response.writeHead(said.status, { 'content-type': said.type ?? 'application/json' });
    response.end(said.body);
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  const stream = chatChunks(dialect, seen.body, said.kind === 'answer' ? said : { pieces: said.pieces ?? [] });
  const write = (chunk: unknown): boolean => response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  if (said.kind === 'reading') {
    for (const [index, step] of said.steps.entries()) {
      await step;
      write(progressChunk(index + 1, said.steps.length));
    }
  }
  stream.opening.forEach(write);
  if (said.kind === 'silence') {
    response.write(': keep-alive\n\n');
    return;
  }
  if (said.kind === 'cut') {
    await new Promise((resolve) => response.write(': about to fail\n\n', resolve));
    setImmediate(() => response.socket?.resetAndDestroy());
    return;
  }
  if (said.kind === 'answer' || said.kind === 'reading') {
    if (said.kind === 'answer') await said.until;
    stream.closing.forEach(write);
    response.write('data: [DONE]\n\n');
  }
  response.end();
}

function tell(response: ServerResponse, { status, body }: Told): void {
  if (status >= 300 && status < 400) {
    response.writeHead(status, { location: String(body) }).end();
    return;
  }
  const isText = typeof body === 'string';
  response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json' });
  response.end(isText ? body : JSON.stringify(body));
}

async function readBody(incoming: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString('utf8');
  if (text === '') return {};
  const body: unknown = JSON.parse(text);
  if (typeof body === 'object' && body !== null) return body as Readonly<Record<string, unknown>>;
  throw new HanzoError('INTERNAL', 'The request body is not an object.');
}
