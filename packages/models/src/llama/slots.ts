import type { LlamaContext, LlamaContextSequence, Token } from 'node-llama-cpp';

/** A sequence of the context with its number, which is also llama.cpp's sequence id. */
export interface Slot {
  readonly number: number;
  readonly sequence: LlamaContextSequence;
}

/** Hands out sequences. They live as long as the context, so that the text they hold can serve the next prompt. */
export class SlotPool {
  readonly #free: Slot[];
  /** Whether a sequence can forget its end and keep the rest; recurrent models and sliding windows cannot. */
  readonly canCut: boolean;

  constructor(context: LlamaContext) {
    this.#free = Array.from({ length: context.totalSequences }, (_, number) => ({
      number,
      sequence: context.getSequence(),
    }));
    this.canCut = this.#free.every(({ sequence }) => !sequence.needsCheckpoints);
  }

  /**
   * The free slot that already holds the longest beginning of the prompt; the lowest one among equals, because llama.cpp
   * decodes neighbouring sequences together.
   */
  take(prompt: readonly Token[]): Slot | undefined {
    let best: { slot: Slot; shared: number } | undefined;
    for (const slot of this.#free) {
      const shared = sharedLength(slot.sequence.contextTokens, prompt);
      if (best === undefined || shared > best.shared) best = { slot, shared };
    }
    if (best !== undefined) this.#free.splice(this.#free.indexOf(best.slot), 1);
    return best?.slot;
  }

  /** The longest beginning of the prompt that a free slot holds. */
  mostShared(prompt: readonly Token[]): number {
    return Math.max(0, ...this.#free.map(({ sequence }) => sharedLength(sequence.contextTokens, prompt)));
  }

  give(slot: Slot): void {
    this.#free.push(slot);
    this.#free.sort((a, b) => a.number - b.number);
  }
}

/** How many tokens two lists have in common from the start. */
export function sharedLength(held: readonly Token[], prompt: readonly Token[]): number {
  const most = Math.min(held.length, prompt.length);
  let length = 0;
  while (length < most && held[length] === prompt[length]) length += 1;
  return length;
}
