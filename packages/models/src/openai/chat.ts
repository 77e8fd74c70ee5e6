import type OpenAI from 'openai';
import type { ChatCompletionChunk, ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { ServiceTier, Usage } from '@hanzo/contracts';
import type { Listener } from '../api/listener.ts';
import { mostUsage } from '../api/usage.ts';
import { chatUsage, finishChat } from './chat-answer.ts';
import { chatState, Thoughts } from './chat-state.ts';
import type { FaultContext } from './fault.ts';
import type { FinishedAnswer } from './finished-answer.ts';
import { servedTierOf } from './service-tier.ts';
import { ToolCallPieces } from './tool-call-pieces.ts';

interface Progress {
  refusal: string;
  end: string | undefined;
  /** The most of what was told. */
  usage: Usage | undefined;
  /** Usage came with the end, or after it. */
  isCounted: boolean;
  servedModel: string;
  servedTier: ServiceTier | undefined;
  id: string | undefined;
  readonly pieces: ToolCallPieces;
  readonly thoughts: Thoughts;
}

/** So long after end and usage, a server that keeps the stream open is listened to. Milliseconds. */
const GRACE_MS = 1_000;
/** So long after the end, usage is waited for. Milliseconds. */
const USAGE_GRACE_MS = 10_000;

/** Asks, and listens to the end of the stream: usage may come in parts. One without a finish reason is an error. */
export async function askChat(
  client: OpenAI,
  body: ChatCompletionCreateParamsStreaming,
  signal: AbortSignal,
  listener: Listener,
  context: FaultContext,
): Promise<FinishedAnswer> {
  const asking = client.chat.completions.create(body, { signal });
  const { data: chunks, request_id: requestId } = await asking.withResponse();
  if (requestId) context.requestId = requestId;
  const progress: Progress = {
    refusal: '',
    end: undefined,
    usage: undefined,
    isCounted: false,
    servedModel: body.model,
    servedTier: undefined,
    id: undefined,
    pieces: new ToolCallPieces(),
    thoughts: new Thoughts(),
  };
  let grace: NodeJS.Timeout | undefined;
  try {
    for await (const chunk of chunks) {
      take(chunk, progress, listener);
      if (chunk.id) context.requestId ??= chunk.id;
      // Signs of life do not make it longer; usage does.
      if (!progress.end || (grace !== undefined && !chunk.usage)) continue;
      clearTimeout(grace);
      grace = setTimeout(() => chunks.controller.abort(), progress.isCounted ? GRACE_MS : USAGE_GRACE_MS);
    }
  } catch (error) {
    // The answer is whole; only the usage chunk is missing. It is charged at the worst case.
    if (!progress.end || signal.aborted) throw error;
  } finally {
    clearTimeout(grace);
  }
  if (!progress.end) signal.throwIfAborted();
  const answer = finished(body, progress, context);
  return { ...answer, requestId: requestId ?? answer.requestId };
}

function finished(
  body: ChatCompletionCreateParamsStreaming,
  progress: Progress,
  context: FaultContext,
): FinishedAnswer {
  const { thoughts, pieces } = progress;
  const asked = { model: body.model, tools: (body.tools ?? []).length > 0 };
  const answer = finishChat({ ...progress, usage: billOf(progress), toolCalls: pieces.calls }, asked, context);
  // Only what asks for tools is told back with what came with it.
  const state = answer.toolCalls.length === 0 ? undefined : chatState(body.model, thoughts.told, pieces.extras);
  return state === undefined ? answer : { ...answer, state };
}

/** What was counted before the answer ended is not all of its output. */
function billOf({ usage, isCounted }: Progress): Usage | undefined {
  return usage === undefined || isCounted ? usage : { ...usage, outputTokens: Number.NaN };
}

function take(chunk: ChatCompletionChunk, progress: Progress, listener: Listener): void {
  if (chunk.model) progress.servedModel = chunk.model;
  if (chunk.id) progress.id = chunk.id;
  progress.servedTier = servedTierOf(chunk.service_tier) ?? progress.servedTier;
  const choice = chunk.choices?.[0];
  takeDelta(choice?.delta, progress, listener);
  if (choice?.finish_reason) progress.end = choice.finish_reason;
  const told = chatUsage(chunk.usage);
  if (told === undefined) return;
  progress.usage = mostUsage(progress.usage, told);
  progress.isCounted = progress.end !== undefined;
}

function takeDelta(delta: ChatCompletionChunk.Choice.Delta | undefined, progress: Progress, listener: Listener): void {
  const thought = progress.thoughts.add(delta);
  if (thought) listener.think(thought);
  if (delta?.content) listener.hear(delta.content);
  else if (!thought) listener.alive();
  progress.refusal += delta?.refusal ?? '';
  for (const piece of delta?.tool_calls ?? []) progress.pieces.add(piece);
}
