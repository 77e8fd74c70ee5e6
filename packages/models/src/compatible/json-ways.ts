import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import { HanzoError, type GenerateRequest, type Logger } from '@hanzo/contracts';
import { chatBody, streamed } from '../openai/chat-body.ts';
import type { Habits } from '../openai/habits.ts';
import { askInWords } from '../api/json-in-words.ts';

/**
 * How a server is told what JSON to write. `json_schema` binds the engine (today all five we know), `json_object` only to
 * some JSON, `prompt` to nothing: then the schema stands in the prompt, and the gate judges.
 */
export type JsonWay = 'json_schema' | 'json_object' | 'prompt';

const WAYS: readonly JsonWay[] = ['json_schema', 'json_object', 'prompt'];

/** Remembers what one server takes, so that it is asked in vain only once. */
export class JsonWays {
  readonly #log: Logger;
  #best: JsonWay = 'json_schema';

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Those to try, best first. */
  get open(): readonly JsonWay[] {
    return WAYS.slice(WAYS.indexOf(this.#best));
  }

  /** An answer came this way after better ones were refused. */
  settle(way: JsonWay, host: string): void {
    if (this.#best === way) return;
    this.#best = way;
    this.#log.warn('the server refuses JSON schemas: answers are asked for in words and checked afterwards', {
      host,
      way,
    });
  }
}

/** Whether a refusal may be about how JSON was asked for. */
export function mayRefuseFormat(error: unknown): boolean {
  if (!(error instanceof HanzoError) || error.code === 'PROMPT_TOO_LONG') return false;
  const { status } = error.details;
  return status === 400 || status === 422 || status === 501;
}

/** The body of POST /chat/completions. */
export function bodyOf(request: GenerateRequest, way: JsonWay): ChatCompletionCreateParamsStreaming {
  if (request.output.kind === 'text' || way === 'json_schema') return streamed(chatBody(request, HABITS));
  return {
    ...streamed(chatBody(askInWords(request), HABITS)),
    ...(way === 'json_object' ? { response_format: { type: 'json_object' } } : {}),
  };
}

/** Servers of the team take what the common interface has. */
const HABITS: Habits = {
  takes: {
    apis: ['chat'],
    sampling: true,
    stop: true,
    json: true,
    tools: false,
    cacheKey: false,
    images: false,
    efforts: [],
  },
  reasons: false,
  atOpenAi: false,
};
