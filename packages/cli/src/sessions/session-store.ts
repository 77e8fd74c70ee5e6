import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '@hanzo/config';
import { type Clock, HanzoError, redactValues, systemClock } from '@hanzo/contracts';
import { readSession } from './read-session.ts';
import { shortSessionId, type StoredSession } from './session.ts';
import { tryLock, type SessionLock } from './session-lock.ts';

const ENDING = '.json';
const LEAST_BEGINNING = 4;

/** A file that is no conversation that this hanzo can read, and why. */
export interface UnreadableSession {
  readonly file: string;
  readonly why: string;
}

/** The conversations of a home: a file each, which appears whole or stays as it was. */
export class SessionStore {
  readonly #folder: string;
  readonly #clock: Clock;

  /** @param folder need not exist */
  constructor(folder: string, clock: Clock = systemClock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  /** A new one. It is on disk with its first turn. */
  begin(workspace: string, flags: StoredSession['flags']): StoredSession {
    const now = this.#clock.now();
    const nothing = { turns: [], turnCount: 0, costMicros: 0 };
    return { v: 1, id: randomUUID(), workspace, startedAt: now, updatedAt: now, flags, ...nothing };
  }

  /** On disk when this returns, without keys. */
  save(session: StoredSession): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    writeWhole(this.#fileOf(session.id), `${JSON.stringify(redactValues(session))}\n`);
  }

  /** The last used first. */
  list(): { readonly sessions: readonly StoredSession[]; readonly unreadable: readonly UnreadableSession[] } {
    const sessions: StoredSession[] = [];
    const unreadable: UnreadableSession[] = [];
    for (const name of this.#names()) {
      const file = join(this.#folder, name);
      const text = textOf(file);
      if (text === undefined) continue;
      const session = typeof text === 'string' ? readSession(text) : text;
      if (session instanceof Error) unreadable.push({ file, why: session.message });
      else if (session === 'newer') unreadable.push({ file, why: 'a newer hanzo wrote it' });
      else if (session === undefined) unreadable.push({ file, why: 'it is damaged' });
      else sessions.push(session);
    }
    return { sessions: sessions.toSorted((a, b) => b.updatedAt - a.updatedAt), unreadable };
  }

  /**
   * The one that a person means: its id, a beginning of it that is unique, or `last`.
   *
   * @param workspace among whose `last` is looked for. @default all
   * @throws HanzoError SESSION_UNKNOWN; STORE_UNUSABLE where its file cannot be read
   */
  find(text: string, workspace?: string): StoredSession {
    const { sessions, unreadable } = this.list();
    if (text === 'last') return lastOf(sessions, workspace);
    const found = text.length < LEAST_BEGINNING ? [] : sessions.filter(({ id }) => id.startsWith(text));
    const [first] = found;
    if (first !== undefined && (found.length === 1 || first.id === text)) return first;
    if (found.length > 1)
      throw unknown(
        `${found.length} conversations begin with "${text}".`,
        'Give more of the id: see `hanzo sessions`.',
      );
    const broken = unreadable.find(({ file }) => file.startsWith(join(this.#folder, text)));
    if (broken !== undefined && text.length >= LEAST_BEGINNING)
      throw new HanzoError('STORE_UNUSABLE', `${broken.file} cannot be read: ${broken.why}.`, {
        details: { file: broken.file },
        mend: 'Update hanzo where a newer one wrote it; delete the file where it is damaged.',
      });
    throw unknown(`There is no conversation "${text}".`, 'See `hanzo sessions`.');
  }

  /**
   * Keeps every other process out of a conversation until it is disposed.
   *
   * @throws HanzoError SESSION_BUSY
   */
  lock(id: string): SessionLock {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const lock = tryLock(this.#lockOf(id));
    if (lock !== undefined) return lock;
    throw new HanzoError('SESSION_BUSY', `Another process is in the conversation ${shortSessionId(id)}.`, {
      details: { session: id },
      mend: 'End it there with /quit, or begin a new one: leave --session out.',
    });
  }

  /** @throws HanzoError SESSION_BUSY while another process is in it */
  remove(id: string): void {
    const lock = this.lock(id);
    try {
      rmSync(this.#fileOf(id), { force: true });
    } finally {
      lock[Symbol.dispose]();
    }
    rmSync(this.#lockOf(id), { force: true });
  }

  #fileOf(id: string): string {
    return join(this.#folder, `${id}${ENDING}`);
  }

  #lockOf(id: string): string {
    return join(this.#folder, `${id}.lock`);
  }

  #names(): readonly string[] {
    if (!existsSync(this.#folder)) return [];
    // Words about private code: a folder that was made by hand is narrowed, too.
    if (process.platform !== 'win32') narrow(this.#folder);
    return readdirSync(this.#folder).filter((name) => name.endsWith(ENDING));
  }
}

/** A folder of somebody else is as wide as they want it. */
function narrow(folder: string): void {
  try {
    chmodSync(folder, 0o700);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error;
  }
}

/** Undefined: it was forgotten meanwhile. Whatever else stands there holds nothing up. */
function textOf(file: string): string | Error | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return 'code' in error && error.code === 'ENOENT' ? undefined : error;
  }
}

function lastOf(sessions: readonly StoredSession[], workspace: string | undefined): StoredSession {
  const here = sessions.find((session) => workspace === undefined || session.workspace === workspace);
  if (here !== undefined) return here;
  const [other] = sessions;
  const mend =
    other === undefined
      ? 'Begin one: hanzo dev, on a terminal.'
      : `The last one is about ${other.workspace}: hanzo dev --session ${shortSessionId(other.id)}. See \`hanzo sessions\`.`;
  throw unknown(
    workspace === undefined ? 'There is no conversation yet.' : `There is no conversation about ${workspace}.`,
    mend,
  );
}

function unknown(sentence: string, mend: string): HanzoError {
  return new HanzoError('SESSION_UNKNOWN', sentence, { mend });
}
