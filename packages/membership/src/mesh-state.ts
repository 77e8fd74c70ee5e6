import { HanzoError, type Clock } from '@hanzo/contracts';
import type { StatementBody } from '@hanzo/wire';
import type { MemberKey } from './keys.ts';
import type { MeshStore } from './mesh-store.ts';
import { Roster } from './roster.ts';
import { isGenesis, signStatement, tryReadSigned, type SignedStatement } from './signed-statement.ts';

/** What a home knows of its mesh, in memory and on disk, and its key. All that changes it goes through here. */
export class MeshState implements Disposable {
  readonly store: MeshStore;
  readonly key: MemberKey;
  readonly #clock: Clock;
  readonly #listeners = new Set<() => void>();
  #roster: Roster;
  #seq = 0;
  #version: number;
  #changed = false;

  /** @throws HanzoError STORE_UNUSABLE */
  constructor(store: MeshStore, key: MemberKey, clock: Clock) {
    this.store = store;
    this.key = key;
    this.#clock = clock;
    this.#version = store.version();
    this.#roster = this.#readAll();
  }

  get roster(): Roster {
    return this.#roster;
  }

  /** Milliseconds since the epoch. */
  get now(): number {
    return Math.trunc(this.#clock.now());
  }

  /** Signs in the name of this home. @param issuedAt now when not given */
  sign<Body extends StatementBody>(body: Body, issuedAt: number = this.now): SignedStatement<Body> {
    return signStatement(this.key, this.#roster.meshId, issuedAt, body);
  }

  /** Takes in what other processes of this home have written. @returns true when something came */
  refresh(): boolean {
    const version = this.store.version();
    if (version === this.#version) return false;
    this.#version = version;
    if (!this.#load()) return false;
    for (const statement of this.#roster.useless(this.now)) this.#roster.remove(statement);
    this.#tell();
    return true;
  }

  /**
   * Runs `use` in one transaction that sees what all processes of this home have written until now, and keeps what it
   * `put`s. When it throws, nothing has happened.
   */
  change<T>(use: () => T): T {
    this.#changed = false;
    let result: T;
    try {
      result = this.store.transaction(() => {
        this.#changed = this.#load();
        const value = use();
        if (this.#changed) this.#prune();
        return value;
      });
    } catch (error) {
      if (this.#changed) {
        this.#roster = this.#readAll();
        this.#tell();
      }
      throw error;
    }
    if (this.#changed) this.#tell();
    return result;
  }

  /** Keeps statements that the roster has or that this home has just signed. Only within `change`. */
  put(...statements: readonly SignedStatement[]): void {
    for (const statement of statements) {
      this.#changed = true;
      this.#roster.add(statement);
      this.store.insert(statement.id, statement.bytes);
    }
    this.#seq = this.store.lastSeq();
  }

  /** Forgets what this home has said itself and would not say again. Only within `change`. */
  drop(...statements: readonly SignedStatement[]): void {
    if (statements.length === 0) return;
    this.#changed = true;
    for (const statement of statements) this.#roster.remove(statement);
    this.store.delete(statements.map(({ id }) => id));
  }

  onChange(listener: () => void): Disposable {
    const own = (): void => listener();
    this.#listeners.add(own);
    return { [Symbol.dispose]: () => void this.#listeners.delete(own) };
  }

  [Symbol.dispose](): void {
    this.#listeners.clear();
    this.store[Symbol.dispose]();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  /** One that only a newer version reads stays where it is. */
  #readAll(): Roster {
    const rows = this.store.statementsAfter(0);
    const statements = rows.flatMap(({ bytes }) => tryReadSigned(bytes) ?? []);
    const genesis = statements.find(isGenesis);
    if (genesis === undefined) {
      throw new HanzoError('STORE_UNUSABLE', 'The mesh state of this home does not say which mesh it is of.', {
        mend: 'Restore mesh.db from a backup, or move it and member.key away and join anew with `hanzo net join <invite>`.',
      });
    }
    const roster = new Roster(genesis);
    for (const statement of statements) roster.add(statement);
    this.#seq = rows.at(-1)?.seq ?? 0;
    return roster;
  }

  #load(): boolean {
    const rows = this.store.statementsAfter(this.#seq);
    for (const { bytes } of rows) {
      const statement = tryReadSigned(bytes);
      if (statement !== undefined) this.#roster.add(statement);
    }
    this.#seq = rows.at(-1)?.seq ?? this.#seq;
    return rows.length > 0;
  }

  #prune(): void {
    const useless = this.#roster.useless(this.now);
    for (const statement of useless) this.#roster.remove(statement);
    this.store.delete(useless.map(({ id }) => id));
  }
}
