import { HanzoError } from '@hanzo/contracts';

/** Bytes of the length in front of each frame: a big-endian u32. */
export const LENGTH_BYTES = 4;

/** The bytes with their length in front. */
export function withLength(body: Uint8Array): Uint8Array {
  const frame = new Uint8Array(LENGTH_BYTES + body.length);
  new DataView(frame.buffer).setUint32(0, body.length);
  frame.set(body, LENGTH_BYTES);
  return frame;
}

/**
 * Cuts a byte stream into frames. The length is checked against the cap before anything is allocated for it,
 * so a hostile length costs its sender the connection and us four bytes.
 *
 * Frames are copies: they stay valid when the caller's buffer is reused.
 */
export class FrameReader {
  #limit: number;
  readonly #header = new Uint8Array(LENGTH_BYTES);
  #headerFilled = 0;
  #body: Uint8Array | undefined;
  #bodyFilled = 0;

  /** @param limit largest frame in bytes that is accepted */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Changes the cap for the frames that follow. */
  setLimit(bytes: number): void {
    this.#limit = bytes;
  }

  /**
   * Takes the next bytes and calls back for every frame they complete, in order.
   *
   * @throws HanzoError WIRE_TOO_LARGE, or WIRE_INVALID for an empty frame
   */
  push(chunk: Uint8Array, onFrame: (frame: Uint8Array) => void): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#body === undefined) {
        at = this.#readHeader(chunk, at);
        continue;
      }
      const take = Math.min(this.#body.length - this.#bodyFilled, chunk.length - at);
      this.#body.set(chunk.subarray(at, at + take), this.#bodyFilled);
      this.#bodyFilled += take;
      at += take;
      if (this.#bodyFilled === this.#body.length) {
        const frame = this.#body;
        this.#body = undefined;
        this.#headerFilled = 0;
        onFrame(frame);
      }
    }
  }

  #readHeader(chunk: Uint8Array, start: number): number {
    let at = start;
    while (this.#headerFilled < LENGTH_BYTES && at < chunk.length) {
      this.#header[this.#headerFilled++] = chunk[at++] ?? 0;
    }
    if (this.#headerFilled < LENGTH_BYTES) return at;
    const length = new DataView(this.#header.buffer).getUint32(0);
    if (length === 0) throw new HanzoError('WIRE_INVALID', 'The peer sent an empty frame.');
    if (length > this.#limit) {
      throw new HanzoError(
        'WIRE_TOO_LARGE',
        `The peer announced a frame of ${length} bytes; at most ${this.#limit} are allowed here.`,
        {
          details: { length, limit: this.#limit },
        },
      );
    }
    this.#body = new Uint8Array(length);
    this.#bodyFilled = 0;
    return at;
  }
}
