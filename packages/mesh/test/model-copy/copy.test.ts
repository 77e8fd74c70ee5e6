import { readFile, stat, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HanzoError, systemClock } from '@hanzo/contracts';
import { findModels, SUSPECT_AFTER_MS } from '@hanzo/mesh';
import { MODEL_CHUNK_BYTES } from '@hanzo/wire';
import { verifies } from '../../../../test/support/verifies.ts';
import { CopyLab, libraryOf, someFile } from './lab.ts';

const CHUNK = MODEL_CHUNK_BYTES;

describe('a model copied from a member', () => {
  let lab: CopyLab;
  beforeEach(() => (lab = new CopyLab()));
  afterEach(() => lab[Symbol.asyncDispose]());

  it.each(['observer', 'coordinator'] as const)(verifies('models-copy.whole', '%s'), async (role) => {
    const { bytes, sha256 } = someFile();
    await lab.sharing('alice', libraryOf(bytes, sha256));
    const node = await lab.copier(1, role);
    const copied = await lab.copy(node, sha256);
    expect(copied).toMatchObject({ sizeBytes: bytes.length, sources: [{ bytes: bytes.length }] });
    expect(copied.sources[0]?.card.name).toBe('alice');
    expect((await readFile(lab.partPath())).equals(bytes)).toBe(true);
    const steps = lab.events.flatMap((event) => (event.kind === 'progress' ? [event.receivedBytes] : []));
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(steps.at(-1)).toBe(bytes.length);
  });

  it(verifies('models-copy.resumes'), async () => {
    const { bytes, sha256 } = someFile();
    await lab.sharing('alice', libraryOf(bytes, sha256));
    const node = await lab.copier(1);
    // Two good chunks, a damaged one, and a hole where the rest should be.
    const part = Buffer.from(bytes.subarray(0, 3 * CHUNK));
    part[2 * CHUNK + 7] = (part[2 * CHUNK + 7] ?? 0) ^ 1;
    await writeFile(lab.partPath(), part);
    expect(await lab.copy(node, sha256)).toMatchObject({ sources: [{ bytes: bytes.length - 2 * CHUNK }] });
    expect((await readFile(lab.partPath())).equals(bytes)).toBe(true);
    // All there: not a chunk is asked for.
    expect(await lab.copy(node, sha256)).toMatchObject({ sources: [] });
  });

  it(verifies('models-copy.switches'), async () => {
    const { bytes, sha256 } = someFile(40 * CHUNK);
    const leaving = await lab.sharing('alice', libraryOf(bytes, sha256), { bytesPerSecond: 40 * CHUNK });
    await lab.sharing('bob', libraryOf(bytes, sha256));
    const node = await lab.copier(2);
    let gone: PromiseLike<void> | undefined;
    const { sources } = await lab.copy(
      node,
      sha256,
      {
        onEvent: (event) => {
          lab.events.push(event);
          if (event.kind === 'progress' && event.receivedBytes >= 3 * CHUNK) gone ??= leaving[Symbol.asyncDispose]();
        },
      },
      'alice',
    );
    await gone;
    expect(sources.map(({ card }) => card.name)).toEqual(['alice', 'bob']);
    expect(sources.reduce((sum, source) => sum + source.bytes, 0)).toBe(bytes.length);
    expect((await readFile(lab.partPath())).equals(bytes)).toBe(true);
    expect(lab.faults()[0]).toMatch(/^alice /);
  });

  it(verifies('models-copy.share-off'), async () => {
    const { bytes, sha256 } = someFile();
    let isOn = false;
    await lab.sharing('alice', libraryOf(bytes, sha256), { isOn: () => isOn });
    const node = await lab.copier(1);
    const signal = AbortSignal.timeout(10_000);
    const [holder] = await findModels(node, {}, signal);
    expect(holder).toMatchObject({ models: [], fault: { code: 'NOT_ALLOWED' } });
    const holders = [
      { peerId: holder?.peerId ?? '', card: holder!.card, models: await libraryOf(bytes, sha256).list() },
    ];
    await expect(lab.copy(node, sha256, { holders })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
      message: expect.stringContaining('alice'),
    });
    isOn = true;
    expect(await lab.copy(node, sha256)).toMatchObject({ sizeBytes: bytes.length });
  });

  it('a member that shares nothing at all is known as such', async () => {
    await lab.node('mute');
    const node = await lab.copier(1);
    const [holder] = await findModels(node, {}, AbortSignal.timeout(10_000));
    expect(holder).toMatchObject({ models: [], fault: { code: 'PEER_UNREACHABLE' } });
  });

  it('asks by hash, by name and by file name', async () => {
    const { bytes, sha256 } = someFile(10);
    await lab.sharing('alice', libraryOf(bytes, sha256));
    const node = await lab.copier(1);
    const found = async (question: object): Promise<number> =>
      (await findModels(node, question, AbortSignal.timeout(10_000)))[0]?.models.length ?? -1;
    expect(await found({})).toBe(1);
    expect(await found({ sha256 })).toBe(1);
    expect(await found({ name: 'small' })).toBe(1);
    expect(await found({ name: 'small.gguf' })).toBe(1);
    expect(await found({ name: 'other' })).toBe(0);
    expect(await found({ sha256: 'ab'.repeat(32) })).toBe(0);
  });

  it('nobody has it: said at once, and nothing is written', async () => {
    const { bytes, sha256 } = someFile(10);
    await lab.sharing('alice', libraryOf(bytes, sha256));
    const node = await lab.copier(1);
    await expect(lab.copy(node, 'ab'.repeat(32))).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' });
    await expect(stat(lab.partPath())).rejects.toThrow('ENOENT');
  });

  it('it is gone when it is asked for: the member is named', async () => {
    const { bytes, sha256 } = someFile(10);
    const library = libraryOf(bytes, sha256);
    await lab.sharing('alice', { ...library, open: () => Promise.resolve(undefined) });
    const node = await lab.copier(1);
    await expect(lab.copy(node, sha256)).rejects.toMatchObject({
      code: 'MODEL_NOT_INSTALLED',
      message: expect.stringContaining('alice'),
    });
  });

  it(verifies('models-copy.places'), async () => {
    const { bytes, sha256 } = someFile(16 * CHUNK);
    await lab.sharing('alice', libraryOf(bytes, sha256), { mostTransfers: 1, bytesPerSecond: 32 * CHUNK });
    const one = await lab.copier(1, 'observer', 'one');
    const two = await lab.copier(1, 'observer', 'two');
    await Promise.all([
      lab.copy(one, sha256, { partPath: lab.partPath('one') }),
      lab.copy(two, sha256, { partPath: lab.partPath('two') }),
    ]);
    expect(lab.faults()).toContain('alice WORKER_DECLINED');
    for (const name of ['one', 'two']) expect((await readFile(lab.partPath(name))).equals(bytes)).toBe(true);
    expect(lab.transfers).toHaveLength(2);
  });

  it('what fails here fails at once: no other member can mend it', async () => {
    const { bytes, sha256 } = someFile(10);
    await lab.sharing('alice', libraryOf(bytes, sha256));
    const node = await lab.copier(1);
    const full = new HanzoError('DISK_FULL', 'no room');
    await expect(lab.copy(node, sha256, { onFound: () => Promise.reject(full) })).rejects.toBe(full);
    await expect(lab.copy(node, sha256, { partPath: `${lab.home}/none/part` })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
    expect(lab.faults()).toEqual([]);
  });

  it('can be cancelled, and keeps what it has', async () => {
    const { bytes, sha256 } = someFile(40 * CHUNK);
    await lab.sharing('alice', libraryOf(bytes, sha256), { bytesPerSecond: 40 * CHUNK });
    const node = await lab.copier(1);
    const stop = new AbortController();
    const reason = new Error('enough');
    const copying = lab.copy(node, sha256, {
      signal: stop.signal,
      onEvent: (event) => {
        if (event.kind === 'progress' && event.receivedBytes >= 4 * CHUNK) stop.abort(reason);
      },
    });
    await expect(copying).rejects.toBe(reason);
    expect((await stat(lab.partPath())).size).toBeGreaterThanOrEqual(4 * CHUNK);
  });

  it(verifies('models-copy.session-lives'), async () => {
    const { bytes, sha256 } = someFile(128 * CHUNK);
    await lab.sharing('alice', libraryOf(bytes, sha256));
    const node = await lab.copier(1);
    const [session] = node.sessions();
    let done = false;
    const copying = lab.copy(node, sha256, { clock: systemClock }).finally(() => (done = true));
    const pings: number[] = [];
    while (!done && session !== undefined) pings.push(await node.ping(session, AbortSignal.timeout(5_000)));
    await copying;
    expect(pings.length).toBeGreaterThan(5);
    // Longer, and the peer would be suspected.
    expect(Math.max(...pings)).toBeLessThan(SUSPECT_AFTER_MS);
    expect(session?.state).toBe('alive');
  });
});
