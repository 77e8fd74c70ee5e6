import { readdir, readFile, unlink, writeFile } from 'node:fs/promises';
import type { Token } from 'node-llama-cpp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SnapshotStore, type SnapshotSequence } from '../../src/llama/snapshots.ts';
import { temporaryDirectory } from './tiny-model.ts';

const BYTES_PER_TOKEN = 10;

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeEach(async () => {
  directory = await temporaryDirectory();
});
afterEach(() => directory[Symbol.asyncDispose]());

/** A sequence whose state is a file of its tokens. */
class FakeSequence implements SnapshotSequence {
  contextTokens: Token[];
  broken = false;

  constructor(tokens: readonly number[]) {
    this.contextTokens = tokens as Token[];
  }

  async saveStateToFile(path: string): Promise<{ fileSize: number }> {
    if (this.broken) throw new Error('no space left');
    await writeFile(path, JSON.stringify(this.contextTokens));
    return { fileSize: this.contextTokens.length * BYTES_PER_TOKEN };
  }

  async loadStateFromFile(path: string): Promise<void> {
    this.contextTokens = JSON.parse(await readFile(path, 'utf8')) as Token[];
  }

  clearHistory(): Promise<void> {
    this.contextTokens = [];
    return Promise.resolve();
  }
}

const tokens = (first: number, length = 10): Token[] => Array.from({ length }, (_, index) => (first + index) as Token);
const store = (mostBytes: number): SnapshotStore => new SnapshotStore({ directory: directory.path, mostBytes });

it('drops what was unused longest when there is no room', async () => {
  const snapshots = store(250);
  expect(await snapshots.save(new FakeSequence(tokens(100)))).toBe(true);
  expect(await snapshots.save(new FakeSequence(tokens(200)))).toBe(true);
  const used = snapshots.bestFor(tokens(100));
  await snapshots.restore(used!.snapshot, new FakeSequence([]));
  expect(await snapshots.save(new FakeSequence(tokens(300)))).toBe(true);
  expect(snapshots.bestFor(tokens(200))).toBeUndefined();
  expect(snapshots.bestFor(tokens(100))?.shared).toBe(10);
  expect(snapshots.bytes).toBe(200);
  expect(await readdir(directory.path)).toHaveLength(2);
});

it('refuses what would never fit', async () => {
  const snapshots = store(250);
  await snapshots.save(new FakeSequence(tokens(100)));
  expect(await snapshots.save(new FakeSequence(tokens(500, 30)))).toBe(false);
  expect(await readdir(directory.path)).toEqual([]);
});

it('finds the longest common beginning, in longer snapshots too', async () => {
  const snapshots = store(1e6);
  await snapshots.save(new FakeSequence(tokens(1, 5)));
  await snapshots.save(new FakeSequence(tokens(1, 50)));
  expect(snapshots.bestFor([...tokens(1, 20), 999 as Token])?.shared).toBe(20);
  expect(snapshots.bestFor([999 as Token])).toBeUndefined();
});

it('saves the same state once', async () => {
  const snapshots = store(1e6);
  await snapshots.save(new FakeSequence(tokens(1)));
  await snapshots.save(new FakeSequence(tokens(1)));
  expect(snapshots.bytes).toBe(100);
});

it('counts two saves of the same state at once as one', async () => {
  const snapshots = store(250);
  const both = [1, 2].map(() => snapshots.save(new FakeSequence(tokens(1))));
  expect(await Promise.all(both)).toEqual([true, true]);
  expect(snapshots.bytes).toBe(100);
  // Dropped, it gives back all that it took.
  for (const first of [200, 300, 400]) await snapshots.save(new FakeSequence(tokens(first)));
  expect(snapshots.bytes).toBe(200);
  expect(await readdir(directory.path)).toHaveLength(2);
});

it.each(['gone', 'of another prompt'])('leaves an empty sequence when a file is %s', async (fate) => {
  const snapshots = store(1e6);
  await snapshots.save(new FakeSequence(tokens(1)));
  const { snapshot } = snapshots.bestFor(tokens(1))!;
  if (fate === 'gone') await unlink(snapshot.path);
  else await writeFile(snapshot.path, JSON.stringify(tokens(7)));
  const sequence = new FakeSequence(tokens(50));
  await snapshots.restore(snapshot, sequence);
  expect(sequence.contextTokens).toEqual([]);
  expect(snapshots.bestFor(tokens(1))).toBeUndefined();
});

it('stops trying after three failures in a row', async () => {
  const snapshots = store(1e6);
  const sequence = new FakeSequence(tokens(1));
  sequence.broken = true;
  for (let attempt = 0; attempt < 3; attempt += 1) expect(await snapshots.save(sequence)).toBe(false);
  sequence.broken = false;
  expect(await snapshots.save(sequence)).toBe(false);
});

it('removes everything at the end', async () => {
  const snapshots = store(1e6);
  await snapshots.save(new FakeSequence(tokens(1)));
  snapshots.removeAll();
  await expect(readdir(directory.path)).rejects.toMatchObject({ code: 'ENOENT' });
});
