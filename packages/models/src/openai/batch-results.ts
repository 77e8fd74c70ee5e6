import type OpenAI from 'openai';
import type { Batch } from 'openai/resources/batches';
import type { ChatCompletion } from 'openai/resources/chat/completions';
import type { Response } from 'openai/resources/responses/responses';
import {
  HanzoError,
  NO_USAGE,
  type ApiGeneration,
  type BatchResult,
  type ErrorCode,
  type Usage,
} from '@hanzo/contracts';
import { BatchOutcomes } from '../api/batch-outcomes.ts';
import { withWorst } from '../api/usage.ts';
import { bagOf, type Bag, type BatchLine, readBatchLines, textIn } from './batch-lines.ts';
import { readCompletion } from './chat-answer.ts';
import { classify } from './classify.ts';
import { complaintFault, fault, type FaultContext } from './fault.ts';
import { readResponse } from './responses-answer.ts';
import type { FinishedAnswer } from './finished-answer.ts';

/**
 * A result for every request of a batch that has ended: from the file of answers, from the file of errors, and for
 * those in neither from what became of the batch. Throws HanzoError API_FAILED for a line that cannot be read.
 */
export async function readResults(
  client: OpenAI,
  batch: Batch,
  context: FaultContext,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, BatchResult>> {
  const read = async (id: string): Promise<readonly BatchLine[]> =>
    readBatchLines(await (await client.files.content(id, { signal })).text(), context);
  const lines: BatchLine[] = [];
  for (const id of [batch.output_file_id, batch.error_file_id]) {
    if (id) lines.push(...(await read(id)));
  }
  const inputs = await read(batch.input_file_id).catch((error: unknown) => {
    // The results say all that must be known.
    if (!signal.aborted && isComplete(lines, batch)) return [];
    throw error;
  });
  const asked = new Map(inputs.map((line) => [line.custom_id, line]));
  const outcomes = new BatchOutcomes();
  for (const line of lines) outcomes.add(line.custom_id, resultOf(line, asked.get(line.custom_id), batch, context));
  const missing = inputs.filter(({ custom_id: id }) => !outcomes.results.has(id));
  const charged = maybeDone(lines, batch) ? 'unknown' : 'no';
  for (const { custom_id: id } of missing) {
    outcomes.add(id, { kind: 'failed', error: leftUndone(batch, charged, context) });
  }
  return outcomes.results;
}

/** Whether the lines tell of as many requests as the batch has, and what each of them cost. */
function isComplete(lines: readonly BatchLine[], { request_counts: counts }: Batch): boolean {
  const total = counts?.total ?? 0;
  return total > 0 && new Set(lines.map((line) => line.custom_id)).size >= total && lines.every(tellsUsage);
}

/** Whether a request of which nothing is said may have been carried out, and be on the bill. */
function maybeDone(lines: readonly BatchLine[], { status, request_counts: counts }: Batch): boolean {
  const done = new Set(lines.filter(({ response }) => response?.status_code === 200).map((line) => line.custom_id));
  return status === 'completed' || (counts?.completed ?? 0) > done.size;
}

function resultOf(line: BatchLine, request: BatchLine | undefined, batch: Batch, given: FaultContext): BatchResult {
  const { response } = line;
  const body = response?.body;
  const context = { ...given, model: textIn(body, 'model') ?? batch.model ?? given.model };
  if (response?.request_id) context.requestId = response.request_id;
  if (response?.status_code !== 200 || body === undefined) return { kind: 'failed', error: complaintOf(line, context) };
  try {
    const { text, answer } = answerIn(body, request?.body, context);
    const worst = request === undefined ? NO_USAGE : worstOf(request);
    return { kind: 'done', generation: generationOf(text, answer, worst, response.request_id) };
  } catch (thrown) {
    if (!(thrown instanceof HanzoError)) throw thrown;
    return { kind: 'failed', error: thrown };
  }
}

/** What was answered to one request. */
function answerIn(
  body: Bag,
  request: Bag | undefined,
  context: FaultContext,
): { readonly text: string; readonly answer: FinishedAnswer } {
  const asked = { model: textIn(request, 'model') ?? context.model, tools: offersTools(request) };
  if (context.api === 'chat') return readCompletion(body as unknown as ChatCompletion, asked, context);
  const response = body as unknown as Response;
  const end = response.status === 'incomplete' || response.status === 'failed' ? response.status : 'completed';
  return readResponse(response, end, asked, context);
}

/** Nobody knows of a request that cannot be read. */
function offersTools(request: Bag | undefined): boolean {
  const tools = request?.['tools'];
  return request === undefined || (Array.isArray(tools) && tools.length > 0);
}

function generationOf(
  text: string,
  answer: FinishedAnswer,
  worst: Usage,
  requestId: string | undefined,
): ApiGeneration {
  return {
    ...answer,
    text,
    servedTier: 'batch',
    requestId: requestId ?? answer.requestId,
    usage: withWorst(answer.usage, worst),
    timings: { queueMs: 0, firstTokenMs: 0, totalMs: 0 },
  };
}

/** Requests that were not carried out, or that failed, are not charged. What says neither may have been answered. */
function complaintOf({ response, error }: BatchLine, context: FaultContext): HanzoError {
  const status = response?.status_code;
  const told = error ?? bagOf(response?.body?.['error']);
  if (error !== undefined || (status !== undefined && status >= 400)) return complaint(status, told, context);
  const message = `${context.host} says nothing of a request of a batch but ${status ?? 'its id'}.`;
  return fault('API_FAILED', message, context, { charged: 'unknown' });
}

function complaint(status: number | undefined, told: Bag | undefined, context: FaultContext): HanzoError {
  const [code, type] = [textIn(told, 'code'), textIn(told, 'type')];
  const message = textIn(told, 'message') ?? 'no reason given';
  const kind = classify({ status, code, type, message });
  const said = `${context.host} answered ${[status, message].filter(Boolean).join(' ')}`;
  return complaintFault(kind, said, { status, code }, context, { charged: 'no' });
}

function leftUndone(batch: Batch, charged: 'no' | 'unknown', context: FaultContext): HanzoError {
  if (batch.status === 'failed' && charged === 'no') {
    const reason = batch.errors?.data?.[0];
    return complaint(400, { code: reason?.code, message: `to the whole batch: ${reason?.message ?? ''}` }, context);
  }
  const [code, words] = ENDS.get(batch.status) ?? ['API_FAILED', 'says nothing of this request'];
  return fault(code, `The batch at ${context.host} ${words}.`, context, { charged });
}

const ENDS: ReadonlyMap<string, readonly [ErrorCode, string]> = new Map([
  ['expired', ['TIMED_OUT', 'ran out of time before this request']],
  ['cancelled', ['CANCELLED', 'was cancelled before this request']],
]);

/** Answers without usage are charged at the worst case, for which the request is needed. */
function tellsUsage({ response }: BatchLine): boolean {
  if (response?.status_code !== 200) return true;
  const usage = bagOf(response.body?.['usage']);
  const counts = [
    usage?.['input_tokens'] ?? usage?.['prompt_tokens'],
    usage?.['output_tokens'] ?? usage?.['completion_tokens'],
  ];
  return counts.every(Number.isSafeInteger);
}

/** Every byte of the request a token, and its cap in full. */
function worstOf({ body = {} }: BatchLine): Usage {
  const cap = body['max_output_tokens'] ?? body['max_completion_tokens'] ?? body['max_tokens'];
  return {
    ...NO_USAGE,
    inputTokens: Buffer.byteLength(JSON.stringify(body)) + 64,
    outputTokens: typeof cap === 'number' ? cap : 0,
  };
}
