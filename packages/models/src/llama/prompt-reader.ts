import type { Token } from 'node-llama-cpp';
import type { BatchPlanner } from './batch-planner.ts';
import { ChildFailure } from './child-failure.ts';
import type { Prefill } from './prefill.ts';
import { Reading } from './reading.ts';
import { sharedLength, type Slot, type SlotPool } from './slots.ts';
import type { SnapshotStore } from './snapshots.ts';

/**
 * The shortest beginning that is worth a snapshot, and the least that waiting or restoring must save. A 1B model on two
 * cores takes 0.4 s for as many tokens, against 5 ms to save and restore them.
 */
const LEAST_TOKENS = 64;
/** Prompts that are remembered to see what they have in common. */
const RECENT_PROMPTS = 16;

export interface ReaderParts {
  readonly slots: SlotPool;
  readonly planner: BatchPlanner;
  readonly prefill: Prefill;
  /** Undefined where snapshots are switched off or the model cannot cut a restored state. */
  readonly snapshots: SnapshotStore | undefined;
}

/** What a prompt left behind. The caller gives the slot back. */
export interface ReadPrompt {
  readonly slot: Slot;
  /** Tokens that did not have to be evaluated. */
  readonly cachedTokens: number;
}

export interface ReadOptions {
  /** Tokens of the prompt that other prompts are likely to begin with, too. */
  readonly systemTokens: number;
  readonly signal: AbortSignal;
  /** Called after each chunk. */
  readonly onProgress: () => void;
}

/**
 * Brings prompts into slots, and evaluates what prompts have in common once: a slot may hold it already, a snapshot of
 * another slot is restored, and of several prompts that come at once one evaluates and the others wait for its snapshot.
 */
export class PromptReader {
  readonly #parts: ReaderParts;
  readonly #readings = new Set<Reading>();
  readonly #recent: (readonly Token[])[] = [];

  constructor(parts: ReaderParts) {
    this.#parts = parts;
  }

  /** Evaluates all of the prompt but its last token, which the first new one is sampled from. */
  async read(prompt: readonly Token[], options: ReadOptions): Promise<ReadPrompt> {
    const tokens = prompt.slice(0, -1);
    // Each is waited for once: it may fail, or not be able to save.
    const asked = new Set<Reading>();
    for (;;) {
      options.signal.throwIfAborted();
      const leader = this.#findLeader(tokens, asked);
      if (leader === undefined) break;
      asked.add(leader.reading);
      await unlessAborted(leader.reading.snapshotAt(leader.shared), options.signal);
    }
    // Nothing is awaited until the reading is known: prompts that come or wake up at once must see each other.
    const slot = this.#parts.slots.take(tokens);
    if (slot === undefined)
      throw new ChildFailure({ code: 'INTERNAL', message: 'More jobs than slots reached the engine.' });
    const reading = this.#begin(tokens, options.systemTokens, slot);
    try {
      const cachedTokens = await this.#reuse(slot, tokens);
      reading.done = cachedTokens;
      await this.#evaluate(slot, reading, options);
      return { slot, cachedTokens };
    } catch (error) {
      this.#parts.slots.give(slot);
      throw error;
    } finally {
      this.#readings.delete(reading);
      reading.end();
    }
  }

  /** The reading that will save most. Not one that has longer to go than evaluating the rest here would take. */
  #findLeader(
    tokens: readonly Token[],
    asked: ReadonlySet<Reading>,
  ): { readonly reading: Reading; readonly shared: number } | undefined {
    const { slots, snapshots } = this.#parts;
    if (snapshots === undefined) return undefined;
    const held = Math.max(slots.mostShared(tokens), snapshots.bestFor(tokens)?.shared ?? 0);
    let best: { reading: Reading; shared: number } | undefined;
    for (const reading of this.#readings) {
      if (asked.has(reading)) continue;
      const shared = sharedLength(reading.tokens, tokens);
      const gain = shared - held;
      if (gain < LEAST_TOKENS || shared - reading.done > gain) continue;
      if (best === undefined || shared > best.shared) best = { reading, shared };
    }
    return best;
  }

  #begin(tokens: readonly Token[], systemTokens: number, slot: Slot): Reading {
    const { snapshots } = this.#parts;
    const inSnapshot = snapshots?.bestFor(tokens)?.shared ?? 0;
    const held = Math.max(inSnapshot, sharedLength(slot.sequence.contextTokens, tokens));
    const reading = new Reading(tokens, held, LEAST_TOKENS);
    if (snapshots !== undefined) {
      const common = this.#recent.map((other) => sharedLength(other, tokens));
      // The shorter ones first: a longer one that is hardly longer then counts as the same.
      for (const at of [systemTokens, Math.max(0, ...common)].toSorted((a, b) => a - b)) {
        if (at - inSnapshot >= LEAST_TOKENS && at <= tokens.length) void reading.snapshotAt(at);
      }
      this.#recent.push(tokens);
      if (this.#recent.length > RECENT_PROMPTS) this.#recent.shift();
    }
    this.#readings.add(reading);
    return reading;
  }

  /** Makes the slot hold as much of the prompt as is known, and nothing else. Returns how much that is. */
  async #reuse({ sequence }: Slot, tokens: readonly Token[]): Promise<number> {
    const { planner, snapshots } = this.#parts;
    const found = snapshots?.bestFor(tokens);
    const gain = (found?.shared ?? 0) - sharedLength(sequence.contextTokens, tokens);
    if (found !== undefined && gain >= LEAST_TOKENS) {
      await planner.exclusive(async () => snapshots?.restore(found.snapshot, sequence));
    }
    if (sharedLength(sequence.contextTokens, tokens) < sequence.nextTokenIndex) {
      await planner.exclusive(() => sequence.adaptStateToTokens([...tokens], false));
    }
    return sequence.nextTokenIndex;
  }

  async #evaluate(slot: Slot, reading: Reading, { signal, onProgress }: ReadOptions): Promise<void> {
    const { tokens } = reading;
    for (;;) {
      signal.throwIfAborted();
      if (reading.isDue) reading.settle(await this.#save(slot));
      if (reading.done >= tokens.length) return;
      reading.done += await this.#parts.prefill.step(slot, { tokens, from: reading.done, to: reading.nextStop });
      onProgress();
    }
  }

  async #save({ sequence }: Slot): Promise<boolean> {
    const { planner, snapshots } = this.#parts;
    let saved = false;
    await planner.exclusive(async () => {
      saved = (await snapshots?.save(sequence)) ?? false;
    });
    return saved;
  }
}

/** Resolves with the promise, or at once when the signal is aborted; the caller looks at the signal. */
async function unlessAborted(promise: Promise<boolean>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<boolean>();
  const onAbort = (): void => aborted.resolve(false);
  signal.addEventListener('abort', onAbort, { once: true });
  await Promise.race([promise, aborted.promise]);
  signal.removeEventListener('abort', onAbort);
}
