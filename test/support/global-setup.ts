import { makeModel } from '../../scripts/make-model.ts';
import { TEST_MODEL } from './test-model.ts';

/**
 * Makes the test model before any test. Always, instead of when a stored hash differs: it takes 0.1 s, and a changed
 * generator can then never leave an old model behind. The rename at its end leaves a model that is in use alone.
 */
export default async function setup(): Promise<void> {
  await makeModel({ out: TEST_MODEL, seed: 1, preset: 'tiny' });
}
