import type { GgufHeader } from './gguf-header.ts';

/** Node with the native binding, before a model: measured 128-133 MB resident. */
const PROCESS_BYTES = 135e6;
/** A token's text, type and merges in llama.cpp's and node-llama-cpp's tables: measured 780. */
const BYTES_PER_VOCABULARY_TOKEN = 800;
/** llama.cpp pads a sequence's context to this. */
const CONTEXT_STEP = 256;
/** Tokens that are evaluated at once, at most: node-llama-cpp's default. */
const MOST_BATCH = 512;
/** States of full slots that the prefix cache holds at most: system texts and files that prompts begin with. */
const CACHED_SLOTS = 4;
const MOST_CACHE_BYTES = 2 ** 29;
const F16 = 2;
const F32 = 4;

/** What an engine is asked to hold. */
export interface EngineSize {
  /** Per slot. */
  readonly contextTokens: number;
  readonly slots: number;
}

/** Keys and values of `tokens` tokens in one sequence, at f16. Bytes. */
export function keyValueBytes(header: GgufHeader, tokens: number): number {
  const heads = header.keyValueHeads.reduce((sum, count) => sum + count, 0);
  return heads * (header.keyLength + header.valueLength) * F16 * tokens;
}

/**
 * The memory that a child with this model takes, at most: everything in use, on the CPU. With a GPU it is the sum of both
 * memories. Bytes. 0.7 to 3.2 % above what was measured for models of 0.1 MB and of 1 B parameters, 1-16 slots and
 * contexts of 256-8,192. The prefix cache ({@link prefixCacheBytes}) and the context for embeddings, which not every engine
 * has, come on top.
 */
export function memoryNeed(header: GgufHeader, { contextTokens, slots }: EngineSize): number {
  const tokens = padded(contextTokens);
  return Math.ceil(
    PROCESS_BYTES +
      header.weightBytes +
      header.repackedBytes +
      header.vocabularySize * BYTES_PER_VOCABULARY_TOKEN +
      keyValueBytes(header, tokens) * slots +
      computeBytes(header, tokens, slots),
  );
}

/**
 * What an engine's prefix cache takes at most where nobody says otherwise, in a folder in memory. An engine may take
 * `memoryNeed` and this. Bytes. At its start an engine cuts it to a quarter of the memory that is available then.
 *
 * @example
 * const memoryBytes = memoryNeed(header, size) + prefixCacheBytes(header, size);
 */
export function prefixCacheBytes(header: GgufHeader, { contextTokens }: EngineSize): number {
  return Math.min(MOST_CACHE_BYTES, CACHED_SLOTS * keyValueBytes(header, padded(contextTokens)));
}

function padded(contextTokens: number): number {
  return Math.ceil(contextTokens / CONTEXT_STEP) * CONTEXT_STEP;
}

/** The largest layer's numbers for one batch, the mask of who sees whom, and one row of probabilities per sequence. */
function computeBytes(header: GgufHeader, contextTokens: number, slots: number): number {
  const { embeddingLength, feedForwardLength, headCount, keyLength, valueLength, vocabularySize } = header;
  const batch = Math.min(MOST_BATCH, contextTokens * slots);
  const perToken = 2 * embeddingLength + 3 * feedForwardLength + headCount * (keyLength + valueLength);
  return batch * (perToken * F32 + contextTokens * F16) + 2 * slots * vocabularySize * F32;
}
