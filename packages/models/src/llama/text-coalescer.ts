/**
 * Passes the first text on at once, which is what people wait for, and collects the rest for `ms` at a time: a message
 * per token would cost more than the token.
 */
export class TextCoalescer implements Disposable {
  readonly #send: (text: string) => void;
  readonly #ms: number;
  #text = '';
  #began = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(ms: number, send: (text: string) => void) {
    this.#ms = ms;
    this.#send = send;
  }

  push(text: string): void {
    if (text === '') return;
    this.#text += text;
    if (!this.#began) {
      this.#began = true;
      this.flush();
      return;
    }
    this.#timer ??= setTimeout(() => this.flush(), this.#ms);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = this.#text;
    this.#text = '';
    if (text !== '') this.#send(text);
  }

  /** Forgets what was not sent. */
  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#text = '';
  }
}
