import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addUsage, NO_USAGE, type Usage } from '@hanzo/contracts';
import { AnthropicBatches } from './anthropic-batches.ts';
import { answerAnthropic } from './anthropic-routes.ts';
import { BackgroundDesk } from './background-desk.ts';
import type { BackgroundRecord } from './background-fate.ts';
import { answerBackground } from './background-routes.ts';
import { BatchDesk } from './batch-desk.ts';
import { answerBatches } from './batch-routes.ts';
import { errorBody } from './bodies.ts';
import type { Charge } from './charge.ts';
import { Desk, type RecordedRequest } from './desk.ts';
import type { ApiStandInOptions } from './options.ts';
import { readJson } from './read-body.ts';
import { readStandInRequest } from './request.ts';
import { sendJson, speak } from './speak.ts';

/** An HTTP server on 127.0.0.1 that speaks OpenAI's API, for models, answers, files and batches, and keeps the bill. Also Anthropic's. */
export interface ApiStandIn extends AsyncDisposable {
  /** With `/v1`, as OPENAI_BASE_URL wants it. */
  readonly baseUrl: string;
  /** Every model request in order of arrival; refused ones too. Those of a batch arrive when it ends. */
  readonly requests: readonly RecordedRequest[];
  /** What the provider would bill, call by call. See `chargedMicros` for what it comes to. */
  readonly charges: readonly Charge[];
  /** The tokens of all charges. */
  readonly bill: Usage;
  /** Answers that were asked for in the background. */
  readonly background: readonly BackgroundRecord[];
  /** Drops all connections. Closing twice is harmless. */
  close(): Promise<void>;
}

const APIS: Readonly<Record<string, 'responses' | 'chat'>> = {
  '/v1/responses': 'responses',
  '/v1/chat/completions': 'chat',
};

/**
 * Starts a stand-in for an OpenAI-compatible API.
 *
 * @example
 * await using api = await startApiStandIn({ script: () => ({ kind: 'text', text: 'hello' }) });
 * // OPENAI_BASE_URL=api.baseUrl hanzo dev …
 */
export async function startApiStandIn(options: ApiStandInOptions): Promise<ApiStandIn> {
  const desk = new Desk(options);
  const batches = new BatchDesk(desk);
  const anthropicBatches = new AnthropicBatches(desk);
  const background = new BackgroundDesk(desk);
  const server = createServer((incoming, response) => {
    handle(incoming, response, { desk, batches, anthropicBatches, background }).catch((error: unknown) => {
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
    requests: desk.requests,
    charges: desk.charges,
    get bill() {
      return desk.charges.map((charge) => charge.usage).reduce(addUsage, NO_USAGE);
    },
    get background() {
      return background.records;
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

interface Desks {
  readonly desk: Desk;
  readonly batches: BatchDesk;
  readonly anthropicBatches: AnthropicBatches;
  readonly background: BackgroundDesk;
}

/** Each family of routes says whether a path is its own; Anthropic's go first. */
async function handle(incoming: IncomingMessage, response: ServerResponse, desks: Desks): Promise<void> {
  const { desk, batches, anthropicBatches, background } = desks;
  const path = new URL(incoming.url ?? '/', 'http://stand-in').pathname;
  const requestId = desk.nextRequestId();
  response.setHeader('x-request-id', requestId);
  if (await answerAnthropic(incoming, response, path, desk, anthropicBatches)) return;
  if (answerModels(incoming, response, path, desk)) return;
  if (await answerBatches(incoming, response, path, desk, batches)) return;
  if (answerBackground(incoming, response, path, desk, background)) return;
  if (await answerModel(incoming, response, path, desks, requestId)) return;
  sendJson(response, 404, errorBody(`Invalid URL (${incoming.method} ${path})`, 'invalid_request_error', null));
}

/** GET /v1/models. */
function answerModels(incoming: IncomingMessage, response: ServerResponse, path: string, desk: Desk): boolean {
  if (incoming.method !== 'GET' || path !== '/v1/models') return false;
  const refused = desk.checkKey(/^Bearer (.*)$/.exec(incoming.headers.authorization ?? '')?.[1]);
  const data = (desk.options.models ?? []).map((id) => ({ id, object: 'model', created: 0, owned_by: 'stand-in' }));
  if (refused === undefined) sendJson(response, 200, { object: 'list', data });
  else sendJson(response, refused.status, refused.body);
  return true;
}

/** POST /v1/responses and /v1/chat/completions. */
async function answerModel(
  incoming: IncomingMessage,
  response: ServerResponse,
  path: string,
  { desk, background }: Desks,
  requestId: string,
): Promise<boolean> {
  const api = APIS[path];
  if (incoming.method !== 'POST' || !api) return false;
  const body = await readJson(incoming);
  const request = readStandInRequest(api, body, incoming.headers, desk.requests.length + 1);
  const { reply, turn } = await desk.decide(request, requestId);
  if (reply.kind === 'drop') response.socket?.destroy();
  if (reply.kind === 'http-error') {
    sendJson(response, reply.status, reply.body ?? errorBody('Error.', 'server_error', null), reply.headers);
  }
  if (turn === undefined) return true;
  if (turn.inBackground) {
    sendJson(response, 200, background.begin(turn));
    return true;
  }
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  await speak(turn, response, gone.signal).catch((error: unknown) => {
    if (!gone.signal.aborted) throw error;
  });
  return true;
}
