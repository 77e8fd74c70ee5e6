import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { HanzoError } from '@hanzo/contracts';
import type { Fence } from './group-commit.ts';

/** A run with the epoch under which this process writes to it. */
class OwnedRun implements Fence {
  readonly #id: string;
  readonly #epoch: number;
  readonly #epochOf: StatementSync;

  constructor(id: string, epoch: number, epochOf: StatementSync) {
    this.#id = id;
    this.#epoch = epoch;
    this.#epochOf = epochOf;
  }

  problem(): HanzoError | undefined {
    const row = this.#epochOf.get(this.#id);
    return row === undefined || row['epoch'] === this.#epoch ? undefined : takenOver(this.#id);
  }
}

/**
 * The runs that this process works on, each behind its fence: once another process has claimed one, nothing that this
 * one still writes to it counts.
 */
export class Ownership {
  readonly #runs = new Map<string, OwnedRun>();
  readonly #epochOf: StatementSync;

  constructor(db: DatabaseSync) {
    this.#epochOf = db.prepare('SELECT epoch FROM runs WHERE id = ?');
  }

  own(runId: string, epoch: number): void {
    this.#runs.set(runId, new OwnedRun(runId, epoch, this.#epochOf));
  }

  disown(runId: string): void {
    this.#runs.delete(runId);
  }

  owns(runId: string): boolean {
    return this.#runs.has(runId);
  }

  /** Why this process may write to the run no longer; undefined when it may. To be asked inside of a transaction. */
  problemOf(runId: string): HanzoError | undefined {
    return this.#runs.get(runId)?.problem();
  }

  /** The run's fence. Who writes to a run without having claimed it does so under the epoch that it finds. */
  fenceOf(runId: string): Fence | undefined {
    const known = this.#runs.get(runId);
    if (known !== undefined) return known;
    const row = this.#epochOf.get(runId);
    // A run that does not exist has no fence: its writes break the rules of the tables.
    if (row === undefined) return undefined;
    this.own(runId, Number(row['epoch']));
    return this.#runs.get(runId);
  }

  /** Own runs that others have claimed since. */
  lost(): ReadonlySet<string> {
    return new Set([...this.#runs].filter(([, run]) => run.problem() !== undefined).map(([id]) => id));
  }
}

export function takenOver(runId: string): HanzoError {
  return new HanzoError('TAKEN_OVER', `Another process has taken run ${runId} over.`, {
    details: { runId },
    mend: 'Look at it with `hanzo tasks list`; what this process still says of it does not count.',
  });
}
