/**
 * Writes a small llama model with random weights, for tests and benchmarks. The same seed gives the same bytes everywhere.
 *
 *   node scripts/make-model.ts --out tiny.gguf [--seed 1] [--preset tiny|llama-1b] [--quant q4_0|q8_0]
 */
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { PRESETS, type Preset, type PresetName } from './gguf/presets.ts';
import { writeModel } from './gguf/writer.ts';

export interface MakeModelOptions {
  readonly out: string;
  /** @default 1 */
  readonly seed?: number;
  /** @default 'tiny' */
  readonly preset?: PresetName;
  /** Storage of the weight matrices. @default the preset's own */
  readonly quant?: Preset['quant'];
}

export interface MadeModel {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** Writes the model beside `out` and renames it into place: nobody ever maps a half-written file. */
export async function makeModel({ out, seed = 1, preset = 'tiny', quant }: MakeModelOptions): Promise<MadeModel> {
  const path = resolve(out);
  const temporary = `${path}.${process.pid}.tmp`;
  const chosen: Preset = quant === undefined ? PRESETS[preset] : { ...PRESETS[preset], quant };
  await mkdir(dirname(path), { recursive: true });
  try {
    await rm(temporary, { force: true });
    const written = await writeModel(temporary, chosen, seed);
    await rename(temporary, path);
    return { path, ...written };
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
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
