import type { ApiRequest, BatchItem } from '@hanzo/contracts';
import { chatBody } from './chat-body.ts';
import { checkRequest } from './check-request.ts';
import { fault, type FaultContext } from './fault.ts';
import type { Habits } from './habits.ts';
import { responsesBody } from './responses-body.ts';

/** OpenAI's own limits. */
export const MAX_BATCH_ITEMS = 50_000;
const MAX_BATCH_BYTES = 200_000_000;

/** Where the requests of a batch would go one by one. */
export const ENDPOINTS = { responses: '/v1/responses', chat: '/v1/chat/completions' } as const;

const ITEM_ID = /^[a-zA-Z0-9_-]{1,64}$/;

/** Refuses, before anything is sent, what the provider would refuse hours later. Throws USAGE. */
export function checkItems(items: readonly BatchItem[], habits: Habits, context: FaultContext): void {
  const refuse = (message: string): Error => fault('USAGE', message, context, { charged: 'no' });
  if (items.length === 0) throw refuse('A batch needs at least one request.');
  if (items.length > MAX_BATCH_ITEMS) {
    throw refuse(`A batch has at most ${MAX_BATCH_ITEMS} requests, not ${items.length}.`);
  }
  const ids = new Set<string>();
  for (const { id, request } of items) {
    if (!ITEM_ID.test(id)) throw refuse(`"${id}" is no id for a request of a batch.`);
    if (ids.has(id)) throw refuse(`Two requests of the batch have the id "${id}".`);
    ids.add(id);
    if (request.model !== context.model) throw refuse('All requests of a batch are for one model.');
    if (request.serviceTier === 'flex' || request.serviceTier === 'priority') {
      throw refuse(`A request of a batch cannot be in the tier "${request.serviceTier}".`);
    }
    checkRequest(request, habits.takes, context);
  }
}

/** The file of requests, one JSON object a line. Throws USAGE when it is too large. */
export function batchInput(items: readonly BatchItem[], habits: Habits, context: FaultContext): File {
  const url = ENDPOINTS[context.api];
  const lines = items.map(({ id, request }) => {
    const body = bodyOf({ ...request, serviceTier: 'batch' }, habits, context);
    return `${JSON.stringify({ custom_id: id, method: 'POST', url, body })}\n`;
  });
  const file = new File(lines, 'hanzo-batch.jsonl', { type: 'application/jsonl' });
  if (file.size <= MAX_BATCH_BYTES) return file;
  const message = `The requests of a batch have at most ${MAX_BATCH_BYTES} bytes together, not ${file.size}.`;
  throw fault('USAGE', message, context, { charged: 'no' });
}

function bodyOf(request: ApiRequest, habits: Habits, { api }: FaultContext): object {
  return api === 'responses' ? responsesBody(request, habits) : chatBody(request, habits);
}
