import { chmodSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Membership, openMembership, type MembershipPaths } from '../src/index.ts';
import { claimKeyFile } from '../src/key-file.ts';
import { memberKey } from '../src/keys.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { errorOf, homes, type Homes } from './homes.ts';

describe('the files of a home', () => {
  let all: Homes;
  let paths: MembershipPaths;
  let id: string;

  beforeEach(() => {
    all = homes();
    const owner = all.found('home');
    id = owner.self.id;
    owner[Symbol.dispose]();
    ({ paths } = all.parts('home'));
  });
  afterEach(() => all[Symbol.dispose]());

  it.skipIf(process.platform === 'win32')(verifies('membership.key-kept'), () => {
    for (const file of [paths.memberKey, paths.file]) expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(all.folder('home')).mode & 0o777).toBe(0o700);
    chmodSync(paths.memberKey, 0o644);
    expect(all.open('home').self.id).toBe(id);
    expect(statSync(paths.memberKey).mode & 0o777).toBe(0o600);
  });

  it('is the key of the member, or it says what is wrong', () => {
    const text = readFileSync(paths.memberKey);
    const code = (): string => errorOf(() => openMembership(all.parts('home'))).code;
    for (const damage of ['', 'zz', 'ab'.repeat(31), 'ab'.repeat(32)]) {
      writeFileSync(paths.memberKey, damage);
      expect(code()).toBe('CONFIG_INVALID');
    }
    rmSync(paths.memberKey);
    expect(errorOf(() => openMembership(all.parts('home')))).toMatchObject({
      code: 'CONFIG_INVALID',
      mend: expect.stringContaining('hanzo net'),
    });
    writeFileSync(paths.memberKey, text);
    expect(all.open('home').self.id).toBe(id);
  });

  it('are not taken for a home in no mesh when one of them is lost', () => {
    renameSync(paths.file, `${paths.file}.elsewhere`);
    const error = errorOf(() => openMembership(all.parts('home')));
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', mend: expect.stringContaining('backup') });
    expect(errorOf(() => all.found('home')).code).toBe('CONFIG_INVALID');
    writeFileSync(`${paths.file}-wal`, 'rest');
    expect(errorOf(() => openMembership(all.parts('home'))).code).toBe('STORE_UNUSABLE');
    expect(existsSync(paths.memberKey)).toBe(true);
  });

  it('lose nothing when a home is forgotten, and it can be put back', () => {
    Membership.forget(paths);
    expect([existsSync(paths.file), existsSync(paths.memberKey)]).toEqual([false, false]);
    Membership.forget(paths);
    all.found('home')[Symbol.dispose]();
    Membership.forget(paths);
    const aside = new Set(all.asides('home'));
    expect(aside.size).toBe(2);
    const first = [...aside].find((folder) => {
      using back = openMembership({ ...all.parts('home'), paths: all.within(folder) });
      return back?.self.id === id;
    });
    expect(first).toBeDefined();
  });

  it('agree on one key when two processes begin to join', () => {
    const file = `${paths.memberKey}.joining`;
    const [a, b] = [memberKey(), memberKey()];
    expect(claimKeyFile(file, { key: a, note: 'invite' })).toMatchObject({ key: { id: a.id }, note: 'invite' });
    expect(claimKeyFile(file, { key: b, note: 'invite' }).key.id).toBe(a.id);
  });
});
