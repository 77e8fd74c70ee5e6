import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import { publishFile, readKeyFile, writeKeyFile } from './key-file.ts';
import type { MemberKey } from './keys.ts';
import { MeshStore } from './mesh-store.ts';
import type { SignedStatement } from './signed-statement.ts';

export interface MembershipPaths {
  readonly file: string;
  readonly memberKey: string;
}

const SET_ASIDE = 'left-';
const UNFINISHED = 'unfinished';

export function publishHome(paths: MembershipPaths, key: MemberKey, statements: readonly SignedStatement[]): void {
  const draft = `${paths.file}.${randomBytes(6).toString('hex')}.draft`;
  try {
    fillDraft(draft, key, statements);
    writeKeyFile(ownKeyFile(paths, key.id), { key, note: '' });
    if (!publishFile(draft, paths.file) && memberOf(paths) !== key.id) {
      rmSync(ownKeyFile(paths, key.id), { force: true });
      throw alreadyMember(paths);
    }
  } finally {
    for (const rest of ['', '-wal', '-shm']) rmSync(`${draft}${rest}`, { force: true });
  }
  keyOf(paths, key.id);
  dropUnusedKeys(paths);
}

function memberOf({ file }: MembershipPaths): string | undefined {
  using store = new MeshStore(file);
  return store.home('member');
}

function dropUnusedKeys({ memberKey }: MembershipPaths): void {
  const folder = dirname(memberKey);
  for (const name of readdirSync(folder)) {
    const isKey = name.startsWith(`${basename(memberKey)}.`) && /\.[0-9a-f]{32}$/.test(name);
    if (isKey) rmSync(join(folder, name), { force: true });
  }
}

function fillDraft(draft: string, key: MemberKey, statements: readonly SignedStatement[]): void {
  using store = new MeshStore(draft);
  store.transaction(() => {
    store.setHome('member', key.id);
    for (const { id, bytes } of statements) store.insert(id, bytes);
  });
  // All in the one file, which is then linked into place.
  store.flush();
}

export function isMember(paths: MembershipPaths): boolean {
  finishSettingAside(paths);
  // A journal without its file is for the store to refuse.
  if (existsSync(paths.file) || existsSync(`${paths.file}-wal`)) return true;
  if (!existsSync(paths.memberKey)) return false;
  throw new HanzoError('CONFIG_INVALID', `${paths.memberKey} is there, but ${paths.file} is gone.`, {
    details: { path: paths.file },
    mend: 'Restore it from a backup, or move member.key away and join anew with `hanzo net join <invite>`.',
  });
}

export function keyOf(paths: MembershipPaths, memberId: string): MemberKey {
  const stored = readKeyFile(paths.memberKey);
  if (stored?.key.id === memberId) return stored.key;
  // Another process may do this at the same time, so it is looked for again whoever was first.
  if (stored === undefined) moveIfThere(ownKeyFile(paths, memberId), paths.memberKey);
  const again = readKeyFile(paths.memberKey);
  if (again?.key.id === memberId) return again.key;
  throw new HanzoError('CONFIG_INVALID', `${paths.memberKey} is not the key of the member that ${paths.file} is of.`, {
    details: { path: paths.memberKey },
    mend: 'Restore both from one backup, or leave with `hanzo net leave` and join anew with `hanzo net join <invite>`.',
  });
}

function ownKeyFile({ memberKey }: MembershipPaths, memberId: string): string {
  return `${memberKey}.${memberId}`;
}

export function setAside(paths: MembershipPaths): void {
  finishSettingAside(paths);
  if (!existsSync(paths.file) && !existsSync(paths.memberKey)) return;
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const folder = join(dirname(paths.file), `${SET_ASIDE}${stamp}-${randomBytes(2).toString('hex')}`);
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(join(folder, UNFINISHED), '', { mode: 0o600 });
  moveInto(folder, paths);
}

function finishSettingAside(paths: MembershipPaths): void {
  const parent = dirname(paths.file);
  const folders = existsSync(parent) ? readdirSync(parent).filter((name) => name.startsWith(SET_ASIDE)) : [];
  for (const name of folders) {
    const folder = join(parent, name);
    if (existsSync(join(folder, UNFINISHED))) moveInto(folder, paths);
  }
}

function moveInto(folder: string, paths: MembershipPaths): void {
  const marker = join(folder, UNFINISHED);
  for (const file of [paths.memberKey, paths.file, `${paths.file}-wal`, `${paths.file}-shm`]) {
    // Gone: another process has ended it, and what is there now is a new membership.
    if (existsSync(marker)) moveIfThere(file, join(folder, basename(file)));
  }
  rmSync(marker, { force: true });
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

export function alreadyMember({ file }: MembershipPaths): HanzoError {
  return new HanzoError('ALREADY_MEMBER', 'This home is in a mesh already.', {
    details: { path: file },
    mend: 'Leave it first with `hanzo net leave`, or use another HANZO_HOME.',
  });
}
