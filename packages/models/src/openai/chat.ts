import type OpenAI from 'openai';
import type { ChatCompletionChunk, ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { GenerateRequest, Usage } from '@hanzo/contracts';
import { fault, type FaultContext } from './fault.ts';
import type { Habits } from './habits.ts';
import type { FinishedTurn, Listener } from './listener.ts';
import { schemaName, strictSchema } from './strict-schema.ts';
import { isWhole, usageAsTold } from './usage.ts';

/** The body of POST /chat/completions. */
export function chatBody(request: GenerateRequest, habits: Habits): ChatCompletionCreateParamsStreaming {
  const { output, sampling } = request;
  return {
    model: request.model,
    messages: [
      ...(request.system === '' ? [] : [{ role: 'system' as const, content: request.system }]),
      { role: 'user', content: request.prompt },
      ...(request.resume ? [{ role: 'assistant' as const, content: request.resume }] : []),
    ],
    ...cap(request.maxOutputTokens, habits),
    stream: true,
    stream_options: { include_usage: true },
    ...(habits.samples && sampling.temperature !== undefined ? { temperature: sampling.temperature } : {}),
    ...(habits.samples && sampling.seed !== undefined ? { seed: sampling.seed } : {}),
    ...(habits.reasons && habits.effort !== undefined ? { reasoning_effort: habits.effort } : {}),
    ...(request.stop === undefined || request.stop.length === 0 ? {} : { stop: [...request.stop] }),
    ...(output.kind === 'json'
      ? {
          response_format: {
            type: 'json_schema',
            json_schema: { name: schemaName(output.name), schema: strictSchema(output.schema), strict: true },
          },
        }
      : {}),
  };
}

/** Compatible servers all know `max_tokens`, OpenAI's newer models only the other name; both at once is an error. */
function cap(tokens: number, habits: Habits): { max_completion_tokens: number } | { max_tokens: number } {
  return habits.atOpenAi || habits.reasons ? { max_completion_tokens: tokens } : { max_tokens: tokens };
}

interface Progress {
  refusal: string;
  end: 'stop' | 'length' | 'content_filter' | undefined;
  usage: Usage | undefined;
  servedModel: string;
}

/** Asks, and listens until the finish reason and the usage are in. A stream without a finish reason is an error. */
export async function askChat(
  client: OpenAI,
  body: ChatCompletionCreateParamsStreaming,
  signal: AbortSignal,
  listener: Listener,
  context: FaultContext,
): Promise<FinishedTurn> {
  const chunks = await client.chat.completions.create(body, { signal });
  const progress: Progress = { refusal: '', end: undefined, usage: undefined, servedModel: body.model };
  try {
    for await (const chunk of chunks) {
      take(chunk, progress, listener, context);
      if (progress.end && progress.usage) break;
    }
  } catch (error) {
    // The answer is whole; only the usage chunk is missing. It is charged at the worst case.
    if (!progress.end || signal.aborted) throw error;
  }
  if (!progress.end) signal.throwIfAborted();
  return finish(progress, context);
}

function take(chunk: ChatCompletionChunk, progress: Progress, listener: Listener, context: FaultContext): void {
  if (chunk.model) progress.servedModel = chunk.model;
  progress.usage = usageOf(chunk) ?? progress.usage;
  const choice = chunk.choices?.[0];
  const piece = choice?.delta?.content;
  const thought = thoughtOf(choice?.delta);
  if (thought) listener.think(thought);
  if (piece) listener.hear(piece);
  else if (!thought) listener.alive();
  progress.refusal += choice?.delta?.refusal ?? '';
  if (choice?.finish_reason) progress.end = endOf(choice.finish_reason, context);
}

/** Reasoning is no part of OpenAI's chunks; compatible servers call it one name or the other. */
function thoughtOf(delta: object | undefined): string {
  if (delta === undefined) return '';
  const told = [
    'reasoning_content' in delta ? delta.reasoning_content : '',
    'reasoning' in delta ? delta.reasoning : '',
  ];
  return told.find((text): text is string => typeof text === 'string' && text !== '') ?? '';
}

function endOf(
  reason: NonNullable<ChatCompletionChunk.Choice['finish_reason']>,
  context: FaultContext,
): Progress['end'] {
  if (reason === 'tool_calls' || reason === 'function_call') {
    const message = `${context.host} ended its answer with "${reason}", which nobody asked for.`;
    throw fault('API_FAILED', message, context, { charged: 'unknown' });
  }
  // Anything else that a compatible server may invent counts as an end.
  return reason === 'length' || reason === 'content_filter' ? reason : 'stop';
}

function finish(progress: Progress, context: FaultContext): FinishedTurn {
  const { usage, servedModel } = progress;
  const charge =
    usage && isWhole(usage) ? ({ charged: 'yes', usage, servedModel } as const) : ({ charged: 'unknown' } as const);
  if (progress.refusal) {
    throw fault('API_REFUSED', `${servedModel} declined: ${progress.refusal.slice(0, 300)}`, context, charge);
  }
  if (progress.end === undefined) {
    throw fault('API_FAILED', `The stream of ${context.host} ended before the answer did.`, context, {
      charged: 'unknown',
    });
  }
  if (progress.end === 'content_filter') {
    throw fault('API_REFUSED', `The content filter of ${context.host} stopped the answer.`, context, charge);
  }
  return { finish: progress.end, servedModel, usage };
}

function usageOf(chunk: ChatCompletionChunk): Usage | undefined {
  const { usage } = chunk;
  if (!usage) return undefined;
  return usageAsTold({
    input: usage.prompt_tokens,
    cached: usage.prompt_tokens_details?.cached_tokens,
    output: usage.completion_tokens,
    reasoning: usage.completion_tokens_details?.reasoning_tokens,
  });
}
