import type { Clock } from '@hanzo/contracts';

/** A frame per token costs more than the token: pieces are joined for this long, or until this much is there. */
const FLUSH_MS = 8;
const FLUSH_CHARS = 1024;
/** Most UTF-16 code units of one frame: three bytes each stay below the cap of a progress frame. */
const MAX_CHARS = 64 * 1024;

/**
 * Joins pieces of text into frames. One that comes after a while leaves at once, the first above all: time to first token
 * is what people feel, and a timer that nobody needs wakes a machine that is busy computing.
 */
export class ProgressBuffer {
  readonly #clock: Clock;
  readonly #send: (offset: number, text: string) => void;
  #offset: number;
  #waiting = '';
  #over = false;
  /** By the clock that only goes forward, in milliseconds. */
  #flushedAt = Number.NEGATIVE_INFINITY;
  #timer: AbortController | undefined;

  /** @param offset UTF-16 code units of the answer that are there before the first piece */
  constructor(clock: Clock, send: (offset: number, text: string) => void, offset = 0) {
    this.#clock = clock;
    this.#send = send;
    this.#offset = offset;
  }

  push(piece: string): void {
    if (this.#over) return;
    this.#waiting += piece;
    const restMs = this.#flushedAt + FLUSH_MS - this.#clock.elapsed();
    if (restMs <= 0 || this.#waiting.length >= FLUSH_CHARS) {
      this.flush();
      return;
    }
    if (this.#timer !== undefined) return;
    const timer = new AbortController();
    this.#timer = timer;
    this.#clock.sleep(restMs, timer.signal).then(
      () => this.flush(),
      () => undefined,
    );
  }

  flush(): void {
    this.#timer?.abort();
    this.#timer = undefined;
    if (this.#waiting === '') return;
    this.#flushedAt = this.#clock.elapsed();
    const text = this.#waiting;
    this.#waiting = '';
    for (let at = 0; at < text.length;) {
      const piece = text.slice(at, endOfPiece(text, at));
      this.#send(this.#offset, piece);
      this.#offset += piece.length;
      at += piece.length;
    }
  }

  /** Sends what waits, and nothing more: the attempt's last frame comes next. */
  end(): void {
    this.flush();
    this.#over = true;
  }

  /** Forgets what waits: nobody wants it any more. */
  stop(): void {
    this.#timer?.abort();
    this.#waiting = '';
    this.#over = true;
  }
}

/** A surrogate pair is never cut: half of one does not survive the wire. */
function endOfPiece(text: string, start: number): number {
  const end = start + MAX_CHARS;
  if (end >= text.length) return text.length;
  const last = text.charCodeAt(end - 1);
  return last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}
