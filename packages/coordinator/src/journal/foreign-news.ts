import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Ownership } from './ownership.ts';
import { OPEN_STATES } from './statements.ts';

/** What other connections have written that concerns own runs. Looks only when there is something new. */
export class ForeignNews {
  readonly #ownership: Ownership;
  readonly #version: StatementSync;
  readonly #asked: StatementSync;
  #seen: unknown;
  #requests: readonly string[] = [];
  #lost: ReadonlySet<string> = new Set();

  constructor(db: DatabaseSync, ownership: Ownership) {
    this.#ownership = ownership;
    // Changes when another connection has committed, and costs next to nothing.
    this.#version = db.prepare('PRAGMA data_version');
    this.#asked = db.prepare(
      `SELECT id, run_id FROM tasks WHERE cancel_requested_at IS NOT NULL AND state IN ${OPEN_STATES}`,
    );
  }

  cancelRequests(): readonly string[] {
    this.#look();
    return this.#requests;
  }

  takenOver(runId: string): boolean {
    this.#look();
    return this.#lost.has(runId);
  }

  /** What this process has written since the last look is news as well, and no version tells of it. */
  lookAgain(): void {
    this.#seen = undefined;
  }

  /** The task has ended: what was asked of it has been heard. */
  forget(taskId: string): void {
    if (this.#requests.includes(taskId)) this.#requests = this.#requests.filter((id) => id !== taskId);
  }

  #look(): void {
    const version = this.#version.get()?.['data_version'];
    if (version === this.#seen) return;
    this.#seen = version;
    this.#requests = this.#asked
      .all()
      .filter((row) => this.#ownership.owns(String(row['run_id'])))
      .map((row) => String(row['id']));
    this.#lost = this.#ownership.lost();
  }
}
