import type { Clock } from '@hanzo/contracts';

/** A frame per token costs more than the token: pieces are joined for this long, or until this much is there. */
const FLUSH_MS = 25;
const FLUSH_CHARS = 1024;

/** Joins pieces of text into frames. The first piece leaves at once: time to first token is what people feel. */
export class ProgressBuffer {
  readonly #clock: Clock;
  readonly #send: (offset: number, text: string) => void;
  #offset = 0;
  #waiting = '';
  #timer: AbortController | undefined;

  constructor(clock: Clock, send: (offset: number, text: string) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  push(piece: string): void {
    this.#waiting += piece;
    if (this.#offset === 0 || this.#waiting.length >= FLUSH_CHARS) {
      this.flush();
      return;
    }
    if (this.#timer !== undefined) return;
    const timer = new AbortController();
    this.#timer = timer;
    this.#clock.sleep(FLUSH_MS, timer.signal).then(
      () => this.flush(),
      () => undefined,
    );
  }

  flush(): void {
    this.#timer?.abort();
    this.#timer = undefined;
    if (this.#waiting === '') return;
    const text = this.#waiting;
    this.#waiting = '';
    this.#send(this.#offset, text);
    this.#offset += text.length;
  }

  /** Forgets what waits: the attempt is over. */
  stop(): void {
    this.#timer?.abort();
    this.#waiting = '';
  }
}
