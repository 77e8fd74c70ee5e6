import { isUtf8 } from 'node:buffer';
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { HomePaths } from '@hanzo/config';
import { HanzoError, systemClock, toHanzoError, type Clock } from '@hanzo/contracts';
import { inTransaction, openStore, storeGuard } from '@hanzo/store';
import { forbiddenPath, unifiedDiff, type FileSwap, type SwapOptions } from '@hanzo/tools';
import type {
  ChangeConflict,
  Changes,
  ChangeSet,
  ChangeState,
  NewChangeSet,
  NewFile,
  SetText,
  SettledSet,
} from './change-set.ts';
import { ChangeStore, type Target } from './change-store.ts';
import { CHANGE_BOOK } from './change-tables.ts';
import { alreadySo, conflictError, tooManySets, unknownSet } from './change-faults.ts';
import { checkBefore, isThere, settle, settleLeft, type SettledLeft } from './settle.ts';
import { innermost } from './workspace-of.ts';

export interface OpenChangesOptions {
  /** @default the system's clock */
  readonly clock?: Pick<Clock, 'now'> | undefined;
  /** Older sets are forgotten when a new one is made, but for the last of a workspace. Milliseconds. @default 90 days */
  readonly keepMs?: number | undefined;
  /** So are the oldest above so many bytes of text. @default 256 MB */
  readonly mostBytes?: number | undefined;
  /** As in `swapFiles`. */
  readonly onStep?: SwapOptions['onStep'];
}

const KEEP_MS = 90 * 86_400_000;
const MOST_BYTES = 256_000_000;

/**
 * Opens the sets of changes of a home. What a process that was killed had begun stays so until somebody settles it.
 *
 * @throws HanzoError STORE_UNUSABLE or DISK_FULL
 */
export function openChanges({ changes: file }: Pick<HomePaths, 'changes'>, options: OpenChangesOptions = {}): Changes {
  const db = openStore(file, CHANGE_BOOK);
  const guard = storeGuard(file, CHANGE_BOOK);
  const { clock = systemClock, onStep } = options;
  const store = new ChangeStore(db);
  const write = <T>(use: () => T): T => guard(() => inTransaction(db, use));
  const parts: Parts = { store, write, now: () => clock.now(), onStep };
  const { keepMs = KEEP_MS, mostBytes = MOST_BYTES } = options;
  return {
    settle: () => guard(() => store.intents()).flatMap(({ id, target }) => settleAgain(parts, id, target)),
    make: (set) => make(parts, set, { madeBefore: clock.now() - keepMs, mostBytes }),
    discard: (id) => write(() => store.discard(id)),
    get: (id) => guard(() => store.get(id)),
    find: (text) => guard(() => find(store, text)),
    latest: (workspace, state) => guard(() => store.latest(workspace, state)),
    list: (workspace) => guard(() => store.list(workspace)),
    workspaceOf: (folder) => guard(() => innermost(store.workspaces(), folder)),
    texts: (id) => guard(() => textsOf(store, id)),
    diff: async (id) => await Promise.resolve(guard(() => diffOf(store, id))),
    apply: async (id) => await Promise.resolve(bring(parts, id, 'applied', ['made', 'undone'])),
    undo: async (id) => await Promise.resolve(bring(parts, id, 'undone', ['applied'])),
    redo: async (id) => await Promise.resolve(bring(parts, id, 'applied', ['undone'])),
    [Symbol.dispose]: () => db.close(),
  };
}

interface Parts {
  readonly store: ChangeStore;
  /** In one transaction: no other process writes meanwhile. */
  write<T>(use: () => T): T;
  now(): number;
  readonly onStep: SwapOptions['onStep'];
}

function make(
  { store, write, now }: Parts,
  set: NewChangeSet,
  bounds: Parameters<ChangeStore['forgetOld']>[0],
): ChangeSet {
  for (const { path } of set.files) {
    const why = forbiddenPath(path);
    if (why !== undefined) throw new HanzoError('USAGE', `${JSON.stringify(path)} cannot be changed: ${why}.`);
  }
  if (set.files.length === 0) throw new TypeError('A set of changes has at least one file.');
  return write(() => {
    const id = store.insert({ ...set, files: set.files.map((file) => withMode(set.workspace, file)) }, now());
    store.forgetOld(bounds);
    const made = store.get(id);
    if (made === undefined) throw new TypeError('The set is not there.');
    return made;
  });
}

/** Of a file that goes: whoever brings it back shall let nobody else read it. */
function withMode(workspace: string, file: NewFile): NewFile {
  if (file.after !== undefined || file.mode !== undefined) return file;
  const mode = lstatSync(join(workspace, file.path), { throwIfNoEntry: false })?.mode;
  return mode === undefined ? file : { ...file, mode: mode & 0o777 };
}

function find(store: ChangeStore, text: string): ChangeSet {
  const all = store.list(undefined);
  const found = all.filter(({ id }) => id.startsWith(text.toLowerCase()));
  const [first] = found;
  if (first === undefined || text === '') throw unknownSet(text);
  if (found.length > 1 && first.id !== text) throw tooManySets(text, found);
  return first;
}

/** First it is written down where the set is going, then the files go there: whoever settles next finishes it. */
function bring(parts: Parts, id: string, target: Target, from: readonly ChangeState[]): ChangeSet {
  const { store, write } = parts;
  const isBegun = write(() => {
    const set = store.get(id);
    if (set === undefined) throw unknownSet(id);
    if (set.begun !== undefined) return true;
    if (!from.includes(set.state)) throw alreadySo(set, target);
    const ready = checkBefore(set, swapsOf(store, set, target), target, laterSets(store, set));
    store.intend(id, target, target === 'applied' ? ready.folders : undefined);
    return false;
  });
  const conflicts = settleNoted(parts, id, isBegun ? settleLeft : settle);
  if (conflicts === 'unnoted') return { ...existing(store, id), state: target, isUnnoted: true };
  const set = existing(store, id);
  if (conflicts.length > 0) throw conflictError(set, target, conflicts, laterSets(store, set));
  // Begun by a process that was killed, and given up or ended in the other direction.
  return set.state === target ? set : bring(parts, id, target, from);
}

/**
 * What is in the way of a set that is begun. `unnoted`: its files are where they were to go, and the book cannot be written, as on
 * a full disk.
 */
function settleNoted(parts: Parts, id: string, how: typeof settleLeft): readonly ChangeConflict[] | 'unnoted' {
  const { store, write } = parts;
  try {
    return write(() => {
      const set = store.get(id);
      if (set?.begun === undefined) return [];
      const ended = settleOne(parts, set, set.begun, how);
      return 'conflicts' in ended ? ended.conflicts : [];
    });
  } catch (error) {
    const set = store.get(id);
    if (set?.begun !== undefined && isThere(set.workspace, swapsOf(store, set, set.begun))) return 'unnoted';
    throw error;
  }
}

/** What is wrong with one set keeps nobody from the others. */
function settleAgain(parts: Parts, id: string, target: Target): readonly SettledSet[] {
  const { store, write } = parts;
  return write((): readonly SettledSet[] => {
    const set = store.get(id);
    // Another process was faster.
    if (set?.begun !== target) return [];
    const ended = settleReadable(parts, set, target);
    const why = 'conflicts' in ended ? ended.conflicts.map((one) => `${one.path}: ${one.why}`).join('; ') : '';
    return [{ set: existing(store, id), target, ended: ended.kind === 'refused' ? 'put-back' : ended.kind, why }];
  });
}

function settleReadable(parts: Parts, set: ChangeSet, target: Target): SettledLeft {
  try {
    return settleOne(parts, set, target, settleLeft);
  } catch (error) {
    const { code, message } = toHanzoError(error);
    if (code !== 'STORE_UNUSABLE') throw error;
    return { kind: 'stuck', conflicts: [{ path: set.workspace, why: message }] };
  }
}

/** One that is stuck stays begun. */
function settleOne({ store, now, onStep }: Parts, set: ChangeSet, target: Target, how: typeof settleLeft): SettledLeft {
  const ended = how(set, swapsOf(store, set, target), { folders: store.folders(set.id), target, onStep });
  if (ended.kind === 'arrived') store.arrived(set.id, target, now());
  else if (ended.kind !== 'stuck') store.giveUp(set.id);
  return ended;
}

function existing(store: ChangeStore, id: string): ChangeSet {
  const set = store.get(id);
  if (set === undefined) throw unknownSet(id);
  return set;
}

function swapsOf(store: ChangeStore, { files }: ChangeSet, target: Target): readonly FileSwap[] {
  return files.map(({ path, before, after, mode }) => {
    const [old, now] = [before, after].map((hash) => (hash === undefined ? undefined : store.bytes(hash)));
    return target === 'applied' ? { path, from: old, to: now, mode } : { path, from: now, to: old, mode };
  });
}

/** Newer ones that are applied, and change some of the same files. */
function laterSets(store: ChangeStore, { id, workspace, files }: ChangeSet): readonly ChangeSet[] {
  const paths = new Set(files.map(({ path }) => path));
  const all = store.list(workspace);
  const newer = all.slice(
    0,
    all.findIndex((one) => one.id === id),
  );
  return newer.filter((one) => one.state === 'applied' && one.files.some(({ path }) => paths.has(path)));
}

function textsOf(store: ChangeStore, id: string): readonly SetText[] {
  const textOf = (hash: string | undefined): string | undefined =>
    hash === undefined ? undefined : Buffer.from(store.bytes(hash)).toString('utf8');
  const files = store.get(id)?.files ?? [];
  return files.map(({ path, before, after }) => ({ path, before: textOf(before), after: textOf(after) }));
}

function diffOf(store: ChangeStore, id: string): string {
  const files = store.get(id)?.files ?? [];
  const bytesOf = (hash: string | undefined): Buffer | undefined =>
    hash === undefined ? undefined : Buffer.from(store.bytes(hash));
  return files
    .map(({ path, before, after }) => {
      const [old, now] = [bytesOf(before), bytesOf(after)];
      if ([old, now].some((bytes) => bytes !== undefined && !isUtf8(bytes)))
        return `# ${JSON.stringify(path)} is no text: its bytes are kept, and not shown\n`;
      return unifiedDiff([{ path, before: old?.toString('utf8'), after: now?.toString('utf8') }]);
    })
    .join('');
}
