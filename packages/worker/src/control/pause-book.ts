import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { HanzoError, type Clock } from '@hanzo/contracts';
import type { OwnerPause } from '../policy/machine.ts';

/** `all` workers of a home, or one by its name. */
export type PauseScope = { readonly kind: 'all' } | { readonly kind: 'worker'; readonly name: string };

/** What the owner has said, so that a worker that starts again obeys it still. */
export interface PauseBook {
  /** Undefined: not paused, or not any more. Never throws: what cannot be read pauses. */
  pauseOf(worker: string): OwnerPause | undefined;
  /** On disk when it returns. @throws HanzoError DISK_FULL or CONFIG_INVALID */
  pause(scope: PauseScope, pause: OwnerPause): void;
  /** Returns whether anything was paused. @throws HanzoError DISK_FULL or CONFIG_INVALID */
  resume(scope: PauseScope): boolean;
  /** Pauses in force now: of all workers, and of single ones. `undefined` for one: it works although all others pause. */
  entries(): PauseEntries;
}

export interface PauseEntries {
  readonly all: OwnerPause | undefined;
  readonly workers: ReadonlyMap<string, OwnerPause | undefined>;
}

interface BookFile {
  readonly v: 1;
  readonly all?: OwnerPause;
  /** null: an exception from `all`. */
  readonly workers: Readonly<Record<string, OwnerPause | null>>;
}

const EMPTY: BookFile = { v: 1, workers: {} };
/** Nothing can be read from the file, so the safe reading is that the owner wants the machine. */
const UNREADABLE: OwnerPause = { running: 'finish', reason: 'the file that remembers it cannot be read' };

/** Opens nothing yet: each call reads the file, because other processes of this home write it. */
export function openPauseBook(file: string, clock: Clock): PauseBook {
  const isOver = ({ untilMs }: OwnerPause): boolean => untilMs !== undefined && untilMs <= clock.now();
  const live = (pause: OwnerPause | null | undefined): OwnerPause | undefined =>
    pause === null || pause === undefined || isOver(pause) ? undefined : pause;
  const entries = (): PauseEntries => {
    const book = readBook(file);
    const workers = Object.entries(book.workers).map(([name, pause]) => [name, live(pause)] as const);
    // A pause that is over is no exception from the one of all.
    const kept = workers.filter(([name, pause]) => pause !== undefined || book.workers[name] === null);
    return { all: live(book.all), workers: new Map(kept) };
  };
  return {
    entries,
    pauseOf: (worker) => pauseIn(entries(), worker),
    pause: (scope, pause) => {
      if (scope.kind === 'all') writeBook(file, { v: 1, all: pause, workers: {} });
      else writeEntries(file, entries(), scope.name, pause);
    },
    resume: (scope) => {
      const before = entries();
      if (scope.kind === 'all') removeBook(file);
      else writeEntries(file, before, scope.name, null);
      if (scope.kind === 'worker') return pauseIn(before, scope.name) !== undefined;
      return before.all !== undefined || [...before.workers.values()].some((pause) => pause !== undefined);
    },
  };
}

function pauseIn({ all, workers }: PauseEntries, worker: string): OwnerPause | undefined {
  return workers.has(worker) ? workers.get(worker) : all;
}

function writeEntries(file: string, { all, workers }: PauseEntries, name: string, pause: OwnerPause | null): void {
  const others = [...workers].map(([worker, kept]) => [worker, kept ?? null] as const);
  const changed = Object.fromEntries([...others, [name, pause] as const]);
  writeBook(file, { v: 1, ...(all !== undefined && { all }), workers: changed });
}

function readBook(file: string): BookFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? EMPTY : { ...EMPTY, all: UNREADABLE };
  }
  try {
    return checkBook(JSON.parse(text));
  } catch {
    return { ...EMPTY, all: UNREADABLE };
  }
}

/** Throws when it is not what we write. */
function checkBook(value: unknown): BookFile {
  const { v, all, workers } = value as Partial<BookFile>;
  const entries = Object.values(workers ?? {}).filter((pause) => pause !== null);
  const good = v === 1 && [...entries, ...(all === undefined ? [] : [all])].every(isPause);
  if (!good) throw new HanzoError('CONFIG_INVALID', 'This is no pause book.');
  return { v, ...(all !== undefined && { all }), workers: workers ?? {} };
}

function isPause(value: unknown): value is OwnerPause {
  const { untilMs, running, reason } = (value ?? {}) as Partial<OwnerPause>;
  return (
    (running === 'finish' || running === 'hand-back') &&
    (untilMs === undefined || typeof untilMs === 'number') &&
    (reason === undefined || typeof reason === 'string')
  );
}

/** Whole or not at all, and on disk: a pause that is lost with the power would surprise its owner. */
function writeBook(file: string, book: BookFile): void {
  const draft = `${file}.${randomUUID()}.new`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const handle = openSync(draft, 'wx', 0o600);
    try {
      writeSync(handle, `${JSON.stringify(book)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, file);
  } catch (cause) {
    rmSync(draft, { force: true });
    throw writeFault(file, cause);
  }
}

function removeBook(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch (cause) {
    throw writeFault(file, cause);
  }
}

function writeFault(file: string, cause: unknown): HanzoError {
  const full = cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT');
  return new HanzoError(full ? 'DISK_FULL' : 'CONFIG_INVALID', `${file}, which remembers pauses, cannot be written.`, {
    cause,
    details: { path: file },
    mend: full ? 'Free some space, then try again.' : 'Check that the folder can be written.',
  });
}
