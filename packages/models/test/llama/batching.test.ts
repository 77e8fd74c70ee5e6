import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import { makeTinyModel, temporaryDirectory } from './tiny-model.ts';
import { verifies } from '../../../../test/support/verifies.ts';

interface Batch {
  readonly decoding: number;
  readonly prefill: number;
  readonly tokens: number;
}

let seen: { readonly together: Batch[]; readonly joining: Batch[]; readonly finishedWhileOthersRan: boolean };

beforeAll(async () => {
  await using directory = await temporaryDirectory();
  const { path } = await makeTinyModel(directory.path);
  const probe = fileURLToPath(new URL('./batch-probe.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [probe, path]);
  seen = JSON.parse(stdout) as typeof seen;
});

it(verifies('llama.batches'), () => {
  const decoding = seen.together.filter((batch) => batch.prefill === 0);
  const full = decoding.filter((batch) => batch.decoding === 4);
  expect(full.length).toBeGreaterThanOrEqual(95);
  expect(decoding.length - full.length).toBeLessThanOrEqual(4);
});

it('never gives a joining prompt more than 128 tokens of a batch', () => {
  const mixed = seen.joining.filter((batch) => batch.decoding > 0 && batch.prefill > 0);
  expect(mixed.length).toBeGreaterThan(3);
  for (const batch of mixed) expect(batch.tokens).toBeLessThanOrEqual(128 + batch.decoding);
});

it('lets a job join while others decode, instead of after them', () => {
  expect(seen.finishedWhileOthersRan).toBe(true);
});
