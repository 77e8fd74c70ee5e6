import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openJournal } from '@hanzo/coordinator';

/** Counts each time that a task is said to be done, whoever says it. */
const COUNT_ENDS = `
CREATE TABLE ends (task_id TEXT NOT NULL, state TEXT NOT NULL);
CREATE TRIGGER count_ends AFTER UPDATE OF state ON tasks WHEN new.state IN ('done', 'undone', 'cancelled')
BEGIN INSERT INTO ends VALUES (new.id, new.state); END;
`;

/** How long a reader waits for a process that writes or closes. Milliseconds. */
const LOCKED_MS = 5_000;

/** Makes a journal that counts the ends of its tasks. */
export function makeJournal(file: string): void {
  openJournal(file)[Symbol.dispose]();
  const db = new DatabaseSync(file);
  db.exec(COUNT_ENDS);
  db.close();
}

/** Where files need no disk, if there is such a place: syncing is what a journal's time goes into. */
const MEMORY = '/dev/shm';

/** Journals of simulated machines, gone with the simulation. */
export class DiskRoom implements Disposable {
  readonly #folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'hanzo-sim-'));
  readonly #template = join(this.#folder, 'template.db');
  #count = 0;

  constructor() {
    makeJournal(this.#template);
  }

  /** A disk with an empty journal. */
  disk(): Disk {
    return new Disk(this.#template, () => join(this.#folder, `${++this.#count}.db`));
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

const PARTS = ['', '-wal'];

/** A machine's disk with one journal on it. */
export class Disk implements Disposable {
  readonly #newPath: () => string;
  readonly #paths: string[] = [];

  constructor(template: string, newPath: () => string) {
    this.#newPath = newPath;
    this.#copy(template);
  }

  /** The journal's file, as the machine has it now. */
  get journal(): string {
    const path = this.#paths.at(-1);
    if (path === undefined) throw new RangeError('The disk is empty.');
    return path;
  }

  /** From now on what was on the disk at this moment counts. Whoever had it open writes into a file that nobody reads. */
  crash(): void {
    this.#copy(this.journal);
  }

  [Symbol.dispose](): void {
    for (const path of this.#paths) for (const part of [...PARTS, '-shm']) rmSync(`${path}${part}`, { force: true });
  }

  #copy(from: string): void {
    const path = this.#newPath();
    for (const part of PARTS) if (existsSync(`${from}${part}`)) copyFileSync(`${from}${part}`, `${path}${part}`);
    this.#paths.push(path);
  }
}

/** States in which nothing more happens to a task. */
export const ENDED: ReadonlySet<string> = new Set(['done', 'undone', 'cancelled']);

export interface RecordedTask {
  readonly state: string;
  /** How often it was said to have ended. */
  readonly ends: number;
  /** What passed; undefined when nothing did. */
  readonly answer: string | undefined;
}

/** True when the journal knows of a run. */
export function hasRun(journal: string): boolean {
  const db = new DatabaseSync(journal, { readOnly: true, timeout: LOCKED_MS });
  try {
    return db.prepare('SELECT 1 FROM runs').get() !== undefined;
  } finally {
    db.close();
  }
}

/** What a journal says of its tasks, by id, read without the code that is tested. */
export function readTasks(journal: string): ReadonlyMap<string, RecordedTask> {
  const db = new DatabaseSync(journal, { readOnly: true, timeout: LOCKED_MS });
  try {
    const rows = db
      .prepare(
        `SELECT id, state, (SELECT count(*) FROM ends WHERE task_id = t.id) AS ends,
           (SELECT answer FROM attempts WHERE task_id = t.id AND state = 'passed' ORDER BY number DESC LIMIT 1) AS answer
         FROM tasks t`,
      )
      .all();
    return new Map(
      rows.map(({ id, state, ends, answer }) => [
        String(id),
        { state: String(state), ends: Number(ends), answer: answer === null ? undefined : String(answer) },
      ]),
    );
  } finally {
    db.close();
  }
}
