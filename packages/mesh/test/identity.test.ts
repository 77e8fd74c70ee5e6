import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { claimNode, nodeNameFrom } from '@hanzo/mesh';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder[Symbol.dispose]());

describe('node names and identities', () => {
  it(verifies('mesh.identity-kept'), async () => {
    const nodesDir = join(folder.path, 'nodes');
    const first = await claimNode({ nodesDir, base: 'laptop' });
    const { peerId } = first;
    first[Symbol.dispose]();
    using second = await claimNode({ nodesDir, base: 'laptop' });
    expect(second.peerId).toBe(peerId);
    expect(statSync(join(nodesDir, 'laptop', 'identity.key')).mode & 0o777).toBe(0o600);
  });

  it(verifies('mesh.identity-once'), async () => {
    const nodesDir = join(folder.path, 'nodes');
    using first = await claimNode({ nodesDir, base: 'laptop' });
    using second = await claimNode({ nodesDir, base: 'laptop' });
    expect([first.name, second.name]).toEqual(['laptop', 'laptop-2']);
    expect(first.peerId).not.toBe(second.peerId);
  });

  it('refuses a wanted name that is taken, and bad names', async () => {
    const nodesDir = join(folder.path, 'nodes');
    using _first = await claimNode({ nodesDir, name: 'gpu', base: 'x' });
    await expect(claimNode({ nodesDir, name: 'gpu', base: 'x' })).rejects.toMatchObject({
      code: 'NAME_TAKEN',
      mend: expect.stringContaining('--name'),
    });
    await expect(claimNode({ nodesDir, name: '../../etc', base: 'x' })).rejects.toMatchObject({ code: 'USAGE' });
  });

  it(verifies('mesh.lock-unusable'), async () => {
    const nodesDir = join(folder.path, 'nodes');
    (await claimNode({ nodesDir, base: 'laptop' }))[Symbol.dispose]();
    const file = join(nodesDir, 'laptop', 'lock.sqlite');
    writeFileSync(file, 'not a database '.repeat(300));
    const unusable = { code: 'STORE_UNUSABLE', message: expect.stringContaining(file), mend: expect.any(String) };
    await expect(claimNode({ nodesDir, base: 'laptop' })).rejects.toMatchObject(unusable);
    await expect(claimNode({ nodesDir, name: 'laptop', base: 'x' })).rejects.toMatchObject(unusable);
    rmSync(file);
    using again = await claimNode({ nodesDir, base: 'laptop' });
    expect(again.name).toBe('laptop');
  });

  it('names the lock file when its folder cannot be made', async () => {
    const nodesDir = join(folder.path, 'a-file');
    writeFileSync(nodesDir, '');
    await expect(claimNode({ nodesDir, base: 'laptop' })).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: expect.stringContaining(join(nodesDir, 'laptop', 'lock.sqlite')),
    });
  });

  it('says which identity file is damaged', async () => {
    const nodesDir = join(folder.path, 'nodes');
    (await claimNode({ nodesDir, name: 'gpu', base: 'x' }))[Symbol.dispose]();
    writeFileSync(join(nodesDir, 'gpu', 'identity.key'), 'not a key');
    await expect(claimNode({ nodesDir, name: 'gpu', base: 'x' })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('identity.key'),
    });
  });

  it('makes a node name of any host name', () => {
    expect(nodeNameFrom("Zoë's MacBook.local")).toBe('Zo-s-MacBook.local');
    expect(nodeNameFrom('***')).toBe('node');
  });
});
