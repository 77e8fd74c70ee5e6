/**
 * Ends a stream of text at the first stop text. What could still become one is held back, so that nothing of it is ever
 * shown. The result does not depend on how the text was cut into pieces.
 */
export class StopTexts {
  readonly #stops: readonly string[];
  #held = '';
  #reached = false;

  /** @param stops none of them empty */
  constructor(stops: readonly string[]) {
    this.#stops = stops;
  }

  /** Whether a stop text has come. Nothing is let through after it. */
  get reached(): boolean {
    return this.#reached;
  }

  /** The text that is certain to belong to the answer. */
  push(piece: string): string {
    if (this.#reached) return '';
    const text = this.#held + piece;
    const found = this.#find(text);
    if (found !== undefined) {
      this.#reached = true;
      this.#held = '';
      return text.slice(0, found);
    }
    const certain = text.length - this.#possibleStart(text);
    this.#held = text.slice(certain);
    return text.slice(0, certain);
  }

  /** What was held back in vain, when the text is over. */
  end(): string {
    const rest = this.#held;
    this.#held = '';
    return rest;
  }

  /** Where the stop text begins that is complete first. */
  #find(text: string): number | undefined {
    let best: { start: number; end: number } | undefined;
    for (const stop of this.#stops) {
      const start = text.indexOf(stop);
      if (start < 0) continue;
      const end = start + stop.length;
      if (best === undefined || end < best.end || (end === best.end && start < best.start)) best = { start, end };
    }
    return best?.start;
  }

  /** Length of the longest end of the text that is the beginning of a stop text. */
  #possibleStart(text: string): number {
    let longest = 0;
    for (const stop of this.#stops) {
      for (let length = Math.min(stop.length - 1, text.length); length > longest; length -= 1) {
        if (text.endsWith(stop.slice(0, length))) longest = length;
      }
    }
    return longest;
  }
}
