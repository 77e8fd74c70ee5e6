import type { APIError, APIPromise } from 'openai';
import type { Response } from 'openai/resources/responses/responses';
import {
  firstChars,
  HanzoError,
  toHanzoError,
  type ApiGeneration,
  type ApiRequest,
  type BackgroundApi,
  type BackgroundStart,
  type BackgroundState,
} from '@hanzo/contracts';
import { withDeadline } from '../api/deadline.ts';
import { batchFault } from '../api/fault.ts';
import { usageAsTold, withWorst } from '../api/usage.ts';
import { firstJsonFor } from '../compatible/first-json.ts';
import { checkRequest } from './check-request.ts';
import type { LoadedClient } from './client.ts';
import { connect, type Connection, FLEX_TIMES, type OpenAiOptions } from './connection.ts';
import { fault, type FaultContext, faultOf } from './fault.ts';
import type { FinishedAnswer } from './finished-answer.ts';
import type { Habits } from './habits.ts';
import { cancelledAnswer, readResponse } from './responses-answer.ts';
import { responsesBody } from './responses-body.ts';
import { worstUsage } from './worst-usage.ts';

/** A question about an answer is no work. Milliseconds. */
const LOOK_MS = 30_000;
/** Answers of a day ago are the longest that anybody waits for. Milliseconds. */
const DAY_MS = 86_400_000;
/** They go into paths of URLs, and into files. */
const ANSWER_ID = /^[\w.-]{1,256}$/;

/** One call about an answer. */
interface Call {
  readonly loaded: LoadedClient;
  readonly context: FaultContext;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/**
 * The background mode of the Responses API over the real openai client, never retrying. OpenAI keeps the request and its answer
 * until it is told to forget them: `store: true` is what makes an answer outlive its connection. Projects without any data
 * retention keep it for some 10 minutes.
 */
export function createOpenAiBackground(options: Omit<OpenAiOptions, 'api'>): BackgroundApi {
  const connection = connect({ ...options, api: 'responses' });
  const about = async (answerId: string, model: string, signal: AbortSignal): Promise<Call> => {
    const context = { ...connection.contextFor(model), requestId: answerId };
    signal.throwIfAborted();
    return { loaded: await connection.open(context, signal), context, signal, timeoutMs: LOOK_MS };
  };
  const stateOf = (response: Response, request: ApiRequest | undefined, context: FaultContext): BackgroundState =>
    readState(response, { request, context, habits: connection.habitsFor(context.model) });
  return {
    begin: (request, signal) => begin(request, signal, connection),
    async look(answerId, request, signal) {
      const call = await about(answerId, request?.model ?? '', signal);
      try {
        const { client } = call.loaded;
        const response = await told(call, (limited) =>
          bodyOf(client.responses.retrieve(answerId, {}, { signal: limited }), call.context),
        );
        return stateOf(response, request, call.context);
      } catch (error) {
        if (isMissing(error)) return { kind: 'gone' };
        throw batchFault(toHanzoError(error));
      }
    },
    async cancel(answerId, request, signal) {
      const call = await about(answerId, request?.model ?? '', signal);
      try {
        const { client } = call.loaded;
        const response = await told(call, (limited) =>
          bodyOf(client.responses.cancel(answerId, { signal: limited }), call.context),
        );
        return stateOf(response, request, call.context);
      } catch (error) {
        if (isMissing(error)) return { kind: 'gone' };
        throw batchFault(toHanzoError(error));
      }
    },
    async forget(answerId, signal) {
      const call = await about(answerId, '', signal);
      try {
        await told(call, (limited) => call.loaded.client.responses.delete(answerId, { signal: limited }));
      } catch (error) {
        if (!isMissing(error)) throw batchFault(toHanzoError(error));
      }
    },
  };
}

async function begin(request: ApiRequest, signal: AbortSignal, connection: Connection): Promise<BackgroundStart> {
  const context = connection.contextFor(request.model);
  const habits = connection.habitsFor(request.model);
  signal.throwIfAborted();
  checkRequest(request, habits.takes, context);
  const timeoutMs = connection.timeoutMs * (request.serviceTier === 'flex' ? FLEX_TIMES : 1);
  const call = { loaded: await connection.open(context, signal), context, signal, timeoutMs };
  const { client, classes } = call.loaded;
  const body = { ...responsesBody(request, habits), background: true, store: true };
  let refusal: APIError | undefined;
  try {
    const response = await told(call, async (limited) => {
      try {
        return await bodyOf(client.responses.create(body, { signal: limited }), context);
      } catch (error) {
        if (error instanceof classes.APIError && namesBackground(error)) refusal = error;
        throw error;
      }
    });
    return startOf(response, { request, context, habits });
  } catch (error) {
    if (refusal !== undefined) return { kind: 'unsupported', error: toHanzoError(error) };
    throw error;
  }
}

/**
 * The answer as it came: the client adds things to it, and so throws for one that is not there yet and leaves out its output. Then
 * nobody would know its name.
 */
async function bodyOf(asking: APIPromise<Response>, context: FaultContext): Promise<Response> {
  const raw = await asking.asResponse();
  const body: unknown = await raw.json();
  if (typeof body === 'object' && body !== null) return body as Response;
  throw fault('API_FAILED', unreadable(context), context, { charged: 'unknown' });
}

/** What an answer is read with. */
interface Reading {
  /** Undefined: nobody knows any more. */
  readonly request: ApiRequest | undefined;
  readonly context: FaultContext;
  readonly habits: Habits;
}

/** Servers that know no background leave it out of their answer, and are done when they give it. */
function startOf(response: Response, reading: Reading): BackgroundStart {
  const { id, status, background } = response;
  const { context } = reading;
  const answerId = typeof id === 'string' && ANSWER_ID.test(id) ? id : undefined;
  if (answerId !== undefined) context.requestId = answerId;
  if (background === true || status === 'queued' || status === 'in_progress') {
    if (answerId !== undefined) return { kind: 'begun', answerId };
    const message = `${context.host} does not say what the answer is called that it works on.`;
    throw fault('API_FAILED', message, context, { charged: 'unknown' });
  }
  const state = readState(response, reading);
  if (state.kind === 'failed') throw state.error;
  if (state.kind === 'done') return { kind: 'answered', generation: state.generation, answerId };
  throw fault('API_FAILED', `${context.host} gave no answer.`, context, { charged: 'unknown' });
}

const ENDS = ['completed', 'incomplete', 'failed'] as const;

/** Some compatible servers leave out the status of what is done. */
function readState(response: Response, reading: Reading): BackgroundState {
  const { request, context } = reading;
  const { status } = response;
  if (status === 'queued' || status === 'in_progress') return { kind: 'working' };
  if (status === 'cancelled') return { kind: 'failed', error: cancelledAnswer(response, context) };
  const end = ENDS.find((known) => known === (status ?? 'completed'));
  if (end === undefined) {
    const message = `${context.host} says of its answer that it is "${firstChars(String(status), 40)}": that is no end that we know.`;
    return { kind: 'failed', error: fault('API_FAILED', message, context, { charged: 'unknown' }) };
  }
  const asked = { model: request?.model ?? response.model, tools: (request?.tools ?? []).length > 0 };
  try {
    const { text, answer } = readResponse(response, end, asked, context);
    return { kind: 'done', generation: generationOf(text, answer, response, reading) };
  } catch (error) {
    if (error instanceof HanzoError) return { kind: 'failed', error };
    return { kind: 'failed', error: fault('API_FAILED', unreadable(context), context, { charged: 'unknown' }, error) };
  }
}

function unreadable({ host }: FaultContext): string {
  return `The answer of ${host} could not be read.`;
}

function generationOf(
  text: string,
  { usage, ...rest }: FinishedAnswer,
  response: Response,
  { request, habits }: Reading,
): ApiGeneration {
  const filter = request === undefined || habits.takes.json ? undefined : firstJsonFor(request.output);
  const ms = durationMs(response);
  return {
    ...rest,
    text: filter === undefined ? text : filter.push(text) + filter.end(),
    // Whoever does not know the request cannot tell its worst case either.
    usage: request === undefined ? (usage ?? NOT_TOLD) : withWorst(usage, worstUsage(request)),
    timings: { queueMs: 0, firstTokenMs: ms, totalMs: ms },
  };
}

const NOT_TOLD = usageAsTold({ input: undefined, cached: 0, output: undefined, reasoning: 0 });

/** As its provider has it, to the second; 0 where it does not say. */
function durationMs({ created_at: from, completed_at: to }: Response): number {
  const ms = typeof from === 'number' && typeof to === 'number' ? (to - from) * 1_000 : 0;
  return ms > 0 && ms <= DAY_MS ? Math.round(ms) : 0;
}

/** Refusals before any work that are about our asking for the background. */
function namesBackground({ status, param, message }: APIError): boolean {
  if (status !== 400 && status !== 404 && status !== 422) return false;
  return param === 'background' || param === 'store' || /\b(background|store)\b/i.test(message);
}

function isMissing(error: unknown): boolean {
  return error instanceof HanzoError && error.details['status'] === 404;
}

/** Gives errors of the client our codes. Rejects with the signal's reason when it has fired. */
function told<T>({ loaded, context, signal, timeoutMs }: Call, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return withDeadline(signal, timeoutMs, ask, {
    late: () =>
      fault('TIMED_OUT', `${context.host} did not answer in ${timeoutMs / 1_000} s.`, context, { charged: 'unknown' }),
    of: (error) => faultOf(error, context, loaded.classes),
  });
}
