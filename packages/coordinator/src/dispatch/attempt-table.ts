import type { MeshAttempt } from './mesh-attempt.ts';
import type { PoolWorker } from './pool-worker.ts';

/** The attempts that are under way. What is said of any other is dropped: this is where late frames end. */
export class AttemptTable {
  readonly #attempts = new Map<string, MeshAttempt>();

  get size(): number {
    return this.#attempts.size;
  }

  add(attempt: MeshAttempt): void {
    this.#attempts.set(attempt.id, attempt);
  }

  /** False when it was over already. */
  remove(attempt: MeshAttempt): boolean {
    return this.#attempts.delete(attempt.id);
  }

  has(attempt: MeshAttempt): boolean {
    return this.#attempts.get(attempt.id) === attempt;
  }

  /** Fencing: only a live attempt, and only for the very worker that holds it. */
  of(worker: PoolWorker, attemptId: string): MeshAttempt | undefined {
    const attempt = this.#attempts.get(attemptId);
    return attempt?.worker === worker ? attempt : undefined;
  }

  all(): readonly MeshAttempt[] {
    return [...this.#attempts.values()];
  }
}
