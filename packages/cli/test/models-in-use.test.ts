import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { claimModels, modelsInUse, whyInUse } from '../src/models-in-use.ts';

it('a claim lasts as long as its process, and says which files are served', () => {
  using folder = temporaryFolder();
  const run = join(folder.path, 'run');
  expect(whyInUse(run, '/models/a.gguf')).toBeUndefined();
  {
    using _ = claimModels(run, ['/models/a.gguf']);
    expect(whyInUse(run, '/models/a.gguf')).toContain(String(process.pid));
    expect(whyInUse(run, '/models/b.gguf')).toBeUndefined();
  }
  expect(readdirSync(run)).toEqual([]);
  writeFileSync(join(run, '999999999.models'), JSON.stringify({ pid: 999_999_999, paths: ['/models/a.gguf'] }));
  writeFileSync(join(run, '1.models'), 'nonsense');
  expect(modelsInUse(run)).toEqual([]);
  expect(readdirSync(run)).toEqual([]);
});

it('a worker that does not say what it serves may serve anything', () => {
  using folder = temporaryFolder();
  const run = join(folder.path, 'run');
  mkdirSync(run);
  const card = { peerId: 'peer', nodeName: 'box', role: 'worker', meshId: '', pid: process.pid, addresses: [] };
  writeFileSync(join(run, 'peer.json'), JSON.stringify(card));
  expect(whyInUse(run, '/models/a.gguf')).toBe('the worker box of this home runs and may serve it');
  using _ = claimModels(run, ['/models/b.gguf']);
  expect(whyInUse(run, '/models/a.gguf')).toBeUndefined();
});
