import { DatabaseSync } from 'node:sqlite';
import type { Rung, RungContext } from '@hanzo/contracts';
import { AttemptTable, type Journal } from '@hanzo/coordinator';
import { withChanges } from './overlay.ts';
import type { Plant } from './coordinator-process.ts';

type Attempt = Parameters<AttemptTable['add']>[0];
type Holder = Parameters<AttemptTable['of']>[0];

/** What is said of an old attempt is taken for the newest one of its task. */
class UnfencedTable extends AttemptTable {
  readonly #taskOf = new Map<string, string>();
  readonly #newest = new Map<string, Attempt>();

  override add(attempt: Attempt): void {
    this.#taskOf.set(attempt.id, attempt.task.id);
    this.#newest.set(attempt.task.id, attempt);
    super.add(attempt);
  }

  override of(worker: Holder, attemptId: string): Attempt | undefined {
    const newest = this.#newest.get(this.#taskOf.get(attemptId) ?? '');
    return super.of(worker, attemptId) ?? (newest !== undefined && this.has(newest) ? newest : undefined);
  }
}

/** Ends are written whether there was one or not, and nobody remembers them. */
function endsTwice(journal: Journal, file: string): Journal {
  return withChanges(journal, {
    takeUp: async (...values) => ({ ...(await journal.takeUp(...values)), outcome: undefined }),
    endTask: async (taskId, { state }) => {
      const db = new DatabaseSync(file);
      db.prepare('UPDATE tasks SET state = ? WHERE id = ?').run(state, taskId);
      db.close();
      await Promise.resolve();
    },
  });
}

/** Says that a task is on disk when it is not yet. */
function acceptsTooEarly(journal: Journal): Journal {
  const fresh = {
    outcome: undefined,
    attempts: [],
    anewAfter: 0,
    lastNumber: 0,
    deadlineAt: undefined,
    cancelRequested: false,
  };
  return withChanges(journal, {
    takeUp: async (...values) => {
      journal.takeUp(...values).catch(() => undefined);
      return await Promise.resolve(fresh);
    },
  });
}

/** Says that a task's end is on disk when it is not yet. */
function endsTooEarly(journal: Journal): Journal {
  return withChanges(journal, {
    endTask: async (...values) => {
      journal.endTask(...values).catch(() => undefined);
      await Promise.resolve();
    },
  });
}

/** The text of an attempt that was lost stays when the next one begins. */
function keepsOldText(rung: Rung): Rung {
  return withChanges(rung, {
    attempt: (task, context) => {
      let old = '';
      const keeping: RungContext = withChanges(context, {
        onStart: (...values) => {
          context.onStart(...values);
          if (old !== '') context.onText(old);
        },
        onText: (piece) => {
          old += piece;
          context.onText(piece);
        },
      });
      return rung.attempt(task, keeping);
    },
  });
}

/** Faults of the protocol that the simulator has to see, by what they are. */
export const PLANTS: Readonly<Record<string, Plant>> = {
  'no fencing': { dispatcher: () => ({ attempts: new UnfencedTable() }) },
  'leases never end': { dispatcher: () => ({ leaseProblem: () => undefined }) },
  'a task is applied again after a crash': { journal: endsTwice },
  'a task is called accepted before it is on disk': { journal: acceptsTooEarly },
  'a task is called done before it is on disk': { journal: endsTooEarly },
  'attempts are never cancelled': { neverCancels: true },
  'text of a lost attempt is kept': { rung: keepsOldText },
};
