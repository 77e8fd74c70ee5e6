import { copyFileSync, existsSync, linkSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeModel } from '../../scripts/make-model.ts';

/** Where the test model is, from the start of a test run on (see global-setup.ts). */
export const TEST_MODEL: string = fileURLToPath(new URL('../../.cache/test-model/random-tiny.gguf', import.meta.url));

/** The project's own tiny llama with random weights: real inference in milliseconds, answers that are noise. */
export async function testModel(): Promise<string> {
  if (!existsSync(TEST_MODEL)) await makeModel({ out: TEST_MODEL, seed: 1, preset: 'tiny' });
  return TEST_MODEL;
}

/** Puts the test model into a home, as if it had been downloaded. */
export async function installTestModel(home: string): Promise<void> {
  const file = await testModel();
  const models = join(home, 'models');
  mkdirSync(models, { recursive: true, mode: 0o700 });
  try {
    linkSync(file, join(models, 'random-tiny.gguf'));
  } catch {
    copyFileSync(file, join(models, 'random-tiny.gguf'));
  }
}
