import { createHash } from 'node:crypto';
import { rmdirSync, unlinkSync } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { sharedLength } from './slots.ts';

/** A sequence, as far as snapshots go. */
export type SnapshotSequence = Pick<
  LlamaContextSequence,
  'contextTokens' | 'saveStateToFile' | 'loadStateFromFile' | 'clearHistory'
>;

/** The state of a sequence after some tokens, in a file. */
export interface Snapshot {
  readonly tokens: readonly Token[];
  readonly path: string;
  readonly bytes: number;
}

export interface SnapshotFolder {
  /** Exists, is ours alone, and is emptied by whoever made it. */
  readonly directory: string;
  /** Of all files together. */
  readonly mostBytes: number;
}

/** Failures in a row after which nothing is saved any more: a full or lost folder would cost each prompt some time. */
const MOST_FAILURES = 3;

/**
 * States of sequences after prompts' beginnings, to be restored into any slot; the one unused longest goes first. Only
 * files that this process wrote are ever read: a foreign state can crash llama.cpp. Files are removed by name, because the
 * process may not look into folders (see permissions.ts).
 *
 * Saving and restoring need the context for themselves: callers go through `BatchPlanner.exclusive`.
 */
export class SnapshotStore {
  readonly #directory: string;
  readonly #mostBytes: number;
  /** By name; the one used last at the end. */
  readonly #snapshots = new Map<string, Snapshot>();
  /** By name: saves under way. Two of one state would be counted twice. */
  readonly #saving = new Map<string, Promise<boolean>>();
  #bytes = 0;
  #bytesPerToken = 0;
  #failures = 0;

  constructor({ directory, mostBytes }: SnapshotFolder) {
    this.#directory = directory;
    this.#mostBytes = mostBytes;
  }

  /** Of all files. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The snapshot with the longest common beginning. It may be longer than that: the sequence is cut after a restore. */
  bestFor(prompt: readonly Token[]): { readonly snapshot: Snapshot; readonly shared: number } | undefined {
    let best: { snapshot: Snapshot; shared: number } | undefined;
    for (const snapshot of this.#snapshots.values()) {
      const shared = sharedLength(snapshot.tokens, prompt);
      if (shared > (best?.shared ?? 0)) best = { snapshot, shared };
    }
    return best;
  }

  /** Saves what the sequence holds. False when that is not possible or would not fit. */
  async save(sequence: SnapshotSequence): Promise<boolean> {
    const tokens = [...sequence.contextTokens];
    const name = createHash('sha256').update(Uint32Array.from(tokens)).digest('hex');
    if (this.#snapshots.has(name)) return true;
    const under = this.#saving.get(name);
    if (under !== undefined) return under;
    const saving = this.#write(name, tokens, sequence);
    this.#saving.set(name, saving);
    return saving.finally(() => this.#saving.delete(name));
  }

  async #write(name: string, tokens: readonly Token[], sequence: SnapshotSequence): Promise<boolean> {
    if (this.#failures >= MOST_FAILURES || !(await this.#makeRoom(tokens.length * this.#bytesPerToken))) return false;
    const path = join(this.#directory, `${name}.state`);
    try {
      const { fileSize } = await sequence.saveStateToFile(path);
      this.#bytesPerToken = fileSize / Math.max(1, tokens.length);
      this.#failures = 0;
      this.#snapshots.set(name, { tokens, path, bytes: fileSize });
      this.#bytes += fileSize;
      await this.#makeRoom(0);
      return this.#snapshots.has(name);
    } catch {
      this.#failures += 1;
      await unlink(path).catch(() => undefined);
      return false;
    }
  }

  /** Puts a snapshot's state into a sequence. After a failure the sequence is empty and the snapshot gone. */
  async restore(snapshot: Snapshot, sequence: SnapshotSequence): Promise<void> {
    const name = [...this.#snapshots].find(([, candidate]) => candidate === snapshot)?.[0];
    try {
      await sequence.loadStateFromFile(snapshot.path, { acceptRisk: true });
      if (sharedLength(sequence.contextTokens, snapshot.tokens) === snapshot.tokens.length) {
        this.#touch(name);
        return;
      }
    } catch {
      // A file that vanished or was cut, by a cleaner of temporary folders for one: as if it had never been saved.
    }
    await sequence.clearHistory();
    if (name !== undefined) await this.#drop(name);
  }

  /** Removes all files and the folder, at once: for the last moment of a process. */
  removeAll(): void {
    const remove = (action: () => void): void => {
      try {
        action();
      } catch {
        // Gone already, or whoever cleans up after a killed process does it.
      }
    };
    for (const { path } of this.#snapshots.values()) remove(() => unlinkSync(path));
    remove(() => rmdirSync(this.#directory));
  }

  #touch(name: string | undefined): void {
    const snapshot = name === undefined ? undefined : this.#snapshots.get(name);
    if (name === undefined || snapshot === undefined) return;
    this.#snapshots.delete(name);
    this.#snapshots.set(name, snapshot);
  }

  /** Drops the oldest until `bytes` more would fit. */
  async #makeRoom(bytes: number): Promise<boolean> {
    while (this.#bytes + bytes > this.#mostBytes) {
      const oldest = this.#snapshots.keys().next();
      if (oldest.done === true) return false;
      await this.#drop(oldest.value);
    }
    return true;
  }

  async #drop(name: string): Promise<void> {
    const snapshot = this.#snapshots.get(name);
    if (snapshot === undefined) return;
    this.#snapshots.delete(name);
    this.#bytes -= snapshot.bytes;
    await unlink(snapshot.path).catch(() => undefined);
  }
}
