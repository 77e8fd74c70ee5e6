import type { Token } from 'node-llama-cpp';
import { BatchPlanner } from './batch-planner.ts';
import type { Slot } from './slots.ts';

const FIRST_CHUNK = 32;
/** Smaller chunks cost speed: on two old cores 16 tokens at once ran at 121 tok/s, 512 at 134. */
const SMALLEST_CHUNK = 16;
const LARGEST_CHUNK = 512;
/** A decode cannot be interrupted, so a chunk should not take longer than a cancelled person notices. */
const TARGET_MS = 150;

interface PrefillTools {
  readonly engine: { readonly planner: BatchPlanner };
  readonly signal: AbortSignal;
  readonly onProgress: () => void;
}

/** Feeds prompts in chunks, sized by measured speed so that an abort is noticed soon. Shared by an engine's jobs. */
export class Prefill {
  #chunk = FIRST_CHUNK;

  /** Evaluates the tokens into the slot's sequence. Throws the signal's reason between two chunks. */
  async run(slot: Slot, tokens: readonly Token[], { engine, signal, onProgress }: PrefillTools): Promise<void> {
    for (let done = 0; done < tokens.length;) {
      signal.throwIfAborted();
      while (engine.planner.paused !== undefined) await engine.planner.paused;
      const chunk = tokens.slice(done, done + this.#chunk);
      const before = performance.now();
      await slot.sequence.evaluateWithoutGeneratingNewTokens(chunk, {
        evaluationPriority: BatchPlanner.tag(slot.number),
      });
      this.#learn(chunk.length, performance.now() - before);
      done += chunk.length;
      onProgress();
    }
  }

  #learn(tokens: number, ms: number): void {
    // A short rest says more about a batch's fixed cost than about the speed.
    if (tokens < SMALLEST_CHUNK) return;
    const fitting = (tokens / Math.max(ms, 1)) * TARGET_MS;
    this.#chunk = Math.round(Math.min(LARGEST_CHUNK, Math.max(SMALLEST_CHUNK, (this.#chunk + fitting) / 2)));
  }
}
