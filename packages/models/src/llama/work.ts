import {
  HanzoError,
  type Embedding,
  type GenerateOptions,
  type GenerateRequest,
  type Generation,
} from '@hanzo/contracts';
import type { FromChild, JobCommand } from './child-protocol.ts';

/** A job, as its kind knows it: the queue only knows when it runs. */
export interface Work<Result> {
  readonly signal: AbortSignal;
  toCommand(id: number): JobCommand;
  /** It waits for an engine that is well, or the engine works on it without text to show. */
  alive(): void;
  /** Takes a piece of text on the way. */
  hear(text: string): void;
  /** Makes the result of the last message. `queueMs`: how long the job waited. */
  finish(message: Extract<FromChild, { kind: 'done' | 'embedded' }>, queueMs: number): Result;
}

/** llama.cpp takes this seed for "random"; stay below. */
const SEEDS = 2 ** 32 - 1;
const MOST_STOPS = 4;
const LONGEST_STOP = 64;

const MOST_TEXTS = 1024;

function unexpected(kind: string): HanzoError {
  return new HanzoError('INTERNAL', `The llama engine answered a job with "${kind}".`);
}

/** A generation. Throws USAGE for a request that no model can answer. */
export function generationWork(
  servedModel: string,
  request: GenerateRequest,
  options: GenerateOptions,
): Work<Generation> {
  checkGeneration(request);
  let text = request.resume ?? '';
  const broken = new AbortController();
  // A callback that throws ends its own job: it is called from timers and messages, where nobody would catch it.
  const tell = (call: () => void): void => {
    try {
      call();
    } catch (cause) {
      broken.abort(new HanzoError('INTERNAL', 'A callback of the caller failed.', { cause }));
    }
  };
  return {
    signal: AbortSignal.any([options.signal, broken.signal]),
    toCommand: (id) => toGenerateCommand(request, id),
    alive: () => tell(() => options.onAlive?.()),
    hear(piece) {
      text += piece;
      tell(() => options.onText?.(piece));
    },
    finish(message, queueMs) {
      if (message.kind !== 'done') throw unexpected(message.kind);
      const { finish, usage, timings } = message.result;
      return { text, finish, servedModel, usage, timings: { queueMs, ...timings } };
    },
  };
}

/** Embeddings of some texts. Throws USAGE for too many. */
export function embeddingWork(texts: readonly string[], signal: AbortSignal): Work<readonly Embedding[]> {
  if (texts.length > MOST_TEXTS) {
    throw new HanzoError('USAGE', `${texts.length} texts are too many for one call.`, {
      mend: `Send at most ${MOST_TEXTS} at a time.`,
    });
  }
  return {
    signal,
    toCommand: (id) => ({ kind: 'embed', id, texts }),
    alive: () => undefined,
    hear: () => undefined,
    finish(message) {
      if (message.kind !== 'embedded') throw unexpected(message.kind);
      return message.embeddings;
    },
  };
}

function checkGeneration({ maxOutputTokens, stop = [], resume = '' }: GenerateRequest): void {
  if (!Number.isSafeInteger(maxOutputTokens) || maxOutputTokens < 1) {
    throw new HanzoError('USAGE', `maxOutputTokens is ${maxOutputTokens}; it must be a whole number of at least 1.`);
  }
  if (stop.length > MOST_STOPS || stop.some((text) => text.length < 1 || text.length > LONGEST_STOP)) {
    throw new HanzoError('USAGE', 'The stop texts are too many, too long or empty.', {
      details: { lengths: stop.map((text) => text.length) },
      mend: `Give at most ${MOST_STOPS} stop texts of 1 to ${LONGEST_STOP} characters.`,
    });
  }
  if (!resume.isWellFormed()) {
    throw new HanzoError('USAGE', 'The beginning of the answer is cut in the middle of a character.', {
      mend: 'Cut it between characters.',
    });
  }
}

function toGenerateCommand(request: GenerateRequest, id: number): JobCommand {
  const { output, sampling } = request;
  const seed = sampling.seed ?? Math.floor(Math.random() * SEEDS);
  return {
    kind: 'generate',
    id,
    system: request.system,
    prompt: request.prompt,
    schema: output.kind === 'json' ? output.schema : undefined,
    maxOutputTokens: request.maxOutputTokens,
    temperature: Math.min(2, Math.max(0, sampling.temperature ?? 0)),
    seed: ((seed % SEEDS) + SEEDS) % SEEDS,
    stop: request.stop ?? [],
    resume: request.resume ?? '',
  };
}
