import { HanzoError } from '@hanzo/contracts';

const NEWLINE = 0x0a;

/** Cuts bytes into lines of UTF-8, and refuses a line before it takes more than `maxBytes` of memory. */
export class LineReader {
  readonly #maxBytes: number;
  readonly #onLine: (line: string) => void;
  #parts: Buffer[] = [];
  #size = 0;

  constructor(maxBytes: number, onLine: (line: string) => void) {
    this.#maxBytes = maxBytes;
    this.#onLine = onLine;
  }

  /** @throws HanzoError WIRE_TOO_LARGE, and what `onLine` throws */
  push(bytes: Buffer): void {
    let rest = bytes;
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
      this.#keep(rest.subarray(0, end));
      rest = rest.subarray(end + 1);
      this.#emit();
    }
    if (rest.length > 0) this.#keep(rest);
  }

  #keep(part: Buffer): void {
    this.#size += part.length;
    if (this.#size > this.#maxBytes)
      throw new HanzoError('WIRE_TOO_LARGE', `A line of the control channel has at most ${this.#maxBytes} bytes.`);
    this.#parts.push(part);
  }

  #emit(): void {
    const line = Buffer.concat(this.#parts).toString('utf8').trim();
    this.#parts = [];
    this.#size = 0;
    if (line !== '') this.#onLine(line);
  }
}
