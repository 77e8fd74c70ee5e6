import type { OutputShape } from '@hanzo/contracts';
import { JsonEnd } from '../llama/json-end.ts';

/**
 * Cuts the JSON value out of an answer of a model that nobody could bind to a schema: such models like to write a
 * sentence before it, and a fence around it. An answer without any such value stays whole, for the gate to judge.
 */
export class FirstJson {
  readonly #end = new JsonEnd();
  #held = '';
  #begun = false;

  push(piece: string): string {
    if (this.#begun) return this.#end.push(piece);
    this.#held += piece;
    const start = this.#held.search(/[[{]/);
    if (start < 0) return '';
    this.#begun = true;
    return this.#end.push(this.#held.slice(start));
  }

  end(): string {
    return this.#begun ? '' : this.#held;
  }
}

/** Only values with brackets can be told from the words around them. */
export function firstJsonFor(output: OutputShape): FirstJson | undefined {
  if (output.kind !== 'json') return undefined;
  return output.schema.type === 'object' || output.schema.type === 'array' ? new FirstJson() : undefined;
}
