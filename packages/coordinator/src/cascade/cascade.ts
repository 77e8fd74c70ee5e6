import {
  HanzoError,
  toHanzoError,
  type ExecuteAllOptions,
  type ExecuteOptions,
  type Executor,
  type Task,
  type TaskOutcome,
  type TaskRun,
} from '@hanzo/contracts';
import { rungsFor, type RungDecision } from '@hanzo/router';
import { workOff } from './backlog.ts';
import type { CascadeParts } from './cascade-parts.ts';
import { guardedListener, guardedWatcher } from './guarded-listener.ts';
import { Climb } from './climb.ts';
import { maskTask } from './mask-task.ts';
import type { Standing } from '../journal/journal.ts';
import { takenOver } from '../journal/ownership.ts';
import { Stop } from './stop.ts';

/** How often the journal is asked whether somebody wants a task cancelled or has taken the run over. */
const LOOK_MS = 500;

/**
 * Climbs the rungs that the router allows, cheapest first. An answer counts only when the gate lets it pass;
 * everything else escalates with its reason, and every step is in the journal.
 */
export class Cascade implements Executor {
  readonly #parts: CascadeParts;
  /** Runs of which a person has been told that the journal is not whole. */
  readonly #warned = new Set<string>();
  /** What is under way, by the task's id. */
  readonly #active = new Map<string, { readonly runId: string; readonly stop: Stop }>();
  #looking: Disposable | undefined;

  constructor(parts: CascadeParts) {
    // Guarded once, so that a failure is said once.
    this.#parts = { ...parts, onAttempt: guardedWatcher(parts.onAttempt, parts.log) };
  }

  /**
   * Rejects only when the journal does not take the task, so that nothing was started and nothing spent, or with
   * TAKEN_OVER when another process has the run by now. A task that has ended before is not done again.
   */
  async execute(given: Task, options: ExecuteOptions): Promise<TaskOutcome> {
    const task = maskTask(given);
    if (this.#active.has(task.id))
      throw new HanzoError('INTERNAL', `Task ${task.id} is under way already.`, { details: { taskId: task.id } });
    const stop = new Stop(options.signal);
    this.#enter(task, stop);
    try {
      const onEvent = guardedListener(options.onEvent, this.#parts.log);
      return await this.#execute(task, { ...options, onEvent }, stop);
    } finally {
      stop[Symbol.dispose]();
      this.#leave(task);
    }
  }

  executeAll(
    runId: string,
    tasks: Iterable<Task> | AsyncIterable<Task>,
    options: ExecuteAllOptions,
  ): AsyncIterable<TaskRun> {
    const { journal, clock, policy, log, onBacklog } = this.#parts;
    // Guarded once for all tasks, so that a failure is said once for all tasks.
    const guarded = { ...options, onEvent: guardedListener(options.onEvent, log) };
    return workOff(
      { journal, clock, runId, tasks, options: guarded, onBacklog },
      (task) => routeOf(rungsFor(task, policy)),
      {
        execute: (task, each) => this.execute(task, each),
      },
    );
  }

  async #execute(task: Task, options: ExecuteOptions, stop: Stop): Promise<TaskOutcome> {
    const { journal, clock, policy } = this.#parts;
    const decision = rungsFor(task, policy);
    const standing = await journal.takeUp(task, routeOf(decision), clock.now());
    options.onEvent?.({ kind: 'task-queued', taskId: task.id, title: task.title });
    const outcome = standing.outcome ?? (await this.#climb(task, options, stop, decision, standing));
    options.onEvent?.({ kind: 'task-end', taskId: task.id, outcome });
    return outcome;
  }

  async #climb(
    task: Task,
    options: ExecuteOptions,
    stop: Stop,
    { rungs, why, reserve }: RungDecision,
    standing: Standing,
  ): Promise<TaskOutcome> {
    const { clock } = this.#parts;
    if (standing.cancelRequested) stop.cancel();
    if (standing.deadlineAt !== undefined) stop.within(standing.deadlineAt - clock.now(), task.deadlineMs ?? 0, clock);
    const names = this.#isKnown(task) ? (['cache', ...rungs] as const) : rungs;
    const outcome =
      passedBefore(standing) ?? (await new Climb(this.#parts, task, options, stop, standing).run(names, why, reserve));
    return await this.#record(task, outcome, stop);
  }

  /** No rung of a route: what was answered before needs none, and for what was not it is not worth a word. */
  #isKnown(task: Task): boolean {
    return this.#parts.rungs.some((rung) => rung.name === 'cache' && rung.unfit(task) === undefined);
  }

  /**
   * The outcome is worth more than its record: a journal that fails is said, loudly once per run, and survived. An end
   * that stands already counts for more, and so does the word of another owner of the run.
   */
  async #record(task: Task, outcome: TaskOutcome, stop: Stop): Promise<TaskOutcome> {
    const { journal, clock } = this.#parts;
    try {
      // A run that stops may be resumed; a task that somebody cancelled may not.
      if (outcome.state === 'cancelled' && !stop.cancelled) await journal.interruptTask(task.id);
      else await journal.endTask(task.id, outcome, clock.now());
      return outcome;
    } catch (thrown) {
      const error = toHanzoError(thrown);
      if (error.code !== 'TAKEN_OVER') {
        this.#warn(task, outcome, error);
        return outcome;
      }
      const standing = journal.takenOver(task.runId) ? undefined : journal.recorded(task.id);
      if (standing === undefined) throw error;
      return standing;
    }
  }

  #warn(task: Task, outcome: TaskOutcome, { code, message, mend }: HanzoError): void {
    const { log } = this.#parts;
    const facts = {
      run: task.runId,
      task: task.id,
      title: task.title,
      outcome: outcome.state,
      code,
      why: message,
      mend,
    };
    if (this.#warned.has(task.runId)) return log.info('the journal could not record another task', facts);
    this.#warned.add(task.runId);
    log.warn('THE JOURNAL COULD NOT RECORD HOW A TASK ENDED: the outcome stands, metrics will not show it', facts);
  }

  #enter(task: Task, stop: Stop): void {
    this.#active.set(task.id, { runId: task.runId, stop });
    this.#looking ??= this.#parts.clock.every(LOOK_MS, () => this.#look());
  }

  #leave(task: Task): void {
    this.#active.delete(task.id);
    if (this.#active.size > 0) return;
    this.#looking?.[Symbol.dispose]();
    this.#looking = undefined;
  }

  /** A journal that cannot be read now is told when the tasks end. */
  #look(): void {
    const { journal, log } = this.#parts;
    try {
      for (const id of journal.cancelRequests()) this.#active.get(id)?.stop.cancel();
      for (const { runId, stop } of this.#active.values()) if (journal.takenOver(runId)) stop.abort(takenOver(runId));
    } catch (thrown) {
      log.debug('the journal could not be asked for cancellations', { why: toHanzoError(thrown).message });
    }
  }
}

/** The coordinator died between an answer that had passed and the end of its task: it counts. */
function passedBefore({ attempts }: Standing): TaskOutcome | undefined {
  const end = attempts.findLast((attempt) => attempt.end.kind === 'passed')?.end;
  return end?.kind === 'passed' ? { state: 'done', answer: end.answer, attempts } : undefined;
}

function routeOf({ rungs, why }: RungDecision): string {
  return `${rungs.join(' → ') || 'none'}: ${why}`;
}
