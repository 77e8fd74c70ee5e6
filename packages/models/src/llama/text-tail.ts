/** Keeps the end of a stream of bytes: enough to say what a process died of. */
export class TextTail {
  static readonly #mostBytes = 2048;
  #bytes: Buffer = Buffer.alloc(0);

  push(chunk: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, chunk]).subarray(-TextTail.#mostBytes);
  }

  /** As text, without control characters: it ends in messages on terminals. */
  toString(): string {
    return this.#bytes
      .toString('utf8')
      .replaceAll(/[^\P{Cc}\n]/gu, '')
      .trim();
  }
}
