import { JsonEnd } from './json-end.ts';
import { StopTexts } from './stop-texts.ts';

export interface AnswerTextOptions {
  /** The answer ends with its first JSON value. */
  readonly isJson: boolean;
  /** Texts that end the answer. */
  readonly stop: readonly string[];
  /** What is there of the answer already. It stays as it is, and is not told again. */
  readonly beginning: string;
  readonly onText: (text: string) => void;
}

/**
 * What of the model's text goes to the caller. The beginning goes through the same checks as what follows it, so that a
 * stop text or the end of the JSON is found where it would have been found in one go.
 */
export class AnswerText {
  readonly #json: JsonEnd | undefined;
  readonly #stops: StopTexts;
  readonly #onText: (text: string) => void;
  /** UTF-16 code units that were told before. */
  #known: number;

  constructor({ isJson, stop, beginning, onText }: AnswerTextOptions) {
    this.#json = isJson ? new JsonEnd() : undefined;
    this.#stops = new StopTexts(stop);
    this.#onText = onText;
    this.#known = beginning.length;
    if (beginning !== '') this.push(beginning);
  }

  /** Whether nothing that follows can belong to it. */
  get complete(): boolean {
    return this.#stops.reached || this.#json?.done === true;
  }

  push(piece: string): void {
    this.#emit(this.#stops.push(this.#json === undefined ? piece : this.#json.push(piece)));
  }

  end(): void {
    this.#emit(this.#stops.end());
  }

  #emit(text: string): void {
    const told = Math.min(this.#known, text.length);
    this.#known -= told;
    if (told < text.length) this.#onText(text.slice(told));
  }
}
