import {
  HanzoError,
  type Clock,
  type ExecuteAllOptions,
  type ExecuteOptions,
  type Task,
  type TaskOutcome,
  type TaskRun,
} from '@hanzo/contracts';
import type { Journal } from '../journal/journal.ts';

/** Tasks accepted by one commit. */
const BATCH = 256;
/** Tasks read back at a time: so many wait in memory at most. */
const PAGE = 64;

export interface BacklogParts {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly runId: string;
  readonly tasks: Iterable<Task> | AsyncIterable<Task>;
  readonly options: ExecuteAllOptions;
  /** Told how many tasks of the run are not begun yet, whenever that changes. */
  readonly onBacklog?: ((runId: string, tasks: number) => void) | undefined;
}

export interface OneTask {
  execute(task: Task, options: ExecuteOptions): Promise<TaskOutcome>;
}

/**
 * Writes all tasks to disk, then reads them back page by page and has them done: however many there are, only those
 * under way are in memory. Outcomes of tasks that had ended before come first.
 */
export async function* workOff(
  parts: BacklogParts,
  routeOf: (task: Task) => string,
  one: OneTask,
): AsyncGenerator<TaskRun> {
  let unbegun = 0;
  for await (const part of accept(parts, routeOf)) {
    unbegun += part.open;
    yield* part.ended;
  }
  await using lanes = new Lanes(parts, one, unbegun);
  for (;;) {
    lanes.fill();
    if (lanes.isIdle) break;
    for (const run of await lanes.ended()) yield run;
  }
  if (lanes.failure !== undefined) throw lanes.failure.error;
}

interface Accepted {
  /** Of these tasks, so many are to be done. */
  readonly open: number;
  /** These had ended before. */
  readonly ended: readonly TaskRun[];
}

/** An abort ends it: what is on disk stays, and the rest was promised to nobody. */
async function* accept(
  { journal, clock, runId, tasks, options }: BacklogParts,
  routeOf: (task: Task) => string,
): AsyncGenerator<Accepted> {
  const { signal, onEvent } = options;
  for await (const batch of batches(tasks, signal)) {
    for (const task of batch) if (task.runId !== runId) throw foreignTask(task, runId);
    const fresh = await journal.acceptTasks(batch, clock.now(), routeOf);
    const ended: TaskRun[] = [];
    for (const task of fresh === batch.length ? [] : batch) {
      const outcome = journal.recorded(task.id);
      if (outcome === undefined) continue;
      onEvent?.({ kind: 'task-queued', taskId: task.id, title: task.title });
      onEvent?.({ kind: 'task-end', taskId: task.id, outcome });
      ended.push({ task, outcome });
    }
    yield { open: batch.length - ended.length, ended };
  }
}

async function* batches(
  tasks: Iterable<Task> | AsyncIterable<Task>,
  signal: AbortSignal,
): AsyncGenerator<readonly Task[]> {
  let batch: Task[] = [];
  for await (const task of untilAborted(tasks, signal)) {
    if (batch.push(task) < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0 && !signal.aborted) yield batch;
}

/** A source may stall for ever: an abort is not kept waiting by it. */
async function* untilAborted<T>(source: Iterable<T> | AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  if (!(Symbol.asyncIterator in source)) return yield* source;
  const items = source[Symbol.asyncIterator]();
  let giveUp = (): void => undefined;
  const onAbort = (): void => giveUp();
  signal.addEventListener('abort', onAbort, { once: true });
  let hasEnded = false;
  try {
    while (!signal.aborted) {
      // Not a race with one promise for all: that would keep every item until the end.
      const item = await new Promise<IteratorResult<T> | undefined>((resolve, reject) => {
        giveUp = () => resolve(undefined);
        items.next().then(resolve, reject);
      });
      if (item === undefined) return;
      hasEnded = item.done === true;
      if (item.done === true) return;
      yield item.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    // Not waited for: one that stalls would end only after what it stalls in.
    if (!hasEnded) items.return?.().catch(() => undefined);
  }
}

function foreignTask({ id, runId: its }: Task, runId: string): HanzoError {
  return new HanzoError('USAGE', `Task ${id} is of run ${its}, and cannot be done in run ${runId}.`, {
    details: { taskId: id, runId },
    mend: 'Give every task the id of the run that it is done in.',
  });
}

/** The tasks under way. Starts no more once one could not be recorded: then nothing that is done could be. */
class Lanes implements AsyncDisposable {
  readonly #parts: BacklogParts;
  readonly #one: OneTask;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #running = new Set<Promise<void>>();
  #ended: TaskRun[] = [];
  #page: Task[] = [];
  #after = 0;
  #unbegun: number;
  #wake = Promise.withResolvers<void>();
  #failure: { readonly error: unknown } | undefined;

  constructor(parts: BacklogParts, one: OneTask, unbegun: number) {
    this.#parts = parts;
    this.#one = one;
    this.#unbegun = unbegun;
    this.#signal = AbortSignal.any([parts.options.signal, this.#stop.signal]);
  }

  get isIdle(): boolean {
    return this.#running.size === 0 && this.#ended.length === 0;
  }

  get failure(): { readonly error: unknown } | undefined {
    return this.#failure;
  }

  /** Starts tasks up to what is allowed now. What fails then ends the run when those under way have ended. */
  fill(): void {
    try {
      this.#fill();
    } catch (error) {
      this.#failure ??= { error };
    }
  }

  #fill(): void {
    const most = Math.max(1, Math.floor(this.#parts.options.concurrency()) || 1);
    while (this.#running.size < most && !this.#signal.aborted && this.#failure === undefined) {
      const task = this.#next();
      this.#unbegun = task === undefined ? 0 : Math.max(0, this.#unbegun - 1);
      this.#parts.onBacklog?.(this.#parts.runId, this.#unbegun);
      if (task === undefined) return;
      const running: Promise<void> = this.#run(task).finally(() => {
        this.#running.delete(running);
        this.#wake.resolve();
      });
      this.#running.add(running);
    }
  }

  /** Waits until at least one has ended and starts others in their places. */
  async ended(): Promise<readonly TaskRun[]> {
    await this.#wake.promise;
    this.#wake = Promise.withResolvers<void>();
    const ended = this.#ended;
    this.#ended = [];
    this.fill();
    return ended;
  }

  /** Nothing goes on behind the back of somebody who has stopped listening. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#parts.onBacklog?.(this.#parts.runId, 0);
    this.#stop.abort(new HanzoError('CANCELLED', 'Nobody waits for the outcome.'));
    await Promise.all(this.#running);
  }

  async #run(task: Task): Promise<void> {
    const { gateFor, onEvent } = this.#parts.options;
    try {
      const options = { signal: this.#signal, gate: gateFor(task), ...(onEvent && { onEvent }) };
      const outcome = await this.#one.execute(task, options);
      this.#ended.push({ task, outcome });
    } catch (error) {
      this.#failure ??= { error };
    }
  }

  #next(): Task | undefined {
    if (this.#page.length === 0) {
      const rows = this.#parts.journal.unfinished(this.#parts.runId, this.#after, PAGE);
      this.#page = rows.map(({ task }) => task).reverse();
      this.#after = rows.at(-1)?.seq ?? this.#after;
    }
    return this.#page.pop();
  }
}
