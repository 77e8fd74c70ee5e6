import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger, type GenerateOptions, type GenerateRequest } from '@hanzo/contracts';
import { makeModel, type MadeModel } from '../../../../scripts/make-model.ts';
import type { LlamaEngineOptions } from '../../src/llama/options.ts';

/** A directory that goes away with the scope. */
export async function temporaryDirectory(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'hanzo-llama-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

export function makeTinyModel(directory: string): Promise<MadeModel> {
  return makeModel({ out: join(directory, 'tiny.gguf') });
}

/** Engine options for a small, quiet engine on one core. */
export function tinyOptions(modelPath: string, changes: Partial<LlamaEngineOptions> = {}): LlamaEngineOptions {
  return {
    modelPath,
    modelName: 'tiny',
    slots: 2,
    contextTokens: 2048,
    threads: 1,
    gpu: 'off',
    priority: 'normal',
    log: silentLogger,
    ...changes,
  };
}

/** A request whose answer depends on the seed alone. */
export function textRequest(changes: Partial<GenerateRequest> = {}): GenerateRequest {
  return {
    model: 'tiny',
    system: 'You review code.',
    prompt: 'Review the function.',
    output: { kind: 'text' },
    maxOutputTokens: 64,
    sampling: { temperature: 1, seed: 1 },
    ...changes,
  };
}

/** Options with a limit of their own, so that a hanging engine fails one test and not the run. */
export function patient(changes: Partial<GenerateOptions> = {}): GenerateOptions {
  return { signal: AbortSignal.timeout(15_000), ...changes };
}
