import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { A, B, bench, CHANGE, filesBelow } from './changes-bench.ts';

describe('a set of changes', () => {
  it(verifies('changes.undo'), async () => {
    using at = bench();
    chmodSync(join(at.root, 'src/a.txt'), 0o751);
    const before = at.all();
    const { id, state } = at.make(...CHANGE);
    expect(state).toBe('made');
    expect(at.all()).toEqual(before);
    expect(await at.changes.apply(id)).toMatchObject({ id, state: 'applied' });
    expect(at.read('src/a.txt')).toBe('\ufeffone\r\nzwei\r\n');
    expect(at.read('new/deep/c.txt')).toBe('three\n');
    expect(statSync(join(at.root, 'src/a.txt')).mode & 0o777).toBe(0o751);
    const after = at.all();
    for (let round = 0; round < 2; round += 1) {
      expect(await at.changes.undo(id)).toMatchObject({ state: 'undone' });
      // Folders that were made for it are gone, and nothing of ours is left.
      expect(at.all()).toEqual(before);
      expect(await at.changes.redo(id)).toMatchObject({ state: 'applied' });
      expect(at.all()).toEqual(after);
    }
    await expect(at.changes.redo(id)).rejects.toMatchObject({ code: 'USAGE', mend: expect.stringContaining('undo') });
    await expect(at.changes.apply(id)).rejects.toMatchObject({ code: 'USAGE' });
    await expect(at.changes.undo('nobody')).rejects.toMatchObject({ code: 'CHANGES_UNKNOWN' });
  });

  it(verifies('changes.undo', 'a folder with other files by now stays'), async () => {
    using at = bench();
    const { id } = at.make(...CHANGE);
    await at.changes.apply(id);
    writeFileSync(join(at.root, 'new/mine.txt'), 'mine');
    await at.changes.undo(id);
    expect([at.read('new/mine.txt'), existsSync(join(at.root, 'new/deep'))]).toEqual(['mine', false]);
  });

  it(verifies('changes.conflict'), async () => {
    using at = bench();
    const { id } = at.make(...CHANGE);
    writeFileSync(join(at.root, 'src/b.txt'), 'mine');
    const seen = at.all();
    await expect(at.changes.apply(id)).rejects.toMatchObject({
      code: 'CHANGES_CONFLICT',
      message: expect.stringContaining('no file was changed: src/b.txt: it has changed'),
      mend: expect.stringContaining('git'),
    });
    expect(at.all()).toEqual(seen);
    expect(at.changes.get(id)).toMatchObject({ state: 'made' });
    writeFileSync(join(at.root, 'src/b.txt'), B);
    await at.changes.apply(id);
    rmSync(join(at.root, 'src/a.txt'));
    await expect(at.changes.undo(id)).rejects.toMatchObject({
      message: expect.stringContaining('src/a.txt: it is gone'),
    });
    expect(at.read('new/deep/c.txt')).toBe('three\n');
  });

  it(verifies('changes.conflict', 'a newer set changed the same file'), async () => {
    using at = bench();
    const first = at.make({ path: 'src/b.txt', before: B, after: 'second' });
    await at.changes.apply(first.id);
    const second = at.make({ path: 'src/b.txt', before: 'second', after: 'third' });
    await at.changes.apply(second.id);
    await expect(at.changes.undo(first.id)).rejects.toMatchObject({
      mend: expect.stringContaining(`hanzo changes undo ${second.id}`),
    });
    expect(at.changes.latest(at.root, 'applied')?.id).toBe(second.id);
    await at.changes.undo(second.id);
    await at.changes.undo(first.id);
    expect(at.read('src/b.txt')).toBe(B);
    // Undone last, redone first.
    expect(at.changes.latest(at.root, 'undone')?.id).toBe(first.id);
  });

  it(verifies('changes.conflict', 'a new file where there is one by now'), async () => {
    using at = bench();
    const { id } = at.make({ path: 'new.txt', before: undefined, after: 'x' });
    writeFileSync(join(at.root, 'new.txt'), 'mine');
    await expect(at.changes.apply(id)).rejects.toMatchObject({ code: 'CHANGES_CONFLICT' });
    expect(at.read('new.txt')).toBe('mine');
  });

  it(verifies('changes.whole', 'a file is changed while the others are written'), async () => {
    using at = bench();
    const { id } = at.make(...CHANGE);
    const before = at.all();
    using other = at.open({
      onStep: (step, path) => {
        if (step === 'switched' && path === 'src/a.txt') writeFileSync(join(at.root, 'src/b.txt'), 'mine');
      },
    });
    await expect(other.apply(id)).rejects.toMatchObject({ code: 'CHANGES_CONFLICT' });
    expect(at.all()).toEqual({ ...before, 'src/b.txt': 'mine' });
    expect(at.changes.get(id)).toMatchObject({ state: 'made' });
    expect(at.changes.get(id)?.begun).toBeUndefined();
  });
});

describe('where changes are written', () => {
  it.each([
    '../out.txt',
    '/etc/x',
    'src/../../x',
    '.git/hooks/post-commit',
    '.GIT/config',
    'sub/.git/x',
    'git~1/x',
    '.hanzo/config.json',
    '.g\u200dit/x',
    'a\\b',
    'a\u0000b',
    '',
  ])(verifies('changes.confined', '%j'), (path) => {
    using at = bench();
    expect(() => at.make({ path, before: undefined, after: 'x' })).toThrow(/cannot be changed/);
    expect(at.changes.list()).toEqual([]);
  });

  it(verifies('changes.confined', 'behind links'), async () => {
    using at = bench();
    using outside = temporaryFolder();
    writeFileSync(join(outside.path, 'a.txt'), A);
    renameSync(join(at.root, 'src'), join(at.root, 'moved'));
    symlinkSync(outside.path, join(at.root, 'src'));
    const folder = at.make({ path: 'src/a.txt', before: A, after: 'x' });
    await expect(at.changes.apply(folder.id)).rejects.toMatchObject({ code: 'CHANGES_CONFLICT' });
    const fresh = at.make({ path: 'src/new.txt', before: undefined, after: 'x' });
    await expect(at.changes.apply(fresh.id)).rejects.toMatchObject({ code: 'CHANGES_CONFLICT' });
    symlinkSync(join(outside.path, 'a.txt'), join(at.root, 'link.txt'));
    const link = at.make({ path: 'link.txt', before: A, after: 'x' });
    await expect(at.changes.apply(link.id)).rejects.toMatchObject({
      message: expect.stringContaining('symbolic link'),
    });
    expect(filesBelow(outside.path)).toEqual({ 'a.txt': A });
  });

  it(verifies('changes.confined', 'another name of the same file elsewhere keeps its text'), async () => {
    using at = bench();
    using outside = temporaryFolder();
    linkSync(join(at.root, 'src/b.txt'), join(outside.path, 'b.txt'));
    const { id } = at.make({ path: 'src/b.txt', before: B, after: 'x' });
    await at.changes.apply(id);
    expect(readFileSync(join(outside.path, 'b.txt'), 'utf8')).toBe(B);
  });

  it(verifies('changes.race', 'at the worst moment'), async () => {
    using at = bench();
    using outside = temporaryFolder();
    writeFileSync(join(outside.path, 'a.txt'), A);
    const { id } = at.make({ path: 'src/a.txt', before: A, after: 'redirected' });
    using other = at.open({
      onStep: (step) => {
        if (step !== 'staged') return;
        renameSync(join(at.root, 'src'), join(at.root, 'aside'));
        symlinkSync(outside.path, join(at.root, 'src'));
      },
    });
    await expect(other.apply(id)).rejects.toMatchObject({
      message: expect.stringContaining('a folder above it was moved'),
    });
    expect(filesBelow(outside.path)).toEqual({ 'a.txt': A });
    // Nothing of ours is left where the folder is now.
    expect(readdirSync(join(at.root, 'aside')).toSorted()).toEqual(['a.txt', 'b.txt']);
  });

  it(verifies('changes.race'), async () => {
    using at = bench();
    using outside = temporaryFolder();
    writeFileSync(join(outside.path, 'a.txt'), A);
    const { id } = at.make({ path: 'src/a.txt', before: A, after: 'redirected' });
    const stop = new Int32Array(new SharedArrayBuffer(4));
    const swapper = new Worker(SWAP, { eval: true, workerData: { root: at.root, outside: outside.path, stop } });
    const gone = new Promise((resolve) => swapper.once('exit', resolve));
    await new Promise((resolve) => swapper.once('message', resolve));
    const start = Date.now();
    let tried = 0;
    for (; tried < 400 && Date.now() < start + 5_000; tried += 1) {
      await at.changes.apply(id).catch(() => undefined);
      await at.changes.undo(id).catch(() => undefined);
    }
    Atomics.store(stop, 0, 1);
    await gone;
    expect(filesBelow(outside.path)).toEqual({ 'a.txt': A });
    expect(tried).toBeGreaterThan(10);
    // Nothing but the links stood in its way.
    await at.changes.undo(id).catch(() => undefined);
    await at.changes.apply(id);
    expect(readFileSync(join(at.root, 'src/a.txt'), 'utf8')).toBe('redirected');
  });
});

/** Puts a link to another folder in the place of one, again and again. */
const SWAP = `
const { parentPort, workerData: { root, outside, stop } } = require('node:worker_threads');
const fs = require('node:fs');
const [src, aside] = [root + '/src', root + '/aside'];
parentPort.postMessage('ready');
while (Atomics.load(stop, 0) === 0) {
  try {
    fs.renameSync(src, aside);
    fs.symlinkSync(outside, src);
    fs.unlinkSync(src);
  } catch {}
  try { if (!fs.existsSync(src)) fs.renameSync(aside, src); } catch {}
}
`;

describe('the book of changes', () => {
  it(verifies('changes.kept'), () => {
    let now = 0;
    using at = bench({ clock: { now: () => now }, keepMs: 1_000, mostBytes: 30 });
    const first = at.make({ path: 'a.txt', before: undefined, after: 'x'.repeat(10) });
    expect(statSync(at.file).mode & 0o777).toBe(0o600);
    now = 2_000;
    const second = at.make({ path: 'a.txt', before: undefined, after: 'y'.repeat(20) });
    expect(at.changes.get(first.id)).toBeUndefined();
    const third = at.make({ path: 'a.txt', before: undefined, after: 'z'.repeat(40) });
    // Too large for the book, and the last of its project.
    expect(at.changes.list(at.root).map(({ id }) => id)).toEqual([third.id]);
    expect(at.changes.get(second.id)).toBeUndefined();
    expect(at.changes.workspaceOf(join(at.root, 'src'))).toBe(at.root);
    expect(at.changes.workspaceOf(dirname(at.root))).toBeUndefined();
    expect(at.changes.find(third.id.slice(0, 6)).id).toBe(third.id);
    expect(() => at.changes.find('zz')).toThrow(/no set of changes/);
  });

  it(verifies('changes.commands', 'a diff that git takes'), async () => {
    using at = bench();
    const { id } = at.make(...CHANGE);
    const diff = await at.changes.diff(id);
    execFileSync('git', ['apply', '-'], { cwd: at.root, input: diff });
    expect(at.read('new/deep/c.txt')).toBe('three\n');
    expect(at.read('src/a.txt')).toBe('\ufeffone\r\nzwei\r\n');
    await expect(at.changes.apply(id)).rejects.toMatchObject({
      message: expect.stringContaining('holds the change already'),
    });
  });
});
