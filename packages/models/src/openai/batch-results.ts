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
  const total = batch.request_counts?.total ?? 0;
  const isComplete = total > 0 && lines.length >= total && lines.every(tellsUsage);
  const inputs = isComplete ? [] : await read(batch.input_file_id);
  const worst = new Map(inputs.map((line) => [line.custom_id, worstOf(line)]));
  const results = new Map<string, BatchResult>();
  for (const line of lines) {
    results.set(line.custom_id, resultOf(line, worst.get(line.custom_id) ?? NO_USAGE, batch, context));
  }
  for (const { custom_id: id } of inputs) {
    if (!results.has(id)) results.set(id, { kind: 'failed', error: leftUndone(batch, context) });
  }
  return results;
}

function resultOf(line: BatchLine, worst: Usage, batch: Batch, given: FaultContext): BatchResult {
  const { response, error } = line;
  const body = response?.body;
  const context = { ...given, model: textIn(body, 'model') ?? batch.model ?? given.model };
  if (response?.request_id) context.requestId = response.request_id;
  if (!response || response.status_code !== 200 || body === undefined) {
    return { kind: 'failed', error: complaintOf(line, context) };
  }
  if (error) return { kind: 'failed', error: complaintOf(line, context) };
  try {
    const { text, answer } = answerIn(body, context);
    return { kind: 'done', generation: generationOf(text, answer, worst, response.request_id ?? undefined) };
  } catch (thrown) {
    if (!(thrown instanceof HanzoError)) throw thrown;
    return { kind: 'failed', error: thrown };
  }
}

/** What was answered to one request. Which tools it was offered is not looked up: the caller knows. */
function answerIn(body: Bag, context: FaultContext): { readonly text: string; readonly answer: FinishedAnswer } {
  const asked = { model: context.model, tools: true };
  if (context.api === 'chat') return readCompletion(body as unknown as ChatCompletion, asked, context);
  const response = body as unknown as Response;
  const end = response.status === 'incomplete' || response.status === 'failed' ? response.status : 'completed';
  return readResponse(response, end, asked, context);
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

/** Requests in the file of errors were not carried out, or failed: neither is charged. */
function complaintOf({ response, error }: BatchLine, context: FaultContext): HanzoError {
  const told = error ?? bagOf(response?.body?.['error']);
  return complaint(response?.status_code, told, context);
}

function complaint(status: number | undefined, told: Bag | undefined, context: FaultContext): HanzoError {
  const [code, type] = [textIn(told, 'code'), textIn(told, 'type')];
  const message = textIn(told, 'message') ?? 'no reason given';
  const kind = classify({ status, code, type, message });
  const said = `${context.host} answered ${[status, message].filter(Boolean).join(' ')}`;
  return complaintFault(kind, said, { status, code }, context, { charged: 'no' });
}

/** A batch that is complete, but says nothing of a request, may have carried it out. */
function leftUndone(batch: Batch, context: FaultContext): HanzoError {
  if (batch.status === 'failed') {
    const reason = batch.errors?.data?.[0];
    return complaint(400, { code: reason?.code, message: `to the whole batch: ${reason?.message ?? ''}` }, context);
  }
  const [code, words] = ENDS[batch.status] ?? ['API_FAILED', 'says nothing of this request'];
  const charged = batch.status === 'completed' ? 'unknown' : 'no';
  return fault(code, `The batch at ${context.host} ${words}.`, context, { charged });
}

const ENDS: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  expired: ['TIMED_OUT', 'ran out of time before this request'],
  cancelled: ['CANCELLED', 'was cancelled before this request'],
};

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
