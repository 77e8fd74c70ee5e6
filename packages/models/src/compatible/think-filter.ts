const OPEN = '<think>';
const CLOSE = '</think>';

/** A stream's piece, sorted. */
export interface Sorted {
  /** Belongs to the answer. */
  readonly answer: string;
  /** True when something of the piece was reasoning. */
  readonly thought: boolean;
}

/**
 * Takes the reasoning out of an answer that starts with `<think>`: models served without a reasoning parser write it into
 * their text. Only at the start: later on the word may be part of an answer about such models.
 */
export class ThinkFilter {
  #phase: 'start' | 'thinking' | 'gap' | 'answer' = 'start';
  #held = '';

  push(piece: string): Sorted {
    if (this.#phase === 'answer') return { answer: piece, thought: false };
    this.#held += piece;
    if (this.#phase === 'start') this.#begin();
    const thought = this.#phase === 'thinking';
    if (this.#phase === 'thinking') this.#think();
    return { answer: this.#release(), thought };
  }

  /** What is still held when the stream ends: an answer that looked like the beginning of `<think>`. */
  end(): string {
    const rest = this.#phase === 'start' ? this.#held : '';
    this.#held = '';
    return rest;
  }

  #begin(): void {
    const seen = this.#held.trimStart();
    if (seen.startsWith(OPEN)) {
      this.#phase = 'thinking';
      this.#held = seen.slice(OPEN.length);
    } else if (!OPEN.startsWith(seen)) {
      this.#phase = 'answer';
    }
  }

  /** Keeps no more of the reasoning than could be the beginning of its end. */
  #think(): void {
    const end = this.#held.indexOf(CLOSE);
    if (end < 0) {
      this.#held = this.#held.slice(-(CLOSE.length - 1));
      return;
    }
    this.#phase = 'gap';
    this.#held = this.#held.slice(end + CLOSE.length);
  }

  /** The blank lines between reasoning and answer belong to neither. */
  #release(): string {
    if (this.#phase === 'gap') {
      this.#held = this.#held.trimStart();
      if (this.#held !== '') this.#phase = 'answer';
    }
    if (this.#phase !== 'answer') return '';
    const answer = this.#held;
    this.#held = '';
    return answer;
  }
}
