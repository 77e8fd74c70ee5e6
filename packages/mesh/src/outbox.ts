import { HanzoError } from '@hanzo/contracts';
import type { Stream } from '@libp2p/interface';
import { MAX_OUTBOX_BYTES, WRITE_BYTES } from './constants.ts';

/**
 * Frames on their way out. All frames of one turn of the event loop leave in one encrypted write:
 * a noise record per frame costs several times the CPU.
 */
export class Outbox {
  readonly #stream: Stream;
  readonly #frames: Uint8Array[] = [];
  #bytes = 0;
  #scheduled = false;
  #closed = false;

  constructor(stream: Stream) {
    this.#stream = stream;
    stream.addEventListener('drain', () => this.#flush());
  }

  /** @throws HanzoError PEER_LOST when the peer has stopped reading and too much waits for it */
  push(frame: Uint8Array): void {
    if (this.#closed) return;
    if (this.#bytes + frame.length > MAX_OUTBOX_BYTES) {
      throw new HanzoError('PEER_LOST', `The peer does not read: ${this.#bytes} bytes wait for it.`);
    }
    this.#frames.push(frame);
    this.#bytes += frame.length;
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#flush();
    });
  }

  /** Bytes that wait. */
  get size(): number {
    return this.#bytes;
  }

  /** Sends what waits now, e.g. before a close. */
  flush(): void {
    this.#flush();
  }

  close(): void {
    this.#closed = true;
    this.#frames.length = 0;
    this.#bytes = 0;
  }

  #flush(): void {
    while (this.#frames.length > 0 && !this.#closed && this.#stream.writeStatus === 'writable') {
      if (this.#stream.writableNeedsDrain) return;
      this.#stream.send(this.#take());
    }
  }

  #take(): Uint8Array {
    let count = 0;
    let size = 0;
    for (const frame of this.#frames) {
      if (count > 0 && size + frame.length > WRITE_BYTES) break;
      size += frame.length;
      count++;
    }
    const [first, ...rest] = this.#frames.splice(0, count);
    this.#bytes -= size;
    if (first === undefined || rest.length === 0) return first ?? new Uint8Array();
    const joined = new Uint8Array(size);
    joined.set(first);
    let at = first.length;
    for (const frame of rest) {
      joined.set(frame, at);
      at += frame.length;
    }
    return joined;
  }
}
