import {
  HanzoError,
  NO_USAGE,
  type Clock,
  type GenerateOptions,
  type GenerateRequest,
  type Generation,
  type ModelProvider,
} from '@hanzo/contracts';
import { answerOf, piecesOf, type Weights } from './answers.ts';
import type { Random } from './random.ts';

/** What may be wrong with an engine, each with its probability for one request. */
export interface EngineFaults {
  /** It breaks somewhere in the middle. */
  readonly fail: number;
  /** It takes the request and shows no life. */
  readonly hang: number;
  /** It stops in the middle and shows no life. */
  readonly stall: number;
  /** How much slower it is than it was: 1 not at all. This one is no probability. */
  readonly slowness: number;
}

export const SOUND: EngineFaults = { fail: 0, hang: 0, stall: 0, slowness: 1 };

export interface SimEngineParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly weights: Weights;
  /** Milliseconds between two pieces. */
  readonly pieceMs: number;
  /** Milliseconds of reading the prompt, with signs of life. */
  readonly readMs: number;
  /** A task that brings down several engines is given up; one that fails is not. */
  readonly failsWith: 'ENGINE_CRASHED' | 'ENGINE_FAILED';
  /** Something that must not happen. */
  onProblem(problem: string): void;
}

const ALIVE_MS = 200;

/** An engine on the simulated clock. What it answers depends on the prompt and its weights alone. */
export class SimEngine implements ModelProvider {
  readonly name = 'sim';
  faults: EngineFaults = SOUND;
  /** Requests that have neither ended nor failed. */
  active = 0;
  readonly #parts: SimEngineParts;

  constructor(parts: SimEngineParts) {
    this.#parts = parts;
  }

  async generate(request: GenerateRequest, options: GenerateOptions): Promise<Generation> {
    this.active += 1;
    try {
      return await this.#answer(request, options);
    } finally {
      this.active -= 1;
    }
  }

  async #answer(request: GenerateRequest, options: GenerateOptions): Promise<Generation> {
    const { clock, random, pieceMs, weights } = this.#parts;
    const startedAt = clock.elapsed();
    const text = answerOf(request.prompt, weights);
    const pieces = piecesOf(this.#rest(text, request.resume ?? ''), random);
    const breaksAt = this.#breaksAt(pieces.length);
    if (breaksAt?.how === 'hang') await never(options.signal);
    await this.#read(options);
    const firstTokenMs = clock.elapsed() - startedAt;
    for (const [index, piece] of pieces.entries()) {
      if (breaksAt?.index === index && breaksAt.how === 'stall') await never(options.signal);
      if (breaksAt?.index === index) throw new HanzoError(this.#parts.failsWith, 'The engine broke.');
      await clock.sleep(pieceMs * this.faults.slowness, options.signal);
      options.onText?.(piece);
    }
    const outputTokens = Math.ceil(text.length / 4);
    const timings = { queueMs: 0, firstTokenMs, totalMs: clock.elapsed() - startedAt };
    return { text, finish: 'stop', servedModel: request.model, usage: { ...NO_USAGE, outputTokens }, timings };
  }

  #rest(text: string, beginning: string): string {
    if (!text.startsWith(beginning)) {
      this.#parts.onProblem(`an engine was asked to go on from text of other weights: ${JSON.stringify(beginning)}`);
    }
    return text.slice(beginning.length);
  }

  #breaksAt(pieces: number): { readonly how: 'fail' | 'hang' | 'stall'; readonly index: number } | undefined {
    const { random } = this.#parts;
    const { fail, hang, stall } = this.faults;
    const drawn = random.next();
    const index = random.between(0, Math.max(0, pieces - 1));
    if (drawn < fail) return { how: 'fail', index };
    if (drawn < fail + hang) return { how: 'hang', index: 0 };
    return drawn < fail + hang + stall ? { how: 'stall', index } : undefined;
  }

  async #read({ signal, onAlive }: GenerateOptions): Promise<void> {
    const { clock, readMs } = this.#parts;
    for (let left = readMs; left > 0; left -= ALIVE_MS) {
      await clock.sleep(Math.min(left, ALIVE_MS), signal);
      onAlive?.();
    }
  }
}

function never(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    else signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
