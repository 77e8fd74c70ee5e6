import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addUsage, HanzoError, NO_USAGE, type Usage } from '@hanzo/contracts';
import { errorBody, modelNotFound, unauthorized } from './bodies.ts';
import type { Reply } from './reply.ts';
import { readStandInRequest, type StandInApi, type StandInRequest } from './request.ts';
import { sendJson, speak } from './speak.ts';
import { findFault } from './strictness.ts';
import { turnOf } from './turn.ts';

export interface ApiStandInOptions {
  /** Decides what happens to each request that passed the checks. */
  readonly script: (request: StandInRequest) => Reply | Promise<Reply>;
  /** When set, any other key is answered 401, with the key in the message. @default any key, or none, will do */
  readonly apiKey?: string;
  /** When set, other models are answered 404; also the answer of GET /v1/models. @default every model exists */
  readonly models?: readonly string[];
  /** Refuse parameters and schemas that OpenAI's servers refuse. @default true */
  readonly strict?: boolean;
  /** @default 0, a free port */
  readonly port?: number;
}

/** A request, what was answered, and what it costs. */
export interface RecordedRequest extends StandInRequest {
  readonly reply: Reply;
  /** Tokens that the provider would bill. Everything that reached the model is billed in full, cut streams too. */
  readonly charged: Usage;
}

/** An HTTP server on 127.0.0.1 that speaks POST /v1/responses, POST /v1/chat/completions and GET /v1/models. */
export interface ApiStandIn extends AsyncDisposable {
  /** With `/v1`, as OPENAI_BASE_URL wants it. */
  readonly baseUrl: string;
  /** Every model request in order of arrival; refused ones too. */
  readonly requests: readonly RecordedRequest[];
  /** The sum of what was charged. */
  readonly bill: Usage;
  /** Drops all connections. Closing twice is harmless. */
  close(): Promise<void>;
}

const APIS: Readonly<Record<string, StandInApi>> = { '/v1/responses': 'responses', '/v1/chat/completions': 'chat' };

/**
 * Starts a stand-in for an OpenAI-compatible API.
 *
 * @example
 * await using api = await startApiStandIn({ script: () => ({ kind: 'text', text: 'hello' }) });
 * // OPENAI_BASE_URL=api.baseUrl hanzo dev …
 */
export async function startApiStandIn(options: ApiStandInOptions): Promise<ApiStandIn> {
  const requests: RecordedRequest[] = [];
  const server = createServer((incoming, response) => {
    handle(incoming, response, options, requests).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) response.destroy();
      else sendJson(response, 500, errorBody(`The stand-in's script failed: ${String(error)}`, 'stand_in_error', null));
    });
  });
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  };
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    get bill() {
      return requests.map((request) => request.charged).reduce(addUsage, NO_USAGE);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

async function handle(
  incoming: IncomingMessage,
  response: ServerResponse,
  options: ApiStandInOptions,
  requests: RecordedRequest[],
): Promise<void> {
  const path = new URL(incoming.url ?? '/', 'http://stand-in').pathname;
  if (incoming.method === 'GET' && path === '/v1/models') {
    listModels(response, options.models ?? []);
    return;
  }
  const api = APIS[path];
  if (incoming.method !== 'POST' || !api) {
    sendJson(response, 404, errorBody(`Invalid URL (${incoming.method} ${path})`, 'invalid_request_error', null));
    return;
  }
  const request = readStandInRequest(api, await readBody(incoming), incoming.headers, requests.length + 1);
  const recorded = { ...request, reply: { kind: 'hang' } as Reply, charged: NO_USAGE };
  requests.push(recorded);
  recorded.reply = checkAccess(request, options) ?? (await options.script(request));
  await carryOut(recorded, response);
}

async function carryOut(recorded: RecordedRequest & { charged: Usage }, response: ServerResponse): Promise<void> {
  const { reply } = recorded;
  if (reply.kind === 'hang') return;
  if (reply.kind === 'drop') {
    response.socket?.destroy();
    return;
  }
  if (reply.kind === 'http-error') {
    sendJson(response, reply.status, reply.body ?? errorBody('Error.', 'server_error', null), reply.headers);
    return;
  }
  const turn = turnOf(reply, recorded);
  recorded.charged = turn.usage;
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  await speak(turn, response, gone.signal).catch((error: unknown) => {
    if (!gone.signal.aborted) throw error;
  });
}

function checkAccess(request: StandInRequest, options: ApiStandInOptions): Reply | undefined {
  if (options.apiKey !== undefined && request.key !== options.apiKey) return unauthorized(request.key ?? '');
  if (options.models && !options.models.includes(request.model)) return modelNotFound(request.model);
  return options.strict === false ? undefined : findFault(request);
}

function listModels(response: ServerResponse, models: readonly string[]): void {
  const data = models.map((id) => ({ id, object: 'model', created: 0, owned_by: 'stand-in' }));
  sendJson(response, 200, { object: 'list', data });
}

async function readBody(incoming: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  const body: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'));
  if (typeof body !== 'object' || body === null) throw new HanzoError('INTERNAL', 'The request body is not an object.');
  return body as Readonly<Record<string, unknown>>;
}
