import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { writeBookOf } from '../../src/commands/dev/tools/write-book.ts';
import { A, B, bench, type Bench } from '../changes-bench.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);

function bookOf(at: Bench): ReturnType<typeof writeBookOf> {
  return writeBookOf({ paths: { changes: at.file }, workspace: at.root, runId: 'run' });
}

describe('what a tool writes', () => {
  it(verifies('devTools.undo'), async () => {
    using at = bench();
    const before = at.all();
    const told = await bookOf(at).write('edit src/a.txt', [
      { path: 'src/a.txt', before: bytes(A), after: bytes('changed') },
      { path: 'new/c.txt', before: undefined, after: bytes('new') },
    ]);
    expect([at.read('src/a.txt'), at.read('new/c.txt')]).toEqual(['changed', 'new']);
    const [set] = at.changes.list(at.root);
    expect(told).toBe(`hanzo changes undo ${set?.id}`);
    expect(set).toMatchObject({ title: 'edit src/a.txt', runId: 'run', state: 'applied' });
    await at.changes.undo(set?.id ?? '');
    expect(at.all()).toEqual(before);
  });

  it(verifies('devTools.undo', 'each write is one of its own'), async () => {
    using at = bench();
    const book = bookOf(at);
    await book.write('one', [{ path: 'src/a.txt', before: bytes(A), after: bytes('1') }]);
    await book.write('two', [{ path: 'src/b.txt', before: bytes(B), after: bytes('2') }]);
    const [two, one] = at.changes.list(at.root);
    expect([one?.title, two?.title]).toEqual(['one', 'two']);
    await at.changes.undo(one?.id ?? '');
    expect([at.read('src/a.txt'), at.read('src/b.txt')]).toEqual([A, '2']);
  });

  it(verifies('devTools.undo', 'files that have changed since they were read are left alone'), async () => {
    using at = bench();
    writeFileSync(join(at.root, 'src/a.txt'), 'mine');
    const write = bookOf(at).write('edit', [
      { path: 'src/b.txt', before: bytes(B), after: bytes('x') },
      { path: 'src/a.txt', before: bytes(A), after: bytes('x') },
    ]);
    await expect(write).rejects.toMatchObject({
      code: 'CHANGES_CONFLICT',
      message: expect.stringContaining('src/a.txt'),
    });
    expect([at.read('src/a.txt'), at.read('src/b.txt')]).toEqual(['mine', B]);
    // What was refused is offered to nobody.
    expect(at.changes.list(at.root)).toEqual([]);
  });

  it(verifies('devTools.undo', 'files that it takes away come back, whatever their bytes'), async () => {
    using at = bench();
    const picture = Uint8Array.from([0x89, 0x50, 0x00, 0xff, 0xfe, 0x0a]);
    writeFileSync(join(at.root, 'picture.png'), picture);
    await bookOf(at).write('delete picture.png', [{ path: 'picture.png', before: picture, after: undefined }]);
    expect(existsSync(join(at.root, 'picture.png'))).toBe(false);
    const [set] = at.changes.list(at.root);
    expect(await at.changes.diff(set?.id ?? '')).toBe(
      '# "picture.png" is no text: its bytes are kept, and not shown\n',
    );
    await at.changes.undo(set?.id ?? '');
    expect(execFileSync('cat', [join(at.root, 'picture.png')])).toEqual(Buffer.from(picture));
    await at.changes.redo(set?.id ?? '');
    expect(existsSync(join(at.root, 'picture.png'))).toBe(false);
  });

  it(verifies('devTools.undo', 'what it takes away is a diff that git takes'), async () => {
    using at = bench();
    await bookOf(at).write('delete src/b.txt', [{ path: 'src/b.txt', before: bytes(B), after: undefined }]);
    const [set] = at.changes.list(at.root);
    const diff = await at.changes.diff(set?.id ?? '');
    await at.changes.undo(set?.id ?? '');
    execFileSync('git', ['apply', '-'], { cwd: at.root, input: diff, stdio: ['pipe', 'pipe', 'inherit'] });
    expect(existsSync(join(at.root, 'src/b.txt'))).toBe(false);
  });

  it(verifies('devTools.undo', 'nothing of git or hanzo is written'), async () => {
    using at = bench();
    const write = bookOf(at).write('hook', [{ path: '.git/hooks/x', before: undefined, after: bytes('x') }]);
    await expect(write).rejects.toMatchObject({ code: 'USAGE' });
  });
});
