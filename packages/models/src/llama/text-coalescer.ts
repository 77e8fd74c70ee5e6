/** Collects text and passes it on at most every `ms`: a message per token would cost more than the token. */
export class TextCoalescer implements Disposable {
  readonly #send: (text: string) => void;
  readonly #ms: number;
  #text = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(ms: number, send: (text: string) => void) {
    this.#ms = ms;
    this.#send = send;
  }

  push(text: string): void {
    this.#text += text;
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
