import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import { permissionFlags } from '../../src/llama/permissions.ts';
import { makeTinyModel, temporaryDirectory } from './tiny-model.ts';
import { verifies } from '../../../../test/support/verifies.ts';

interface Aborted {
  readonly batches: number;
  readonly ms: number;
}

let seen: { readonly reading: Aborted; readonly decoding: Aborted; readonly fence: Readonly<Record<string, string>> };

beforeAll(async () => {
  await using directory = await temporaryDirectory();
  const { path } = await makeTinyModel(directory.path);
  const own = join(directory.path, 'own');
  await mkdir(own);
  const probe = fileURLToPath(new URL('./work-probe.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [...permissionFlags(own), probe, path, own]);
  seen = JSON.parse(stdout) as typeof seen;
});

it(verifies('llama.abort-soon', 'reading a prompt'), () => {
  expect(seen.reading.batches).toBeLessThanOrEqual(1);
});

it(verifies('llama.abort-soon', 'writing an answer'), () => {
  expect(seen.decoding.batches).toBeLessThanOrEqual(1);
});

it(verifies('llama.fenced'), () => {
  expect(seen.fence).toEqual({
    read: 'ERR_ACCESS_DENIED',
    spawn: 'ERR_ACCESS_DENIED',
    write: 'ERR_ACCESS_DENIED',
    ownFolder: 'done',
  });
});
