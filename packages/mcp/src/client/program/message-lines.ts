const LINE_FEED = 0x0a;

/** Cuts a stream of bytes into lines, of which none may be longer than a limit. */
export class MessageLines {
  readonly #most: number;
  #parts: Buffer[] = [];
  #bytes = 0;

  /** @param most bytes of one line */
  constructor(most: number) {
    this.#most = most;
  }

  /** The lines that are whole by now. Undefined: one is too long, and nothing more can be read. */
  add(bytes: Buffer): readonly string[] | undefined {
    const lines: string[] = [];
    let from = 0;
    for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, from)) {
      if (!this.#keep(bytes.subarray(from, end))) return undefined;
      lines.push(this.#take());
      from = end + 1;
    }
    return this.#keep(bytes.subarray(from)) ? lines : undefined;
  }

  #keep(part: Buffer): boolean {
    this.#bytes += part.length;
    if (this.#bytes > this.#most) {
      this.#parts = [];
      return false;
    }
    if (part.length > 0) this.#parts.push(part);
    return true;
  }

  #take(): string {
    const line = Buffer.concat(this.#parts).toString('utf8');
    this.#parts = [];
    this.#bytes = 0;
    return line;
  }
}
