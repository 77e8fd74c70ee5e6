import type { MessageBatch, MessageBatchIndividualResponse } from '@anthropic-ai/sdk/resources/messages';
import type { BatchApi, BatchItem, BatchState, HanzoError } from '@hanzo/contracts';
import { BatchOutcomes } from '../api/batch-outcomes.ts';
import { withDeadline } from '../api/deadline.ts';
import { batchFault } from '../api/fault.ts';
import { messageBody } from './body.ts';
import { batchResult } from './batch-results.ts';
import { checkRequest } from './check-request.ts';
import type { LoadedClient } from './client.ts';
import { type Connection, createConnection } from './connection.ts';
import { type ErrorClasses, fault, type FaultContext, faultOf } from './fault.ts';
import { jsonLines } from './json-lines.ts';
import type { AnthropicOptions } from './options.ts';
import { versionHeaders } from './version.ts';

const MAX_ITEMS = 100_000;
const ITEM_ID = /^[a-zA-Z0-9_-]{1,64}$/;

/**
 * Anthropic's Message Batches: half the price, mostly done within the hour, and given up after a day. Results are kept
 * there for 29 days. Rejects like {@link createAnthropicProvider}. A submission that broke off may have begun. An error
 * of `look` or `cancel` says nothing of what the batch costs.
 */
export function createAnthropicBatch(options: AnthropicOptions): BatchApi {
  const connection = createConnection(options);
  return {
    maxItems: MAX_ITEMS,
    async submit(items, signal) {
      const context = connection.contextFor(items[0]?.request.model ?? '');
      signal.throwIfAborted();
      checkItems(items, connection, context);
      return await call(connection, context, signal, faultOf, (loaded, limited) =>
        submit(loaded, items, connection, limited),
      );
    },
    async look(batchId, signal) {
      const context = connection.contextFor('', `Batch ${batchId}`);
      return await call(connection, context, signal, batchFaultOf, (loaded, limited) =>
        look(loaded, batchId, context, limited),
      );
    },
    async cancel(batchId, signal) {
      const context = connection.contextFor('', `Batch ${batchId}`);
      await call(connection, context, signal, batchFaultOf, (loaded, limited) => cancel(loaded, batchId, limited));
    },
  };
}

/** Throws USAGE. */
function checkItems(items: readonly BatchItem[], { takes }: Connection, context: FaultContext): void {
  const refuse = (problem: string): never => {
    throw fault('USAGE', problem, context, { charged: 'no' });
  };
  if (items.length === 0) refuse('A batch has at least one item.');
  if (items.length > MAX_ITEMS) refuse(`A batch has at most ${MAX_ITEMS} items, not ${items.length}.`);
  const wrong = items.find(({ id }) => !ITEM_ID.test(id));
  if (wrong) refuse(`"${wrong.id}" is no id of an item: 1 to 64 of a-z, A-Z, 0-9, "_" and "-".`);
  if (new Set(items.map(({ id }) => id)).size < items.length) refuse('Two items of the batch have the same id.');
  if (items.some(({ request }) => request.model !== context.model)) refuse('All items of a batch are for one model.');
  for (const { request } of items) checkRequest({ ...request, serviceTier: 'standard' }, takes(request.model), context);
}

async function call<T>(
  connection: Connection,
  context: FaultContext,
  signal: AbortSignal,
  toFault: typeof faultOf,
  run: (loaded: LoadedClient, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const loaded = await connection.open(context, signal);
  return await withDeadline(signal, connection.timeoutMs, (limited) => run(loaded, limited), {
    late: () => fault('TIMED_OUT', `${context.host} did not answer in time.`, context, { charged: 'unknown' }),
    of: (thrown) => toFault(thrown, context, loaded.classes),
  });
}

function batchFaultOf(thrown: unknown, context: FaultContext, classes: ErrorClasses): HanzoError {
  return batchFault(faultOf(thrown, context, classes));
}

async function submit(
  { client, strictSchema }: LoadedClient,
  items: readonly BatchItem[],
  { takes, atAnthropic }: Connection,
  signal: AbortSignal,
): Promise<string> {
  const requests = items.map(({ id, request }) => ({
    custom_id: id,
    params: messageBody(
      { ...request, serviceTier: 'batch' },
      { takes: takes(request.model), strictSchema, atAnthropic },
    ),
  }));
  const headers = versionHeaders(requests.map(({ params }) => params));
  const batch = await client.messages.batches.create({ requests }, { signal, headers });
  return batch.id;
}

async function cancel({ client }: LoadedClient, batchId: string, signal: AbortSignal): Promise<void> {
  try {
    await client.messages.batches.cancel(batchId, {}, { signal });
  } catch (error) {
    // It may have ended: then there is nothing left to do.
    const batch = await client.messages.batches.retrieve(batchId, {}, { signal }).catch(() => undefined);
    if (batch?.processing_status !== 'ended' && batch?.processing_status !== 'canceling') throw error;
  }
}

async function look(
  { client, classes }: LoadedClient,
  batchId: string,
  context: FaultContext,
  signal: AbortSignal,
): Promise<BatchState> {
  const batch = await client.messages.batches.retrieve(batchId, {}, { signal });
  if (batch.processing_status !== 'ended') return working(batch);
  // Not `results_url`: it may name another host, and the key would go there.
  const path = `/v1/messages/batches/${encodeURIComponent(batchId)}/results`;
  const response = await client.get(path, { signal }).asResponse();
  const outcomes = new BatchOutcomes();
  for await (const line of jsonLines(response)) {
    const item = line as Partial<MessageBatchIndividualResponse>;
    if (typeof item.custom_id !== 'string' || typeof item.result?.type !== 'string') continue;
    outcomes.add(item.custom_id, batchResult(item.result, context, classes));
  }
  return { kind: 'ended', results: outcomes.results };
}

/** The API counts what has ended only when all has. */
function working({ request_counts: counts }: MessageBatch): BatchState {
  const ended = counts.succeeded + counts.errored + counts.canceled + counts.expired;
  return { kind: 'working', ended, total: ended + counts.processing };
}
