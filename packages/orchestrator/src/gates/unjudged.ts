/** Begins what is not judged of all edits of a run together. */
export const TOGETHER = 'the edits of all tasks together: ';

/** What gates did not judge, and why: each sentence once, however many answers it is about, or all of them together. */
export class Unjudged {
  readonly #sentences = new Set<string>();
  readonly #tell: ((sentence: string) => void) | undefined;

  /** @param tell told of each sentence when it is new */
  constructor(tell?: (sentence: string) => void) {
    this.#tell = tell;
  }

  get sentences(): readonly string[] {
    return [...this.#sentences];
  }

  readonly add = (sentence: string): void => {
    if (this.#sentences.has(sentence) || this.#sentences.has(sentence.replace(TOGETHER, ''))) return;
    this.#sentences.add(sentence);
    this.#tell?.(sentence);
  };
}
