import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { HanzoError } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { settleLeftChanges } from '../src/changes/settle-left.ts';
import { A, B, bench, CHANGE } from './changes-bench.ts';

describe('a process that is killed', () => {
  const KILLED = join(import.meta.dirname, '../../../test/support/processes/apply-killed.ts');

  it.each([
    ['apply', 4],
    ['apply', 5],
    ['undo', 5],
  ] as const)(verifies('changes.crash', '%s, step %d of 6'), async (verb, step) => {
    using at = bench();
    const before = at.all();
    const { id } = at.make(...CHANGE);
    if (verb === 'undo') await at.changes.apply(id);
    const args = ['--conditions=@hanzo/source', KILLED, at.file, id, verb, String(step)];
    const { signal, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(signal, stderr).toBe('SIGKILL');
    expect(at.changes.get(id)).toMatchObject({ begun: verb === 'apply' ? 'applied' : 'undone' });
    // Whoever starts next, such as a run.
    const said: string[] = [];
    settleLeftChanges({ changes: at.file }, { err: (line) => said.push(line), style: { yellow: String } as never });
    expect(said).toEqual([expect.stringMatching(new RegExp(`${id} were begun .* that is finished now`))]);
    using next = at.open();
    expect(next.get(id)).toMatchObject({ state: verb === 'apply' ? 'applied' : 'undone' });
    expect(next.get(id)?.begun).toBeUndefined();
    if (verb === 'apply') expect(at.read('new/deep/c.txt')).toBe('three\n');
    if (verb === 'apply') await next.undo(id);
    expect(at.all()).toEqual(before);
  });

  it(verifies('changes.crash', 'a file was changed before the next one starts: back to before'), async () => {
    using at = bench();
    const before = at.all();
    const { id } = at.make(...CHANGE);
    const args = ['--conditions=@hanzo/source', KILLED, at.file, id, 'apply', '5'];
    expect(spawnSync(process.execPath, args).signal).toBe('SIGKILL');
    expect(at.read('src/a.txt')).toContain('zwei');
    writeFileSync(join(at.root, 'src/b.txt'), 'mine');
    expect(at.changes.settle()).toMatchObject([{ ended: 'put-back', why: 'src/b.txt: it has changed' }]);
    expect(at.changes.get(id)).toMatchObject({ state: 'made' });
    expect(at.all()).toEqual({ ...before, 'src/b.txt': 'mine' });
  });

  it(verifies('changes.said-settled'), async () => {
    using at = bench();
    const before = at.all();
    const { id } = at.make(...CHANGE);
    // All new texts are written beside their files, and none has taken its place.
    const args = ['--conditions=@hanzo/source', KILLED, at.file, id, 'apply', '3'];
    expect(spawnSync(process.execPath, args).signal).toBe('SIGKILL');
    const left = at.all();
    expect(left).not.toEqual(before);
    {
      using looking = at.open();
      expect([looking.list().length, await looking.diff(id)]).toEqual([1, expect.stringContaining('zwei')]);
      expect([at.all(), looking.get(id)?.begun]).toEqual([left, 'applied']);
    }
    const said: string[] = [];
    settleLeftChanges({ changes: at.file }, { err: (line) => said.push(line), style: { yellow: String } as never });
    expect(said).toEqual([expect.stringMatching(/before it had changed a file: nothing is changed/)]);
    expect([at.all(), at.changes.get(id)?.state, at.changes.get(id)?.begun]).toEqual([before, 'made', undefined]);
    await at.changes.apply(id);
  });

  it(verifies('changes.damage'), async () => {
    using at = bench();
    const { id } = at.make(
      { path: 'src/a.txt', before: A, after: 'two' },
      { path: 'src/b.txt', before: B, after: 'x' },
    );
    const args = ['--conditions=@hanzo/source', KILLED, at.file, id, 'apply', '3'];
    expect(spawnSync(process.execPath, args).signal).toBe('SIGKILL');
    const other = at.make({ path: 'new.txt', before: undefined, after: 'new' });
    {
      using db = new DatabaseSync(at.file);
      db.prepare('UPDATE blobs SET bytes = ? WHERE bytes = ?').run(Buffer.from('bad'), Buffer.from(B));
    }
    const said: string[] = [];
    settleLeftChanges({ changes: at.file }, { err: (line) => said.push(line), style: { yellow: String } as never });
    expect(said).toEqual([expect.stringMatching(new RegExp(`${id} .* cannot be ended: .* is damaged or lost`))]);
    expect(at.changes.get(id)).toMatchObject({ state: 'made', begun: 'applied' });
    for (const how of ['apply', 'diff'] as const)
      await expect(at.changes[how](id)).rejects.toMatchObject({ code: 'STORE_UNUSABLE', mend: expect.any(String) });
    expect(await at.changes.apply(other.id)).toMatchObject({ state: 'applied' });
  });

  it(verifies('changes.not-noted'), async () => {
    let isFull = false;
    const full = new HanzoError('DISK_FULL', 'No room.', { mend: 'Make room.' });
    const now = (): number => {
      if (isFull) throw full;
      return 0;
    };
    using at = bench({ clock: { now }, onStep: (step) => (isFull ||= step === 'switched') });
    const { id } = at.make(...CHANGE);
    expect(await at.changes.apply(id)).toMatchObject({ id, state: 'applied', begun: 'applied', isUnnoted: true });
    expect(at.read('new/deep/c.txt')).toBe('three\n');
    isFull = false;
    expect(at.changes.settle()).toMatchObject([{ ended: 'arrived', set: { state: 'applied' } }]);
    await at.changes.undo(id);
  });
});
