import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AnthropicBatches } from './anthropic-batches.ts';
import { anthropicErrorBody, anthropicUnauthorized } from './anthropic-bodies.ts';
import { readAnthropicRequest } from './anthropic-request.ts';
import type { Desk } from './desk.ts';
import { readJson } from './read-body.ts';
import { sendJson, speak } from './speak.ts';

/** /v1/messages, /v1/messages/batches, and /v1/models for Anthropic's client. Resolves to false for any other path. */
export async function answerAnthropic(
  incoming: IncomingMessage,
  response: ServerResponse,
  path: string,
  desk: Desk,
  batches: AnthropicBatches,
): Promise<boolean> {
  const isModels = path === '/v1/models' && incoming.headers['anthropic-version'] !== undefined;
  if (!isModels && path !== '/v1/messages' && !path.startsWith('/v1/messages/batches')) return false;
  const requestId = String(response.getHeader('x-request-id'));
  response.setHeader('request-id', requestId);
  response.removeHeader('x-request-id');
  if (path === '/v1/messages') {
    await answerMessage(incoming, response, desk, requestId);
    return true;
  }
  const key = keyOf(incoming);
  if (desk.checkKey(key) !== undefined) {
    sendJson(response, 401, anthropicUnauthorized(key ?? '').body);
  } else if (isModels) {
    sendJson(response, 200, modelsPage(desk.options.models ?? [], incoming.url ?? ''));
  } else await batches.answer(incoming, response, path);
  return true;
}

function keyOf({ headers }: IncomingMessage): string | undefined {
  return readAnthropicRequest({}, headers, 0).key;
}

async function answerMessage(
  incoming: IncomingMessage,
  response: ServerResponse,
  desk: Desk,
  requestId: string,
): Promise<void> {
  if (incoming.method !== 'POST') {
    sendJson(response, 405, anthropicErrorBody('invalid_request_error', 'Method Not Allowed'));
    return;
  }
  const request = readAnthropicRequest(await readJson(incoming), incoming.headers, desk.requests.length + 1);
  const { reply, turn } = await desk.decide(request, requestId);
  if (reply.kind === 'drop') response.socket?.destroy();
  if (reply.kind === 'http-error') {
    const body = reply.body ?? anthropicErrorBody('api_error', 'Error.');
    sendJson(response, reply.status, body, reply.headers);
  }
  if (turn === undefined) return;
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  await speak(turn, response, gone.signal).catch((error: unknown) => {
    if (!gone.signal.aborted) throw error;
  });
}

/** One page of the list; `after_id` names the last model of the page before. */
function modelsPage(models: readonly string[], url: string): unknown {
  const query = new URL(url, 'http://stand-in').searchParams;
  const limit = Number(query.get('limit') ?? 20);
  const from = models.indexOf(query.get('after_id') ?? '') + 1;
  const page = models.slice(from, from + limit);
  return {
    data: page.map((id) => ({ type: 'model', id, display_name: id, created_at: '2026-01-01T00:00:00Z' })),
    first_id: page[0] ?? null,
    last_id: page.at(-1) ?? null,
    has_more: from + limit < models.length,
  };
}
