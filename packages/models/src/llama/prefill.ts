import type { Token } from 'node-llama-cpp';
import { BatchPlanner } from './batch-planner.ts';
import type { Slot } from './slots.ts';

/**
 * Small chunks cost speed, and so do those that do not fill llama.cpp's tiles: on two cores 16 tokens at once ran at 109
 * tok/s, 20 at 105, 28 at 106, 32 at 124, 512 at 138.
 */
const TILE = 16;
const SMALLEST_CHUNK = TILE;
const LARGEST_CHUNK = 512;
/** A decode cannot be interrupted, and a cancel shall take effect within 200 ms. */
const TARGET_MS = 180;

/** A stretch of a prompt, by token positions: from `from` up to but without `to`. */
export interface Stretch {
  readonly tokens: readonly Token[];
  readonly from: number;
  readonly to: number;
}

/** Feeds prompts in chunks, sized by measured speed so that an abort is noticed soon. Shared by an engine's jobs. */
export class Prefill {
  readonly #planner: BatchPlanner;
  /** What fits the target, smoothed. */
  #fitting = SMALLEST_CHUNK;

  constructor(planner: BatchPlanner) {
    this.#planner = planner;
  }

  /** Evaluates the stretch's first chunk into the slot's sequence. Returns how many tokens that were. */
  async step(slot: Slot, { tokens, from, to }: Stretch): Promise<number> {
    while (this.#planner.paused !== undefined) await this.#planner.paused;
    const chunk = tokens.slice(from, Math.min(to, from + Math.floor(this.#fitting / TILE) * TILE));
    const before = performance.now();
    await slot.sequence.evaluateWithoutGeneratingNewTokens(chunk, {
      evaluationPriority: BatchPlanner.tag(slot.number),
    });
    this.#learn(chunk.length, performance.now() - before);
    return chunk.length;
  }

  #learn(tokens: number, ms: number): void {
    // A short rest says more about a batch's fixed cost than about the speed.
    if (tokens < SMALLEST_CHUNK) return;
    const fitting = (tokens / Math.max(ms, 1)) * TARGET_MS;
    this.#fitting = Math.min(LARGEST_CHUNK, Math.max(SMALLEST_CHUNK, (this.#fitting + fitting) / 2));
  }
}
