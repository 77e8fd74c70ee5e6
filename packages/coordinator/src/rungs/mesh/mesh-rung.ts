import {
  HanzoError,
  toHanzoError,
  type Answer,
  type Clock,
  type Rung,
  type RungContext,
  type Task,
} from '@hanzo/contracts';
import type { PlacementNeeds } from '@hanzo/router';
import type { Dispatcher } from '../dispatch/dispatcher.ts';
import type { PoolWorker } from '../dispatch/worker-pool.ts';
import { answerOf, type MeshAttempt, type MeshAttemptEvents } from '../dispatch/mesh-attempt.ts';

export interface MeshRungOptions {
  /** Only workers with this model. Undefined: any model that fits. */
  readonly model?: string | undefined;
  /** Upper estimate of a text's tokens. */
  readonly countTokens: (text: string) => number;
  /** How long to wait for a worker that fits before giving up, in milliseconds. @default 5_000 */
  readonly workerWaitMs?: number;
  /** Most attempts per task on this rung. @default 3 */
  readonly maxAttempts?: number;
}

/** Tokens that a chat template adds around system and prompt. */
const TEMPLATE_TOKENS = 32;
const POLL_MS = 100;
const MAX_DECLINES = 16;

/** Where a task was tried on this rung, and when enough is enough. */
class History {
  /** Peers that lost an attempt. */
  readonly tried: Set<string> = new Set();
  /** Peers that will not take it. */
  readonly refused: Set<string> = new Set();
  readonly #maxAttempts: number;
  #lost = 0;
  #declines = 0;

  constructor(maxAttempts: number) {
    this.#maxAttempts = maxAttempts;
  }

  /** Notes how an attempt ended. True when it was lost, false when it was only declined. Throws when it is the last. */
  note(error: HanzoError, worker: PoolWorker, now: number): boolean {
    if (error.code === 'WORKER_DECLINED') {
      if (worker.restUntil <= now) this.refused.add(worker.peerId);
      if (++this.#declines >= MAX_DECLINES) throw error;
      return false;
    }
    if (error.code === 'WORKER_PAUSED') {
      // Handed back by an owner who wants the machine: nobody failed, and the next one may do it.
      if (++this.#declines >= MAX_DECLINES) throw error;
      return true;
    }
    this.tried.add(worker.peerId);
    if (!error.retryable || ++this.#lost >= this.#maxAttempts) throw error;
    return true;
  }
}

/** Gets a task done by a worker of the mesh, moving it to another one when a worker is lost. */
export class MeshRung implements Rung {
  readonly name = 'mesh';
  readonly paid = false;
  readonly #dispatcher: Dispatcher;
  readonly #clock: Clock;
  readonly #options: Required<Omit<MeshRungOptions, 'model'>> & { model: string | undefined };

  constructor(dispatcher: Dispatcher, clock: Clock, options: MeshRungOptions) {
    this.#dispatcher = dispatcher;
    this.#clock = clock;
    this.#options = { workerWaitMs: 5_000, maxAttempts: 3, ...options, model: options.model };
  }

  unfit(): string | undefined {
    // Workers come and go: whether one fits is asked while the task waits, with a limit.
    return undefined;
  }

  async attempt(task: Task, context: RungContext): Promise<Answer> {
    const needs = this.#needsOf(task);
    const history = new History(this.#options.maxAttempts);
    for (;;) {
      const attempt = await this.#place(task, needs, history, context);
      const end = await this.#wait(attempt, context.signal).catch((thrown: unknown) => toHanzoError(thrown));
      if (!(end instanceof HanzoError)) return end;
      context.signal.throwIfAborted();
      const moved = history.note(end, attempt.worker, this.#clock.elapsed());
      if (moved) context.onLost(end);
    }
  }

  #needsOf(task: Task): PlacementNeeds {
    const { countTokens, model } = this.#options;
    const promptTokens = countTokens(task.system) + countTokens(task.prompt) + TEMPLATE_TOKENS;
    return { promptTokens, maxOutputTokens: task.maxOutputTokens, model, dataClass: task.dataClass };
  }

  async #wait(attempt: MeshAttempt, signal: AbortSignal): Promise<Answer> {
    const onAbort = (): void => this.#dispatcher.abandon(attempt, signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return answerOf(await attempt.ended, attempt.worker);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  async #place(
    task: Task,
    needs: PlacementNeeds,
    { tried, refused }: History,
    context: RungContext,
  ): Promise<MeshAttempt> {
    const excluded = new Set([...tried, ...refused]);
    const giveUp = new AbortController();
    const placed = new AbortController();
    void this.#watch(needs, excluded, refused, giveUp, placed.signal);
    const events: MeshAttemptEvents = {
      onAccept: ({ worker, why }, model) => {
        context.onStart({ kind: 'worker', node: worker.name, peerId: worker.peerId, model }, why);
      },
      onText: (piece) => context.onText(piece),
    };
    try {
      const signal = AbortSignal.any([context.signal, giveUp.signal]);
      return await this.#dispatcher.dispatch(task, needs, excluded, events, signal);
    } finally {
      placed.abort();
    }
  }

  /**
   * Looks after a waiting task. When nobody else is left, workers where it failed before are allowed again: better than
   * none, while one that refused is not. Gives up when for the whole waiting time nobody who is there could take it.
   */
  async #watch(
    needs: PlacementNeeds,
    excluded: Set<string>,
    refused: ReadonlySet<string>,
    giveUp: AbortController,
    placed: AbortSignal,
  ): Promise<void> {
    const { workerWaitMs } = this.#options;
    let since: number | undefined;
    while (!placed.aborted) {
      if (this.#dispatcher.unfit(needs, excluded) !== undefined) keepOnly(excluded, refused);
      const unfit = this.#dispatcher.unfit(needs, excluded);
      const now = this.#clock.elapsed();
      since = unfit === undefined ? undefined : (since ?? now);
      if (unfit !== undefined && since !== undefined && now - since >= workerWaitMs) {
        giveUp.abort(nobodyFits(workerWaitMs, unfit));
        return;
      }
      await this.#clock.sleep(POLL_MS, placed).catch(() => undefined);
    }
  }
}

function keepOnly(set: Set<string>, kept: ReadonlySet<string>): void {
  for (const item of [...set].filter((candidate) => !kept.has(candidate))) set.delete(item);
}

function nobodyFits(waitedMs: number, unfit: string): HanzoError {
  return new HanzoError('NO_WORKER', `No worker could take the task within ${waitedMs} ms. ${unfit}`, {
    details: { waitedMs },
    mend: 'Start a worker with `hanzo net up`, and look at the mesh with `hanzo net status`.',
  });
}
