import { HanzoError, type Clock, type GenerateOptions, type Timings } from '@hanzo/contracts';
import type { Listener } from '../openai/listener.ts';
import type { FirstJson } from './first-json.ts';
import { ThinkFilter } from './think-filter.ts';

export interface AnswerListenerParts {
  readonly options: GenerateOptions;
  readonly clock: Clock;
  /** Cuts the answer out of the text around it. */
  readonly firstJson: FirstJson | undefined;
  /** Called for each piece of text or reasoning. */
  readonly onToken: () => void;
  /** Called for each chunk without any. */
  readonly onOther: () => void;
}

/** Collects one stream: tells the answer from the reasoning, counts pieces, takes the times. */
export class AnswerListener implements Listener {
  readonly #parts: AnswerListenerParts;
  readonly #startedAt: number;
  readonly #think = new ThinkFilter();
  readonly #pieces: string[] = [];
  #firstAt: number | undefined;
  /** Pieces of text and of reasoning. Servers send one per token, or a few tokens in one. */
  tokens = 0;
  /** Pieces of reasoning among {@link tokens}. */
  thoughts = 0;

  constructor(parts: AnswerListenerParts) {
    this.#parts = parts;
    this.#startedAt = parts.clock.elapsed();
  }

  get text(): string {
    return this.#pieces.join('');
  }

  hear(piece: string): void {
    this.#token();
    const { answer, thought } = this.#think.push(piece);
    if (thought) this.thoughts += 1;
    this.#say(this.#parts.firstJson?.push(answer) ?? answer);
  }

  think(): void {
    this.#token();
    this.thoughts += 1;
    callBack(() => this.#parts.options.onAlive?.());
  }

  alive(): void {
    this.#parts.options.signal.throwIfAborted();
    this.#parts.onOther();
    callBack(() => this.#parts.options.onAlive?.());
  }

  /** The stream is over: what was held back is part of the answer after all. */
  end(): void {
    const held = this.#think.end();
    const { firstJson } = this.#parts;
    this.#say(firstJson === undefined ? held : firstJson.push(held) + firstJson.end());
  }

  timings(): Timings {
    const now = this.#parts.clock.elapsed();
    return {
      queueMs: 0,
      firstTokenMs: Math.round((this.#firstAt ?? now) - this.#startedAt),
      totalMs: Math.round(now - this.#startedAt),
    };
  }

  #token(): void {
    this.#parts.options.signal.throwIfAborted();
    this.tokens += 1;
    this.#firstAt ??= this.#parts.clock.elapsed();
    this.#parts.onToken();
  }

  #say(piece: string): void {
    if (piece === '') {
      callBack(() => this.#parts.options.onAlive?.());
      return;
    }
    this.#pieces.push(piece);
    callBack(() => this.#parts.options.onText?.(piece));
  }
}

/** A callback that throws is the caller's fault, not the server's. */
function callBack(call: () => void): void {
  try {
    call();
  } catch (cause) {
    throw cause instanceof HanzoError
      ? cause
      : new HanzoError('INTERNAL', 'A callback of the caller failed.', { cause });
  }
}
