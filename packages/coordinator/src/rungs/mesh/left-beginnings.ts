import type { Task } from '@hanzo/contracts';
import type { MeshAttempt } from '../../dispatch/mesh-attempt.ts';

/** What a lost attempt had written, whether or not others went on from it. */
export interface LeftBeginning {
  readonly peerId: string;
  readonly node: string;
  readonly model: string;
  readonly text: string;
}

/** Of one task. */
const MOST = 4;

/** What lost attempts had written, by task: it is checked when the task is done, or leaving would be a way round it. */
export class LeftBeginnings {
  readonly #left = new WeakMap<Task, LeftBeginning[]>();

  add({ task, worker: { peerId, name }, model, prefix }: MeshAttempt): void {
    // Of what several wrote nobody can be held to account.
    if (prefix === undefined || (prefix.authors?.length ?? 0) !== 1) return;
    const all = this.#left.get(task) ?? [];
    this.#left.set(task, [...all, { peerId, node: name, model, text: prefix.text }].slice(-MOST));
  }

  /** Each is told once. */
  take(task: Task): readonly LeftBeginning[] {
    const all = this.#left.get(task) ?? [];
    this.#left.delete(task);
    return all;
  }
}
