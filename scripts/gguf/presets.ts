import type { Quant } from './quantise.ts';

/** The dimensions of a llama-architecture model. */
export interface Preset {
  readonly name: string;
  readonly contextTokens: number;
  readonly vocabularySize: number;
  readonly embedding: number;
  readonly layers: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly feedForward: number;
  readonly ropeBase: number;
  /** True when the output projection is the token embedding, as in Llama-3.2-1B. */
  readonly tiedOutput: boolean;
  readonly quant: Exclude<Quant, 'f32'>;
  /** What the file says of itself under `general.`: `license`, `description`. @default nothing but its name */
  readonly about?: Readonly<Record<string, string>>;
}

export type PresetName = 'tiny' | 'llama-1b';

export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  /** For tests: loads in no time, generates over 1,000 tokens a second. */
  tiny: {
    name: 'hanzo-tiny',
    contextTokens: 8192,
    vocabularySize: 0,
    embedding: 64,
    layers: 2,
    heads: 4,
    keyValueHeads: 2,
    feedForward: 128,
    ropeBase: 10_000,
    tiedOutput: false,
    quant: 'q8_0',
  },
  /** For benchmarks: Llama-3.2-1B's true dimensions, so that its speed and memory are those of the real one. */
  'llama-1b': {
    name: 'hanzo-llama-1b',
    contextTokens: 131_072,
    vocabularySize: 128_256,
    embedding: 2048,
    layers: 16,
    heads: 32,
    keyValueHeads: 8,
    feedForward: 8192,
    ropeBase: 500_000,
    tiedOutput: true,
    quant: 'q4_0',
  },
};
