import { HanzoError, type Clock, type GenerateOptions, type Timings } from '@hanzo/contracts';
import type { Listener } from '../api/listener.ts';
import type { FirstJson } from './first-json.ts';
import { AnswerText } from '../llama/answer-text.ts';
import { tookForReasoning, type Beginning } from './beginning.ts';
import { ThinkFilter } from './think-filter.ts';

export interface AnswerListenerParts {
  readonly options: GenerateOptions;
  readonly clock: Clock;
  /** Cuts the answer out of the text around it. */
  readonly firstJson: FirstJson | undefined;
  /** What is there of the answer already. */
  readonly beginning: Beginning | undefined;
  /** Texts that end the answer: the server does not find one that began in the beginning. */
  readonly stop: readonly string[];
  readonly host: string;
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
  /** Only behind a beginning. */
  readonly #rest: AnswerText | undefined;
  #firstAt: number | undefined;
  /** Pieces of text and of reasoning. Servers send one per token, or a few tokens in one. */
  tokens = 0;
  /** Pieces of reasoning among {@link tokens}. */
  thoughts = 0;

  constructor(parts: AnswerListenerParts) {
    this.#parts = parts;
    this.#startedAt = parts.clock.elapsed();
    const { beginning, stop } = parts;
    if (beginning === undefined) return;
    this.#rest = new AnswerText({
      isJson: false,
      stop,
      beginning: beginning.text,
      onText: (text) => this.#say(text),
    });
  }

  /** A stop text was reached that the server could not see: what it says from now on does not count. */
  get complete(): boolean {
    return this.#rest?.complete === true;
  }

  get text(): string {
    return (this.#parts.beginning?.text ?? '') + this.#pieces.join('');
  }

  hear(piece: string): void {
    this.#token();
    const { beginning } = this.#parts;
    if (beginning !== undefined && this.#rest !== undefined) {
      this.#rest.push(beginning.newIn(piece));
      if (this.complete) throw new HanzoError('CANCELLED', 'The answer is complete.');
      return;
    }
    const { answer, thought } = this.#think.push(piece);
    if (thought) this.thoughts += 1;
    this.#say(this.#parts.firstJson?.push(answer) ?? answer);
  }

  think(): void {
    this.#token();
    if (this.#parts.beginning !== undefined) throw tookForReasoning(this.#parts.host);
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
    this.#rest?.end();
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
