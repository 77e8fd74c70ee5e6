import { routingPolicy } from '@hanzo/testkit';
import type { RungPolicy } from '@hanzo/router';
import {
  HanzoError,
  silentLogger,
  toHanzoError,
  type Executor,
  type Gate,
  type Rung,
  type Task,
  type TaskEvent,
  type TaskOutcome,
} from '@hanzo/contracts';
import {
  Cascade,
  Dispatcher,
  MeshRung,
  openJournal,
  WorkerTrust,
  type DispatcherParts,
  type Journal,
  type RunState,
} from '@hanzo/coordinator';
import type { PeerSession, SessionEvents } from '@hanzo/mesh';
import type { ManualClock } from '@hanzo/testkit';
import type { WireMessage } from '@hanzo/wire';
import { promptOf } from './answers.ts';
import type { Network } from './network.ts';
import { withChanges, withEachCall } from './overlay.ts';
import { isWild, type Plan, type TaskPlan } from './plan.ts';
import { SimNode } from './sim-node.ts';
import { SimProcess } from './sim-process.ts';
import type { Trace } from './trace.ts';

/** Faults built into the code on purpose: a simulator that does not see them proves nothing. */
export interface Plant {
  /** New for each process. */
  readonly dispatcher?: () => Partial<DispatcherParts>;
  readonly journal?: (journal: Journal, file: string) => Journal;
  readonly rung?: (rung: Rung) => Rung;
  /** Attempts are never cancelled. */
  readonly neverCancels?: boolean;
}

export interface CoordinatorProcessParts {
  /** Name of its node. */
  readonly name: string;
  readonly runId: string;
  /** The journal's file. */
  readonly file: string;
  readonly plan: Plan;
  readonly plant: Plant;
  readonly time: ManualClock;
  readonly network: Network;
  readonly trace: Trace;
  onEvent(event: TaskEvent): void;
  onOutcome(taskId: string, outcome: TaskOutcome): void;
  /** Something that must not happen. */
  onProblem(problem: string): void;
}

const POLICY: RungPolicy = {
  localOnly: true,
  preferLocal: true,
  routing: routingPolicy({ startRungs: { simple: 'mesh', medium: 'mesh', complex: 'mesh', critical: 'mesh' } }),
  available: new Set(['mesh']),
};

/** Of a run that has all its tasks done by `executeAll`. */
const LANES = 6;
/** Longer than any fault. Milliseconds. */
const LONG_MS = 30_000;
/** A coordinator that has done so much already may try stragglers a second time at once. Milliseconds of work. */
const MUCH_WORK_MS = 3_600_000;

/** Where a cancel can get lost, only its time limit ends what hangs. Elsewhere there is none. Milliseconds. */
const WILD_TIMEOUT_MS = 15_000;

const passes: Gate = () => ({ passed: true });

/** A process in which somebody has a run's tasks done: the real dispatcher, cascade and journal. */
export class CoordinatorProcess {
  readonly node: SimNode;
  readonly trust: WorkerTrust;
  readonly #parts: CoordinatorProcessParts;
  readonly #opened: Journal;
  readonly #journal: Journal;
  readonly #dispatcher: Dispatcher;
  readonly #mesh: MeshRung;
  readonly #executor: Executor;

  constructor(parts: CoordinatorProcessParts) {
    const { name, time, plan, plant, trace, network, file, onProblem } = parts;
    const process = new SimProcess(name, time);
    const { clock } = process;
    const log = silentLogger;
    this.#parts = parts;
    this.#opened = openJournal(file);
    this.#journal = withEachCall(plant.journal?.(this.#opened, file) ?? this.#opened, () => process.step());
    this.trust = new WorkerTrust({ clock, log });
    const judge = plan.checksWorkers ? this.trust : undefined;
    this.#dispatcher = new Dispatcher({ clock, log, judge, ...plant.dispatcher?.() }, { leaseMs: plan.leaseMs });
    if (plan.hedgesFreely) this.#dispatcher.hedges.started(MUCH_WORK_MS);
    const patience = plan.isPatient ? { maxAttempts: 1_000, workerWaitMs: LONG_MS } : {};
    const countTokens = (text: string): number => Math.ceil(text.length / 3);
    this.#mesh = new MeshRung(this.#dispatcher, clock, { countTokens, trust: judge, ...patience });
    const rungs = [plant.rung?.(this.#mesh) ?? this.#mesh];
    this.#executor = new Cascade({ rungs, policy: POLICY, journal: this.#journal, clock, log });
    const events = plant.neverCancels === true ? neverCancelling(this.#dispatcher.events) : this.#dispatcher.events;
    const onFault = (error: unknown): void => onProblem(`${name}: a listener threw: ${String(error)}`);
    this.node = new SimNode({ process, role: 'coordinator', events, trace, onFault });
    network.seek(this.node);
  }

  get process(): SimProcess {
    return this.node.process;
  }

  /** Attempts that it has given out and not taken back. */
  get attemptIds(): readonly string[] {
    return this.process.isDead ? [] : this.#dispatcher.workers().flatMap(({ attemptIds }) => [...attemptIds]);
  }

  /** Requests that wait and attempts under way. */
  get load(): number {
    const { waiting, attempts } = this.#dispatcher.load;
    return this.process.isDead ? 0 : waiting + attempts;
  }

  /** Opens the run, or takes it up again, and has the tasks done as they come, or all at once. */
  async work(tasks: readonly TaskPlan[]): Promise<void> {
    await this.#openRun();
    if (this.#parts.plan.isBatch) {
      await this.#executeAll(tasks);
      return;
    }
    await Promise.all(tasks.map((task) => this.#execute(task)));
  }

  /** All is done: checks of workers that still go on are called off. */
  async rest(): Promise<void> {
    await this.#mesh[Symbol.asyncDispose]();
  }

  /** Ends the run as a healthy process does. */
  async stop(state: RunState): Promise<void> {
    this.#dispatcher[Symbol.dispose]();
    if (!this.process.isDead) await this.#opened.endRun(this.#parts.runId, state, this.#parts.time.now());
    this.#opened[Symbol.dispose]();
  }

  /** Lets go of a journal whose run is another's by now, or whose disk is gone: what it could not write is of no use. */
  leave(): void {
    this.#dispatcher[Symbol.dispose]();
    try {
      this.#opened[Symbol.dispose]();
    } catch (error) {
      if (toHanzoError(error).code !== 'TAKEN_OVER') throw error;
    }
  }

  async #openRun(): Promise<void> {
    const { runId, name, time } = this.#parts;
    try {
      await this.#journal.claimRun(runId, time.now(), { takeOver: true });
    } catch (error) {
      if (toHanzoError(error).code !== 'RUN_UNKNOWN') throw error;
      await this.#journal.startRun({
        id: runId,
        node: name,
        orchestrator: 'sim',
        workspace: '/',
        startedAt: time.now(),
      });
    }
  }

  async #execute(plan: TaskPlan): Promise<void> {
    const { time, onOutcome } = this.#parts;
    const { clock } = this.process;
    await clock.sleep(plan.at - time.elapsed());
    const cancel = new AbortController();
    if (plan.cancel?.by === 'signal') {
      const reason = new HanzoError('CANCELLED', 'Nobody wants it any more.');
      void clock.sleep(plan.cancel.at - time.elapsed()).then(() => cancel.abort(reason));
    }
    const options = { signal: cancel.signal, gate: passes, onEvent: (event: TaskEvent) => this.#tell(event) };
    const outcome = await this.#executor.execute(this.#task(plan), options);
    if (!this.process.isDead) onOutcome(plan.id, outcome);
  }

  async #executeAll(plans: readonly TaskPlan[]): Promise<void> {
    const { runId, onOutcome } = this.#parts;
    const options = {
      signal: new AbortController().signal,
      gateFor: () => passes,
      concurrency: () => LANES,
      onEvent: (event: TaskEvent) => this.#tell(event),
    };
    const tasks = plans.map((plan) => this.#task(plan));
    for await (const { task, outcome } of this.#executor.executeAll(runId, tasks, options)) {
      if (!this.process.isDead) onOutcome(task.id, outcome);
    }
  }

  #tell(event: TaskEvent): void {
    if (this.process.isDead) return;
    this.#parts.trace.event(this.node.name, event);
    this.#parts.onEvent(event);
    this.process.step(event.kind === 'task-end' ? 'told' : 'something');
  }

  #task({ id, seed, words, priority, user, copies, deadlineMs }: TaskPlan): Task {
    return {
      id,
      runId: this.#parts.runId,
      kind: 'review',
      tier: 'simple',
      title: `review ${id}`,
      system: 'You review code.',
      prompt: promptOf(seed, words),
      output: { kind: 'text' },
      sources: [],
      maxOutputTokens: words * 4,
      sampling: { temperature: 0, seed: 1 },
      timeoutMs: isWild(this.#parts.plan) ? WILD_TIMEOUT_MS : 0,
      priority,
      user,
      copies,
      ...(deadlineMs !== undefined && { deadlineMs }),
    };
  }
}

/** The events of a dispatcher whose cancels go nowhere. */
function neverCancelling(events: SessionEvents<PeerSession>): SessionEvents<PeerSession> {
  const muted = new WeakMap<PeerSession, PeerSession>();
  const mute = (session: PeerSession): PeerSession => {
    const known = muted.get(session);
    if (known !== undefined) return known;
    const send = (message: WireMessage): void => (message.kind === 'cancel' ? undefined : session.send(message));
    const made = withChanges(session, { send });
    muted.set(session, made);
    return made;
  };
  return {
    ...events,
    onOpen: (session) => events.onOpen(mute(session)),
    onMessage: (session, message) => events.onMessage(mute(session), message),
    onHealth: (session, state) => events.onHealth(mute(session), state),
    onClose: (session, reason) => events.onClose(mute(session), reason),
    aliveAttemptIds: (session) => events.aliveAttemptIds(mute(session)),
  };
}
