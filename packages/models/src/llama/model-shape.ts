import type { HeaderValue } from './gguf-reader.ts';

/** The dimensions of a model that its memory follows from. */
export interface ModelShape {
  /** Layers. */
  readonly blockCount: number;
  readonly embeddingLength: number;
  readonly feedForwardLength: number;
  readonly headCount: number;
  /** Of each layer; 0 where a layer keeps no keys and values. */
  readonly keyValueHeads: readonly number[];
  /** Numbers per head and token. */
  readonly keyLength: number;
  readonly valueLength: number;
  /** Tokens that it knows. */
  readonly vocabularySize: number;
}

export const asNumber = (value: HeaderValue): number | undefined => (typeof value === 'number' ? value : undefined);

/** A value that may be one number for all layers or one per layer. */
function perLayer(value: HeaderValue, layers: number): readonly number[] | undefined {
  if (typeof value === 'number') return Array.from({ length: layers }, () => value);
  return Array.isArray(value) ? (value as readonly number[]) : undefined;
}

const largest = (values: readonly number[] | undefined): number | undefined =>
  values === undefined ? undefined : values.reduce((most, value) => Math.max(most, value), 0);

function readVocabularySize(architecture: string, values: ReadonlyMap<string, HeaderValue>): number {
  const tokens = values.get('tokenizer.ggml.tokens');
  if (typeof tokens === 'object' && 'items' in tokens) return tokens.items;
  return asNumber(values.get(`${architecture}.vocab_size`)) ?? 0;
}

/** Reads the dimensions, with llama.cpp's defaults for what a file leaves out. The values are within their ranges. */
export function readShape(architecture: string, values: ReadonlyMap<string, HeaderValue>): ModelShape {
  const get = (key: string): HeaderValue => values.get(`${architecture}.${key}`);
  const blockCount = asNumber(get('block_count')) ?? 0;
  const embeddingLength = asNumber(get('embedding_length')) ?? 0;
  const heads = perLayer(get('attention.head_count'), blockCount);
  const headCount = largest(heads) ?? 0;
  const headLength = headCount > 0 ? Math.ceil(embeddingLength / headCount) : 0;
  return {
    blockCount,
    embeddingLength,
    headCount,
    feedForwardLength: largest(perLayer(get('feed_forward_length'), 1)) ?? 4 * embeddingLength,
    keyValueHeads: perLayer(get('attention.head_count_kv'), blockCount) ?? heads ?? [],
    keyLength: asNumber(get('attention.key_length')) ?? headLength,
    valueLength: asNumber(get('attention.value_length')) ?? headLength,
    vocabularySize: readVocabularySize(architecture, values),
  };
}
