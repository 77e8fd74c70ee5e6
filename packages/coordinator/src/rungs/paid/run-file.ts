import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of a run, written whole or not at all, that only its owner can read. It is there only while something is in it. */
export class RunFile<T> {
  readonly #folder: string;
  readonly #path: string;
  readonly #name: string;
  #records: readonly T[];

  /**
   * @param runId a UUID, or another name that a file can have
   * @param name of the records in the file
   */
  constructor(folder: string, runId: string, name: string) {
    this.#folder = folder;
    this.#path = pathOf(folder, runId);
    this.#name = name;
    this.#records = this.#read();
  }

  get records(): readonly T[] {
    return this.#records;
  }

  /** They are on disk when this returns. */
  write(records: readonly T[]): void {
    this.#records = records;
    if (records.length === 0) {
      rmSync(this.#path, { force: true });
      return;
    }
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const draft = `${this.#path}.${process.pid}.tmp`;
    try {
      writeDraft(draft, JSON.stringify({ v: 1, [this.#name]: records }));
      renameSync(draft, this.#path);
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
    // Folders cannot be opened there, and need not be.
    if (process.platform !== 'win32') sync(openSync(this.#folder, 'r'));
  }

  /** What cannot be read is nothing: its calls stay charged in full. */
  #read(): readonly T[] {
    try {
      const file = JSON.parse(readFileSync(this.#path, 'utf8')) as Readonly<Record<string, unknown>>;
      const records = file[this.#name];
      return file['v'] === 1 && Array.isArray(records) ? (records as readonly T[]) : [];
    } catch {
      return [];
    }
  }
}

/** All of it or an error: a disk that is nearly full takes the beginning of a text. */
function writeDraft(path: string, text: string): void {
  const file = openSync(path, 'w', 0o600);
  sync(file, () => writeFileSync(file, text));
}

/** What was written is on the disk when this returns. */
function sync(file: number, write: () => void = () => undefined): void {
  try {
    write();
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

export function forgetRunFile(folder: string, runId: string): void {
  rmSync(pathOf(folder, runId), { force: true });
}

function pathOf(folder: string, runId: string): string {
  return join(folder, `${runId}.json`);
}
