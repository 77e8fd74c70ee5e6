import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { anthropicErrorBody, anthropicInvalid } from './anthropic-bodies.ts';
import { bag, type Bag, list, readAnthropicRequest, shown } from './anthropic-request.ts';
import { atFirstLook, type BatchFate } from './batch-fate.ts';
import type { Desk } from './desk.ts';
import { readJson } from './read-body.ts';
import type { Reply } from './reply.ts';
import { sendJson, wholeBody } from './speak.ts';

type EndKind = 'succeeded' | 'errored' | 'canceled' | 'expired';
type HttpError = Extract<Reply, { kind: 'http-error' }>;

interface Item {
  readonly customId: string;
  readonly params: Bag;
}

interface Result {
  readonly customId: string;
  readonly result: { readonly type: EndKind; readonly message?: unknown; readonly error?: unknown };
}

interface AnthropicBatch {
  readonly id: string;
  /** Of its submission: they count for every request. */
  readonly headers: IncomingHttpHeaders;
  readonly items: readonly Item[];
  readonly createdAt: Date;
  looks: number;
  cancelledAt: Date | undefined;
  endedAt: Date | undefined;
  results: readonly Result[];
}

/** Anthropic's batches in memory. Their requests are decided about when they end, and billed in the tier `batch`. */
export class AnthropicBatches {
  readonly #desk: Desk;
  readonly #batches = new Map<string, AnthropicBatch>();

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** POST and GET below /v1/messages/batches. */
  async answer(incoming: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const [id, action] = path.split('/').slice(4);
    if (id === undefined && incoming.method === 'POST') {
      this.#create(await readJson(incoming), incoming.headers, response);
      return;
    }
    const batch = this.#batches.get(id ?? '');
    if (batch === undefined) {
      sendJson(response, 404, anthropicErrorBody('not_found_error', `Batch not found: ${id ?? ''}`));
    } else if (action === 'results') sendResults(batch, response);
    else if (action === 'cancel') cancel(batch, response);
    else {
      if (batch.endedAt === undefined) await this.#goOn(batch);
      sendJson(response, 200, batchBody(batch, this.#host(incoming)));
    }
  }

  #host(incoming: IncomingMessage): string {
    return incoming.headers.host ?? 'localhost';
  }

  #create(body: Bag, headers: IncomingHttpHeaders, response: ServerResponse): void {
    const items = list(body['requests']).map((request) => ({
      customId: shown(bag(request)['custom_id']),
      params: bag(bag(request)['params']),
    }));
    const fault = inputFault(items);
    if (fault !== undefined) {
      sendJson(response, fault.status, fault.body);
      return;
    }
    const batch: AnthropicBatch = {
      id: `msgbatch_stand_in_${this.#batches.size + 1}`,
      headers,
      items,
      createdAt: new Date(),
      looks: 0,
      cancelledAt: undefined,
      endedAt: undefined,
      results: [],
    };
    this.#batches.set(batch.id, batch);
    sendJson(response, 200, batchBody(batch, 'localhost'));
  }

  async #goOn(batch: AnthropicBatch): Promise<void> {
    batch.looks += 1;
    const { id, looks, items, cancelledAt } = batch;
    const script = this.#desk.options.batch ?? atFirstLook;
    const fate = script({ id, look: looks, total: items.length, isCancelled: cancelledAt !== undefined });
    if (fate.kind === 'working') return;
    const done = fate.kind === 'expired' || fate.kind === 'cancelled' ? fate.done : items.length;
    const results: Result[] = [];
    for (const item of items.slice(0, fate.kind === 'failed' ? 0 : done))
      results.push(await this.#carryOut(batch, item));
    const rest = items.slice(results.length).map(({ customId }) => ({ customId, result: undoneResult(fate) }));
    // Not in the order in which they were asked for, as the API warns.
    batch.results = [...results, ...rest].toReversed();
    batch.endedAt = new Date();
  }

  async #carryOut({ id, headers }: AnthropicBatch, { customId, params }: Item): Promise<Result> {
    const number = this.#desk.requests.length + 1;
    const request = readAnthropicRequest(params, headers, number, { id, customId });
    const { reply, turn } = await this.#desk.decide(request, `msg_stand_in_${number}`);
    if (turn !== undefined) return { customId, result: { type: 'succeeded', message: wholeBody(turn) } };
    const body = reply.kind === 'http-error' ? reply.body : anthropicErrorBody('api_error', 'Internal server error');
    return { customId, result: { type: 'errored', error: body } };
  }
}

function undoneResult(fate: BatchFate): Result['result'] {
  if (fate.kind === 'expired') return { type: 'expired' };
  if (fate.kind !== 'failed') return { type: 'canceled' };
  return { type: 'errored', error: anthropicErrorBody(fate.code, fate.message) };
}

function inputFault(items: readonly Item[]): HttpError | undefined {
  if (items.length === 0) return anthropicInvalid('requests: List should have at least 1 item');
  const wrong = items.findIndex(({ customId }) => !/^[a-zA-Z0-9_-]{1,64}$/.test(customId));
  if (wrong >= 0) return anthropicInvalid(`requests.${wrong}.custom_id: String should match pattern`);
  const ids = new Set(items.map(({ customId }) => customId));
  if (ids.size < items.length) return anthropicInvalid('requests: custom_id must be unique');
  const streaming = items.findIndex(({ params }) => params['stream'] === true);
  return streaming < 0
    ? undefined
    : anthropicInvalid(`requests.${streaming}.params.stream: Streaming is not supported`);
}

function cancel(batch: AnthropicBatch, response: ServerResponse): void {
  if (batch.endedAt !== undefined) {
    sendJson(response, 400, anthropicInvalid('Batch has already ended.').body);
    return;
  }
  batch.cancelledAt ??= new Date();
  sendJson(response, 200, batchBody(batch, 'localhost'));
}

function sendResults(batch: AnthropicBatch, response: ServerResponse): void {
  if (batch.endedAt === undefined) {
    sendJson(response, 404, anthropicErrorBody('not_found_error', 'Results are not available yet.'));
    return;
  }
  response.writeHead(200, { 'content-type': 'application/x-jsonl' });
  for (const { customId, result } of batch.results) {
    response.write(`${JSON.stringify({ custom_id: customId, result })}\n`);
  }
  response.end();
}

const DAY_MS = 86_400_000;

function batchBody(batch: AnthropicBatch, host: string): Bag {
  const { id, items, createdAt, endedAt, cancelledAt, results } = batch;
  const count = (kind: EndKind): number => results.filter(({ result }) => result.type === kind).length;
  const status = endedAt === undefined ? (cancelledAt === undefined ? 'in_progress' : 'canceling') : 'ended';
  return {
    id,
    type: 'message_batch',
    processing_status: status,
    request_counts: {
      processing: items.length - results.length,
      succeeded: count('succeeded'),
      errored: count('errored'),
      canceled: count('canceled'),
      expired: count('expired'),
    },
    created_at: createdAt.toISOString(),
    expires_at: new Date(createdAt.getTime() + DAY_MS).toISOString(),
    ended_at: endedAt?.toISOString() ?? null,
    cancel_initiated_at: cancelledAt?.toISOString() ?? null,
    archived_at: null,
    results_url: endedAt === undefined ? null : `http://${host}/v1/messages/batches/${id}/results`,
  };
}
