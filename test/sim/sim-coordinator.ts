import { toHanzoError, type TaskOutcome } from '@hanzo/contracts';
import { openTaskBook } from '@hanzo/coordinator';
import type { ManualClock } from '@hanzo/testkit';
import { CoordinatorProcess, type Plant } from './coordinator-process.ts';
import { ENDED, hasRun, readTasks, type Disk, type RecordedTask } from './disk.ts';
import type { Network } from './network.ts';
import type { Plan, TaskPlan } from './plan.ts';
import type { SimProcess, Step } from './sim-process.ts';
import type { Trace } from './trace.ts';
import type { Watch } from './watch.ts';

export interface CoordinatorMachineParts {
  readonly name: string;
  readonly plan: Plan;
  readonly plant: Plant;
  readonly time: ManualClock;
  readonly network: Network;
  readonly trace: Trace;
  readonly watch: Watch;
  readonly disk: Disk;
}

/** A run, its tasks and its journal on one machine, where the process that works on it can die anywhere and begin anew. */
export class CoordinatorMachine {
  readonly name: string;
  readonly #parts: CoordinatorMachineParts;
  readonly #tasks: readonly TaskPlan[];
  /** All that ever ran, the newest last. */
  readonly #processes: CoordinatorProcess[] = [];
  #recorded: ReadonlyMap<string, RecordedTask> = new Map();

  constructor(parts: CoordinatorMachineParts) {
    this.#parts = parts;
    this.name = parts.name;
    this.#tasks = parts.plan.tasks.filter(({ coordinator }) => coordinator === parts.name);
    for (const task of this.#tasks) {
      if (task.cancel?.by === 'book') parts.time.after(task.cancel.at, () => this.#cancel(task));
    }
    this.#start(parts.name);
  }

  /** The one that owns the run. */
  get process(): SimProcess {
    return this.#newest.process;
  }

  /** Names of the nodes of its processes: whoever takes a run over while its owner still exists is another one. */
  static nodesOf(name: string): readonly string[] {
    return [name, `${name}-next`];
  }

  get processes(): readonly CoordinatorProcess[] {
    return this.#processes;
  }

  get isDone(): boolean {
    return this.#tasks.every(({ id }) => this.#parts.watch.ended.has(id));
  }

  /** Attempts that somebody here waits for. */
  get attemptIds(): readonly string[] {
    return this.#processes.flatMap(({ attemptIds }) => attemptIds);
  }

  get load(): number {
    return this.#processes.reduce((sum, { load }) => sum + load, 0);
  }

  /**
   * Dies, and begins anew after `downMs`.
   *
   * @param isKernelAlive false: the machine loses power, and nobody closes its connections
   */
  die(isKernelAlive: boolean, downMs: number): void {
    if (this.process.isDead) return;
    this.#note(isKernelAlive ? 'FAULT killed' : 'FAULT power lost');
    this.#parts.disk.crash();
    // There is one machine: with its power, or its memory, all of them are gone.
    for (const { node } of this.#processes) node.kill(isKernelAlive);
    this.#parts.time.after(downMs, () => {
      this.#recover();
      this.#start(this.name);
    });
  }

  /** Dies in the middle of one of the next things that it does. */
  dieAfter(steps: number, kind: Step, isKernelAlive: boolean, downMs: number): void {
    this.process.dieAfter(steps, kind, () => this.die(isKernelAlive, downMs));
  }

  pause(): void {
    this.#note('FAULT stopped');
    this.process.pause();
  }

  resume(): void {
    this.#note('goes on');
    for (const { process } of this.#processes) process.resume();
  }

  /** Its process is stopped, somebody takes it for dead, and another process takes the run over. */
  takeOver(): void {
    if (this.process.isDead || this.process.name !== this.name || !hasRun(this.#parts.disk.journal)) return;
    this.pause();
    this.#recover();
    this.#start(CoordinatorMachine.nodesOf(this.name)[1] ?? this.name);
  }

  /** All is done: nothing that nobody waits for may go on. */
  rest(): void {
    for (const process of this.#processes) {
      process.rest().catch((error: unknown) => this.#parts.watch.problem(`${this.name} cannot rest: ${String(error)}`));
    }
  }

  /** Ends the run as a healthy process does. */
  async stop(): Promise<void> {
    const { watch } = this.#parts;
    // What stopped with its process can be resumed, and is not complete.
    const isComplete = this.#tasks.every(({ id, cancel }) => cancel?.by !== 'signal' || watch.ended.get(id) === 'done');
    try {
      await this.#newest.stop(isComplete ? 'complete' : 'incomplete');
    } catch (error) {
      watch.problem(`${this.name} could not end its run: ${String(error)}`);
    }
    for (const process of this.#processes.slice(0, -1)) process.leave();
  }

  get #newest(): CoordinatorProcess {
    const newest = this.#processes.at(-1);
    if (newest === undefined) throw new RangeError('Nothing ever ran here.');
    return newest;
  }

  #note(what: string): void {
    this.#parts.trace.note(this.process.name, what);
  }

  #start(name: string): void {
    const { plan, plant, time, network, trace, watch, disk } = this.#parts;
    const started = new CoordinatorProcess({
      name,
      runId: `run-${this.name}`,
      file: disk.journal,
      plan,
      plant,
      time,
      network,
      trace,
      onEvent: (event) => {
        if (this.#newest === started) watch.see(event);
      },
      onOutcome: (taskId, outcome) => this.#ended(started, taskId, outcome),
      onProblem: (problem) => watch.problem(problem),
    });
    this.#processes.push(started);
    this.#note('begins');
    // Whoever cancelled a task by ending what waited for it does not ask for it again.
    const wanted = this.#tasks.filter(
      ({ id, cancel }) => cancel?.by !== 'signal' || watch.ended.get(id) !== 'cancelled',
    );
    for (const { id } of wanted) watch.forget(id);
    started.work(wanted).catch((error: unknown) => this.#failed(started, error));
  }

  #failed(process: CoordinatorProcess, error: unknown): void {
    if (process.process.isDead) return;
    // Whose run was taken over may say so, and nothing else.
    if (process !== this.#newest && toHanzoError(error).code === 'TAKEN_OVER') return;
    this.#parts.watch.problem(`${process.node.name} could not work: ${String(error)}`);
  }

  #ended(process: CoordinatorProcess, taskId: string, outcome: TaskOutcome): void {
    const { watch } = this.#parts;
    const recorded = this.#recorded.get(taskId);
    if (process !== this.#newest) watch.hear(taskId, outcome);
    else if (recorded !== undefined && ENDED.has(recorded.state)) watch.repeat(taskId, outcome, recorded);
    else watch.end(taskId, outcome);
  }

  /** Holds what somebody was told before against what the disk kept. */
  #recover(): void {
    const { watch, disk } = this.#parts;
    this.#recorded = readTasks(disk.journal);
    for (const { id } of this.#tasks) {
      const state = this.#recorded.get(id)?.state;
      const told = watch.told.get(id);
      if (state === undefined && watch.accepted.has(id)) watch.problem(`${id} was accepted, and the crash took it`);
      if (told !== undefined && told !== 'cancelled' && state !== told) {
        watch.problem(`${id} was ${told}, and after the crash it is ${state}`);
      }
    }
  }

  /** Somebody at another terminal cancels the task. */
  #cancel({ id }: TaskPlan): void {
    const { disk, time, watch, trace } = this.#parts;
    using book = openTaskBook(disk.journal);
    try {
      const answer = book.requestCancel(id, time.now());
      trace.note(this.name, `somebody cancels ${id}: ${answer}`);
      if (answer !== 'ended') watch.mayCancel(id);
    } catch (error) {
      if (toHanzoError(error).code !== 'TASK_UNKNOWN') throw error;
    }
  }
}
