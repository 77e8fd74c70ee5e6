import type { MetadataValue } from './metadata.ts';
import type { Preset } from './presets.ts';
import type { Quant } from './quantise.ts';
import type { Vocabulary } from './vocabulary.ts';

/** One tensor of the file. `shape` is ggml's: the row length first. */
export interface TensorPlan {
  readonly name: string;
  readonly shape: readonly number[];
  readonly quant: Quant;
  /** Standard deviation of its weights where they are random; norms are all ones then. */
  readonly deviation: number;
}

/** Weights of 1/sqrt(inputs) keep a signal's size through a layer. Only exact halvings: no square root on the way. */
function deviationFor(inputs: number): number {
  let deviation = 1;
  for (let left = inputs; left > 1; left /= 4) deviation /= 2;
  return deviation;
}

/** Every tensor of a llama model, in file order. */
export function planTensors(preset: Preset, vocabularySize: number): TensorPlan[] {
  const { embedding, feedForward, quant } = preset;
  const keyValue = (embedding / preset.heads) * preset.keyValueHeads;
  const matrix = (name: string, inputs: number, outputs: number, deviation = deviationFor(inputs)): TensorPlan => ({
    name: `${name}.weight`,
    shape: [inputs, outputs],
    quant,
    deviation,
  });
  const norm = (name: string): TensorPlan => ({
    name: `${name}.weight`,
    shape: [embedding],
    quant: 'f32',
    deviation: 0,
  });

  // Twice the usual deviation at the output: a flat distribution would make every sampled text pure noise.
  const plans = [matrix('token_embd', embedding, vocabularySize, 2 * deviationFor(embedding)), norm('output_norm')];
  if (!preset.tiedOutput) plans.push(matrix('output', embedding, vocabularySize, 2 * deviationFor(embedding)));
  for (let layer = 0; layer < preset.layers; layer += 1) {
    const block = `blk.${layer}`;
    plans.push(
      norm(`${block}.attn_norm`),
      matrix(`${block}.attn_q`, embedding, embedding),
      matrix(`${block}.attn_k`, embedding, keyValue),
      matrix(`${block}.attn_v`, embedding, keyValue),
      matrix(`${block}.attn_output`, embedding, embedding),
      norm(`${block}.ffn_norm`),
      matrix(`${block}.ffn_gate`, embedding, feedForward),
      matrix(`${block}.ffn_up`, embedding, feedForward),
      matrix(`${block}.ffn_down`, feedForward, embedding),
    );
  }
  return plans;
}

/** `general.file_type` of llama.cpp: mostly Q4_0 or mostly Q8_0. */
const FILE_TYPE = { q4_0: 2, q8_0: 7 } as const;

const number = (value: number): MetadataValue => ({ type: 'u32', value });
const text = (value: string): MetadataValue => ({ type: 'string', value });

/** The file's metadata, in file order. */
export function planMetadata(preset: Preset, vocabulary: Vocabulary): (readonly [string, MetadataValue])[] {
  return [
    ['general.architecture', text('llama')],
    ['general.name', text(preset.name)],
    ...Object.entries(preset.about ?? {}).map(([key, value]) => [`general.${key}`, text(value)] as const),
    ['general.file_type', number(FILE_TYPE[preset.quant])],
    ['general.quantization_version', number(2)],
    ['llama.context_length', number(preset.contextTokens)],
    ['llama.embedding_length', number(preset.embedding)],
    ['llama.block_count', number(preset.layers)],
    ['llama.feed_forward_length', number(preset.feedForward)],
    ['llama.attention.head_count', number(preset.heads)],
    ['llama.attention.head_count_kv', number(preset.keyValueHeads)],
    ['llama.attention.layer_norm_rms_epsilon', { type: 'f32', value: 0.00001 }],
    ['llama.rope.dimension_count', number(preset.embedding / preset.heads)],
    ['llama.rope.freq_base', { type: 'f32', value: preset.ropeBase }],
    ['llama.vocab_size', number(vocabulary.tokens.length)],
    ['tokenizer.ggml.model', text('gpt2')],
    ['tokenizer.ggml.pre', text('gpt-2')],
    ['tokenizer.ggml.tokens', { type: 'strings', value: vocabulary.tokens }],
    ['tokenizer.ggml.token_type', { type: 'i32s', value: vocabulary.types }],
    ['tokenizer.ggml.merges', { type: 'strings', value: vocabulary.merges }],
    ['tokenizer.ggml.bos_token_id', number(vocabulary.bos)],
    ['tokenizer.ggml.eos_token_id', number(vocabulary.eos)],
    ['tokenizer.ggml.add_bos_token', { type: 'bool', value: true }],
    ['tokenizer.chat_template', text(vocabulary.chatTemplate)],
  ];
}
