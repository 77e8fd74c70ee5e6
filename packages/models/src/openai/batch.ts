import type { Batch } from 'openai/resources/batches';
import { HanzoError, type BatchApi, type BatchItem, type BatchState } from '@hanzo/contracts';
import { stopBeforeSending } from '../api/deadline.ts';
import { batchFault } from '../api/fault.ts';
import { batchInput, checkItems, ENDPOINTS, MAX_BATCH_ITEMS } from './batch-input.ts';
import { readResults } from './batch-results.ts';
import type { LoadedClient } from './client.ts';
import { connect, type Connection, type OpenAiOptions } from './connection.ts';
import { type FaultContext, faultOf } from './fault.ts';

/** As long as OpenAI keeps the file of requests by itself. Seconds. */
const KEEP_RESULTS_S = 30 * 86_400;

/** The newest come first. */
const MOST_LOOKED_AT = 20;

/** One call to the batch interface. */
interface Call {
  readonly loaded: LoadedClient;
  readonly context: FaultContext;
  readonly signal: AbortSignal;
}

/**
 * The Batch API over the real openai client, never retrying. The requests go up as a file, which OpenAI keeps for 30
 * days, as it does the results: they can be read again until then.
 *
 * An error of `look` or `cancel` says nothing of what the batch costs.
 */
export function createOpenAiBatch(options: OpenAiOptions): BatchApi {
  const connection = connect(options);
  const open = async (model: string, signal: AbortSignal): Promise<Call> => {
    const context = connection.contextFor(model);
    signal.throwIfAborted();
    return { loaded: await connection.open(context, signal), context, signal };
  };
  return {
    maxItems: MAX_BATCH_ITEMS,
    submit: (items, signal) => submit(items, signal, connection),
    look: async (batchId, signal) => look(batchId, await open('', signal)),
    cancel: async (batchId, signal) => cancel(batchId, await open('', signal)),
  };
}

async function submit(items: readonly BatchItem[], signal: AbortSignal, connection: Connection): Promise<string> {
  const model = items[0]?.request.model ?? '';
  const context = connection.contextFor(model);
  const habits = connection.habitsFor(model);
  signal.throwIfAborted();
  checkItems(items, habits, context);
  const input = batchInput(items, habits, context);
  const call = { loaded: await connection.open(context, signal), context, signal };
  const { client } = call.loaded;
  const fileId = await upload(input, call);
  const body = {
    input_file_id: fileId,
    endpoint: ENDPOINTS[context.api],
    completion_window: '24h',
    output_expires_after: { anchor: 'created_at', seconds: KEEP_RESULTS_S },
  } as const;
  try {
    const batch = await told(call, () => client.batches.create(body, { signal }));
    return batch.id;
  } catch (error) {
    // A file that surely belongs to no batch does not stay there.
    const isRefused = error instanceof HanzoError && error.details['charged'] === 'no';
    if (isRefused) await client.files.delete(fileId, { signal }).catch(() => undefined);
    const made = isRefused ? undefined : await batchOf(fileId, call);
    if (made === undefined) throw error;
    return made;
  }
}

/** The batch that was made of a file although its making was answered with an error; undefined: none is known. */
async function batchOf(fileId: string, { loaded, signal }: Call): Promise<string | undefined> {
  try {
    const { data } = await loaded.client.batches.list({ limit: MOST_LOOKED_AT }, { signal });
    return data.find((batch) => batch.input_file_id === fileId)?.id;
  } catch {
    return undefined;
  }
}

/** Costs nothing, whatever becomes of it. */
async function upload(file: File, { loaded, context, signal }: Call): Promise<string> {
  try {
    const { id } = await loaded.client.files.create({ file, purpose: 'batch' }, { signal });
    return id;
  } catch (error) {
    stopBeforeSending(signal, context);
    const { code, message, mend, cause, details } = faultOf(error, context, loaded.classes);
    throw new HanzoError(code, message, {
      ...(mend === undefined ? {} : { mend }),
      cause,
      details: { ...details, charged: 'no' },
    });
  } finally {
    // Nothing has been asked for yet.
    stopBeforeSending(signal, context);
  }
}

async function look(batchId: string, call: Call): Promise<BatchState> {
  const { client } = call.loaded;
  const { signal, context } = call;
  const batch = await told(call, () => client.batches.retrieve(batchId, { signal }));
  if (!hasEnded(batch)) {
    const { completed = 0, failed = 0, total = 0 } = batch.request_counts ?? {};
    return { kind: 'working', ended: completed + failed, total };
  }
  const results = await told(call, () => readResults(client, batch, context, signal));
  return { kind: 'ended', results };
}

async function cancel(batchId: string, call: Call): Promise<void> {
  const { client } = call.loaded;
  const { signal } = call;
  try {
    await told(call, () => client.batches.cancel(batchId, { signal }));
  } catch (error) {
    signal.throwIfAborted();
    // It may have ended, or be stopping already: then there is nothing left to do.
    const batch = await client.batches.retrieve(batchId, { signal }).catch(() => undefined);
    if (batch === undefined || !(hasEnded(batch) || batch.status === 'cancelling')) throw error;
  }
}

function hasEnded({ status }: Batch): boolean {
  return status === 'completed' || status === 'failed' || status === 'expired' || status === 'cancelled';
}

/** Gives errors of the client our codes. Of the money they say nothing, except that nothing was asked for. */
async function told<T>({ loaded, context, signal }: Call, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    signal.throwIfAborted();
    const known = faultOf(error, context, loaded.classes);
    throw context.model === '' ? batchFault(known) : known;
  }
}
