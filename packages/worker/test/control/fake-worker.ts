import { HanzoError, type Clock } from '@hanzo/contracts';
import type { GovernedWorker, MachineLimits, Terms, WorkInProgress, WorkRecord } from '../../src/index.ts';

/** A worker without engines: tasks run until a test ends them, or the terms do. */
export class FakeWorker implements GovernedWorker {
  name = 'atlas';
  slots = 2;
  threads: number | undefined;
  isDraining = false;
  terms: Terms | undefined;
  limits: MachineLimits | undefined;
  onWork: (record: WorkRecord) => void = () => undefined;
  readonly #work = new Map<string, WorkInProgress>();
  #whenIdle: (() => void)[] = [];

  view(): ReturnType<GovernedWorker['view']> {
    const models = [{ name: 'tiny', loaded: true, tokensPerSecond: 12.5 }];
    return { name: this.name, models, slots: this.slots, threads: this.threads, work: [...this.#work.values()] };
  }

  setTerms(terms: Terms): number {
    this.terms = terms;
    if (terms.pause?.running !== 'hand-back') return 0;
    const ids = [...this.#work.keys()];
    // As the real one: running attempts end a little later.
    setImmediate(() => {
      for (const id of ids) this.end(id, 'WORKER_PAUSED');
    });
    return ids.length;
  }

  setLimits(limits: MachineLimits): void {
    this.limits = limits;
  }

  async drain(_: string, signal: AbortSignal): Promise<void> {
    this.isDraining = true;
    if (this.#work.size === 0) return;
    const idle = Promise.withResolvers<void>();
    this.#whenIdle.push(idle.resolve);
    signal.addEventListener('abort', () => idle.reject(signal.reason), { once: true });
    if (signal.aborted) throw new HanzoError('CANCELLED', 'too late');
    await idle.promise;
  }

  async stop(): Promise<void> {
    await Promise.resolve();
    for (const id of this.#work.keys()) this.end(id, 'WORKER_STOPPED');
  }

  begin(attemptId: string): void {
    this.#work.set(attemptId, {
      attemptId,
      memberName: 'olga',
      coordinatorNode: 'desk',
      model: 'tiny',
      dataClass: 'internal',
      phase: 'running',
      ageMs: 5,
      characters: 7,
    });
  }

  end(attemptId: string, end: string = 'done'): void {
    if (!this.#work.delete(attemptId)) return;
    this.onWork(recordOf({ attemptId, end }));
    if (this.#work.size === 0) for (const resolve of this.#whenIdle.splice(0)) resolve();
  }
}

export function recordOf(changes: Partial<WorkRecord> = {}): WorkRecord {
  return {
    attemptId: 'a',
    startedAt: Date.parse('2026-11-20T12:00:00Z'),
    coordinatorPeerId: 'peer',
    coordinatorNode: 'desk',
    memberId: 'aaaa1111',
    memberName: 'olga',
    model: 'tiny',
    dataClass: 'internal',
    end: 'done',
    inputTokens: 10,
    cachedInputTokens: 4,
    outputTokens: 5,
    queueMs: 20.4,
    durationMs: 100.6,
    ...changes,
  };
}

/** What a test waits for, turn by turn of the event loop. */
export async function soon(isMet: () => boolean, clock?: Clock): Promise<void> {
  const end = Date.now() + 5_000;
  while (!isMet()) {
    if (Date.now() > end)
      throw new HanzoError('TIMED_OUT', `It did not happen${clock === undefined ? '' : ' by its clock'}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
