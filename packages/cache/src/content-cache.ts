import type { DatabaseSync } from 'node:sqlite';
import {
  maskKeys,
  toHanzoError,
  type CacheEntry,
  type Clock,
  type ContentCache,
  type HanzoError,
  type KeptEntry,
  type Logger,
} from '@hanzo/contracts';
import { inReadTransaction, inTransaction, isLocked, storeFault } from '@hanzo/store';
import { CACHE, isDamage, openCacheFile, setAside } from './cache-file.ts';
import { clear, type ClearChoice } from './clear.ts';
import { EntryTable } from './entry-table.ts';
import { evict } from './evict.ts';
import { Pending } from './pending.ts';
import type { CacheScope } from './scope.ts';
import { statsOf, type CacheStats } from './stats.ts';

/** 256 MiB. */
export const DEFAULT_MAX_BYTES: number = 256 * 2 ** 20;
/** Larger values are not kept. 1 MiB. */
export const MAX_VALUE_BYTES: number = 2 ** 20;

/** What is put waits so long for others to share its transaction. Milliseconds. */
const FLUSH_MS = 250;
/** When it is closed, writing is tried so often: each try waits for others' locks. */
const LAST_TRIES = 4;

export interface CacheOptions {
  readonly path: string;
  readonly scope: CacheScope;
  /** Least recently used entries go first. @default 256 MiB */
  readonly maxBytes?: number | undefined;
  readonly clock: Clock;
  readonly log: Logger;
  /** False for workers that are banned or revoked: what they gave is forgotten. @default everybody is trusted */
  readonly isTrusted?: ((peer: string) => boolean) | undefined;
}

/** A cache on disk. What is put is written when it is disposed of, at the latest. */
export interface KeptCache extends ContentCache, Disposable {
  /** Of the whole file; undefined when it cannot be read. */
  stats(): CacheStats | undefined;
  /** Forgets entries of the whole file; returns how many, 0 when that cannot be done. */
  clear(choice?: ClearChoice): number;
  /** Forgets what these workers gave, for this mesh and workspace. */
  forgetWorkers(peers: readonly string[]): void;
}

/** Never fails: a cache that cannot be opened is empty, and a warning says why. */
export function openContentCache(options: CacheOptions): KeptCache {
  return new SqliteCache(options);
}

class SqliteCache implements KeptCache {
  readonly #options: CacheOptions;
  readonly #pending = new Pending();
  /** Entries that were used, by their row. */
  readonly #used = new Set<number>();
  #db: DatabaseSync | undefined;
  #table: EntryTable | undefined;
  #hits = 0;
  #misses = 0;
  #timer: Disposable | undefined;
  /** A second damaged file in one run is more than bad luck. */
  #wasRenewed = false;
  #mayWrite = true;
  #isLocked = false;
  #isTooLarge = false;

  constructor(options: CacheOptions) {
    this.#options = options;
    try {
      this.#open();
    } catch (thrown) {
      this.#fail(thrown);
    }
    const { isTrusted } = options;
    const peers = isTrusted && this.#try((db) => this.#tableOf(db).peers());
    this.forgetWorkers(peers?.filter((peer) => isTrusted?.(peer) === false) ?? []);
  }

  get(key: string): KeptEntry | undefined {
    return this.getAll([key]).get(key);
  }

  getAll(
    questions: readonly (string | readonly string[])[],
    { isCounted = true }: { readonly isCounted?: boolean } = {},
  ): ReadonlyMap<string, KeptEntry> {
    const found = new Map<string, KeptEntry>();
    const wanted = new Set(questions.flat());
    this.#try((db) => {
      const table = this.#tableOf(db);
      // One transaction for all: each of its own would take longer than the looking.
      inReadTransaction(db, () => {
        for (const key of wanted) {
          const entry = this.#pending.has(key) ? this.#pending.get(key) : this.#read(table, key);
          if (entry !== undefined) found.set(key, entry);
        }
      });
    });
    if (this.#db !== undefined && isCounted) {
      const hits = questions.filter((keys) => [keys].flat().some((key) => found.has(key))).length;
      this.#count(hits, questions.length - hits);
    }
    return found;
  }

  put(entries: readonly CacheEntry[]): void {
    if (this.#db === undefined || !this.#mayWrite) return;
    const { clock, log } = this.#options;
    for (const entry of entries) {
      const kept = { ...masked(entry), storedAt: clock.now() };
      if (Buffer.byteLength(kept.value) > MAX_VALUE_BYTES || !this.#tookIn(kept))
        log.debug('not kept in the cache: there is no room for it', { kind: kept.kind, chars: kept.value.length });
    }
    this.#writeSoon();
  }

  remove(keys: readonly string[]): void {
    if (this.#db === undefined) return;
    for (const key of keys) this.#pending.remove(key);
    this.#writeSoon();
  }

  stats(): CacheStats | undefined {
    this.#flush();
    return this.#try(statsOf);
  }

  clear(choice: ClearChoice = {}): number {
    this.#flush();
    return this.#try((db) => clear(db, choice)) ?? 0;
  }

  forgetWorkers(peers: readonly string[]): void {
    if (peers.length === 0) return;
    for (const peer of peers) this.#pending.removeOf(peer);
    this.#try((db) => {
      const table = this.#tableOf(db);
      inTransaction(db, () => {
        for (const peer of peers) table.dropOf(peer);
      });
    });
  }

  [Symbol.dispose](): void {
    for (let tries = 0; tries < LAST_TRIES && this.#isToWrite; tries++) {
      const before = this.#pending.size;
      this.#flush();
      if (this.#pending.size < before) tries = 0;
    }
    this.#close();
  }

  get #isToWrite(): boolean {
    const changes = this.#pending.size + this.#hits + this.#misses + this.#used.size;
    return this.#db !== undefined && this.#mayWrite && (changes > 0 || this.#isTooLarge);
  }

  #open(): void {
    const { path, clock, log } = this.#options;
    this.#db = openCacheFile(path, clock, log);
  }

  /** Made when it is first needed: another process may hold the file for a moment just when this one begins. */
  #tableOf(db: DatabaseSync): EntryTable {
    return (this.#table ??= new EntryTable(db, this.#options.scope));
  }

  #read(table: EntryTable, key: string): KeptEntry | undefined {
    const { clock, isTrusted } = this.#options;
    const found = table.read(key, clock.now());
    if (found === undefined) return undefined;
    if (found === 'damaged') {
      this.#options.log.warn('an entry of the cache is damaged: it is asked for again', { key });
      this.remove([key]);
      return undefined;
    }
    const { peer } = found.entry;
    if (peer !== undefined && isTrusted?.(peer) === false) {
      this.remove([key]);
      return undefined;
    }
    if (found.isStale) this.#used.add(found.id);
    return found.entry;
  }

  #count(hits: number, misses: number): void {
    this.#hits += hits;
    this.#misses += misses;
    this.#writeSoon();
  }

  /** Where many come at once, some of them are written now. Nobody waits for a file that is locked. */
  #tookIn(entry: KeptEntry): boolean {
    if (this.#pending.put(entry)) return true;
    if (this.#isLocked) return false;
    this.#flush();
    return this.#pending.put(entry);
  }

  #writeSoon(): void {
    this.#timer ??= this.#options.clock.every(FLUSH_MS, () => this.#flush());
  }

  /** One transaction. Ends the timer when nothing is left to do. */
  #flush(): void {
    const changes = this.#pending.batch();
    const isTooLarge = this.#isToWrite ? this.#try((db) => inTransaction(db, () => this.#write(db, changes))) : false;
    if (isTooLarge !== undefined) this.#written(changes, isTooLarge);
    if (this.#isToWrite) return;
    this.#timer?.[Symbol.dispose]();
    this.#timer = undefined;
  }

  /** True when there is still too much in it. What was to be written is forgotten only when it is there. */
  #write(db: DatabaseSync, changes: ReturnType<Pending['batch']>): boolean {
    const { clock, maxBytes = DEFAULT_MAX_BYTES } = this.#options;
    const table = this.#tableOf(db);
    for (const [key, entry] of changes) {
      if (entry === undefined) table.drop(key);
      else table.write(entry);
    }
    for (const id of this.#used) table.noteUse(id, clock.now());
    table.count(this.#hits, this.#misses);
    return evict(db, maxBytes);
  }

  #try<T>(use: (db: DatabaseSync) => T): T | undefined {
    if (this.#db === undefined) return undefined;
    try {
      return use(this.#db);
    } catch (thrown) {
      this.#fail(thrown);
      return undefined;
    }
  }

  /** What waits for a lock waits on; a damaged file is renewed; anything else is said once, and borne. */
  #fail(thrown: unknown): void {
    const { path, log } = this.#options;
    if (this.#db !== undefined && isLocked(thrown)) {
      this.#isLocked = true;
      return log.debug('the cache is locked by another process');
    }
    const error = storeFault(thrown, path, CACHE);
    if (isDamage(error) && this.#db !== undefined && !this.#wasRenewed) return this.#renew(error);
    if (error.code === 'DISK_FULL' && this.#db !== undefined) {
      if (this.#mayWrite) this.#warn('nothing more is kept in the cache', error);
      this.#mayWrite = false;
      return this.#forgetChanges();
    }
    this.#warn('there is no cache in this run: nothing is looked up and nothing kept', error);
    this.#close();
  }

  #renew(error: HanzoError): void {
    const { path, clock, log } = this.#options;
    this.#wasRenewed = true;
    this.#close();
    try {
      setAside(path, error, clock, log);
      this.#open();
    } catch (thrown) {
      this.#warn('there is no cache in this run: nothing is looked up and nothing kept', toHanzoError(thrown));
      this.#close();
    }
  }

  #warn(what: string, { message, mend }: HanzoError): void {
    this.#options.log.warn(what, { why: message, mend });
  }

  #written(changes: ReturnType<Pending['batch']>, isTooLarge: boolean): void {
    this.#isTooLarge = isTooLarge;
    this.#isLocked = false;
    this.#pending.done(changes);
    this.#used.clear();
    this.#hits = 0;
    this.#misses = 0;
  }

  #forgetChanges(): void {
    this.#pending.clear();
    this.#used.clear();
    this.#hits = 0;
    this.#misses = 0;
  }

  #close(): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = undefined;
    this.#forgetChanges();
    const db = this.#db;
    this.#db = undefined;
    this.#table = undefined;
    try {
      db?.close();
    } catch {
      // It was damaged or is gone: there is nothing left in it to lose.
    }
  }
}

/** No key of this process lands on the disk. Well-formed, because SQLite keeps texts as UTF-8. */
function masked({ key, kind, value, engine, peer, runId }: CacheEntry): CacheEntry {
  return {
    key,
    kind,
    runId,
    ...(peer !== undefined && { peer }),
    value: maskKeys(value).toWellFormed(),
    engine: maskKeys(engine).toWellFormed(),
  };
}
