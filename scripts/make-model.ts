/**
 * Writes a small llama model with random weights, for tests and benchmarks. The same seed gives the same bytes everywhere.
 *
 *   node scripts/make-model.ts --out tiny.gguf [--seed 1] [--preset tiny|llama-1b] [--quant q4_0|q8_0]
 */
import { parseArgs } from 'node:util';
import { PRESETS, type Preset, type PresetName } from './gguf/presets.ts';
import { makeVocabulary } from './gguf/vocabulary.ts';
import { randomWeights } from './gguf/weights.ts';
import { type MadeModel, placeModel } from './gguf/place-model.ts';

export type { MadeModel };

export interface MakeModelOptions {
  readonly out: string;
  /** @default 1 */
  readonly seed?: number;
  /** @default 'tiny' */
  readonly preset?: PresetName;
  /** Storage of the weight matrices. @default the preset's own */
  readonly quant?: Preset['quant'];
  /** What the file says it takes. @default the preset's own */
  readonly contextTokens?: number;
}

/** Writes a model with random weights. */
export function makeModel({ out, seed = 1, preset = 'tiny', ...changes }: MakeModelOptions): Promise<MadeModel> {
  const chosen: Preset = { ...PRESETS[preset], ...changes };
  const vocabulary = makeVocabulary(chosen.vocabularySize);
  return placeModel(out, { preset: chosen, vocabulary, weights: randomWeights(seed) });
}

const USAGE = 'Usage: node scripts/make-model.ts --out FILE [--seed N] [--preset tiny|llama-1b] [--quant q4_0|q8_0]\n';

function readFlags(): MakeModelOptions | undefined {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      seed: { type: 'string', default: '1' },
      preset: { type: 'string', default: 'tiny' },
      quant: { type: 'string' },
    },
  });
  const seed = Number(values.seed);
  if (values.out === undefined || !Number.isSafeInteger(seed)) return undefined;
  if (values.preset !== 'tiny' && values.preset !== 'llama-1b') return undefined;
  const base: MakeModelOptions = { out: values.out, seed, preset: values.preset };
  if (values.quant === undefined) return base;
  return values.quant === 'q4_0' || values.quant === 'q8_0' ? { ...base, quant: values.quant } : undefined;
}

if (import.meta.main) {
  const options = readFlags();
  if (options === undefined) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
  } else {
    const made = await makeModel(options);
    process.stdout.write(`${made.path}\n${made.sizeBytes} bytes\nsha256 ${made.sha256}\n`);
  }
}
