import { silentLogger } from '@hanzo/contracts';
import type { ManualClock } from '@hanzo/testkit';
import { EngineShelf, OPEN_TERMS, Worker, type Terms } from '@hanzo/worker';
import { sha256Of } from './answers.ts';
import type { Network } from './network.ts';
import type { WorkerPlan } from './plan.ts';
import type { Random } from './random.ts';
import { SimEngine, SOUND, type EngineFaults, type SimEngineParts } from './sim-engine.ts';
import { SimNode } from './sim-node.ts';
import { SimProcess } from './sim-process.ts';
import type { Trace } from './trace.ts';

export interface WorkerMachineParts {
  readonly plan: WorkerPlan;
  readonly failsWith: SimEngineParts['failsWith'];
  readonly time: ManualClock;
  readonly random: Random;
  readonly network: Network;
  readonly trace: Trace;
  onProblem(problem: string): void;
}

interface Running {
  readonly node: SimNode;
  readonly worker: Worker;
  readonly engine: SimEngine;
}

/** A worker's machine: the real `Worker` in a process that can die, pause and begin anew. */
export class WorkerMachine {
  readonly name: string;
  readonly #parts: WorkerMachineParts;
  #terms: Terms = OPEN_TERMS;
  #faults: EngineFaults = SOUND;
  #running: Running;

  constructor(parts: WorkerMachineParts) {
    this.#parts = parts;
    this.name = parts.plan.name;
    this.#running = this.#start();
  }

  get process(): SimProcess {
    return this.#running.node.process;
  }

  /** Requests that its engine works on. */
  get active(): number {
    return this.process.isDead ? 0 : this.#running.engine.active;
  }

  /** Attempts that it holds. */
  get attemptIds(): readonly string[] {
    return this.process.isDead ? [] : this.#running.worker.work().map(({ attemptId }) => attemptId);
  }

  /** Slots that it calls taken. */
  get takenSlots(): number {
    return this.process.isDead ? 0 : this.#running.worker.advert().running;
  }

  /** @param isKernelAlive false: the machine loses power, and nobody closes its connections */
  die(isKernelAlive: boolean): void {
    if (this.process.isDead) return;
    this.#parts.trace.note(this.name, isKernelAlive ? 'FAULT killed' : 'FAULT power lost');
    this.#running.node.kill(isKernelAlive);
  }

  comeBack(): void {
    if (!this.process.isDead) return;
    this.#parts.trace.note(this.name, 'begins anew');
    this.#running = this.#start();
  }

  /** All its connections with the coordinator break. */
  reset(coordinator: string): void {
    this.#parts.trace.note(this.name, `FAULT connections with ${coordinator} reset`);
    this.#inProcess(() => this.#running.node.reset(coordinator));
  }

  pause(): void {
    this.#parts.trace.note(this.name, 'FAULT stopped');
    this.process.pause();
  }

  resume(): void {
    this.#parts.trace.note(this.name, 'goes on');
    this.process.resume();
  }

  /** The owner wants the machine. */
  takeBack(running: 'finish' | 'hand-back'): void {
    const pause = { reason: 'its owner is there', retryAfterMs: 0, running };
    this.#parts.trace.note(this.name, `its owner is there: ${running}`);
    this.#setTerms({ ...OPEN_TERMS, pause });
  }

  lendAgain(): void {
    this.#parts.trace.note(this.name, 'its owner is away');
    this.#setTerms(OPEN_TERMS);
  }

  setFaults(faults: EngineFaults): void {
    this.#parts.trace.note(this.name, `engine: ${JSON.stringify(faults)}`);
    this.#faults = faults;
    this.#running.engine.faults = faults;
  }

  #setTerms(terms: Terms): void {
    this.#terms = terms;
    const { worker } = this.#running;
    this.#inProcess(() => worker.setTerms(terms));
  }

  #inProcess(work: () => unknown): void {
    this.process.run(() => void work());
  }

  #start(): Running {
    const { plan, failsWith, time, random, network, trace, onProblem } = this.#parts;
    const { name, slots, weights, resumes, pieceMs, readMs } = plan;
    const process = new SimProcess(name, time);
    const { clock } = process;
    const engine = new SimEngine({ clock, random, weights, pieceMs, readMs, failsWith, onProblem });
    engine.faults = this.#faults;
    const about = { modelName: 'model', modelSha256: sha256Of(weights), contextTokens: 8_192, slots, resumes };
    const model = { provider: engine, ...about };
    const shelf = EngineShelf.of(model, { clock, log: silentLogger });
    const worker = new Worker({ shelf, clock, log: silentLogger });
    worker.setTerms(this.#terms);
    const onFault = (error: unknown): void => onProblem(`${name}: a listener threw: ${String(error)}`);
    const node = new SimNode({ process, role: 'worker', events: worker.events, trace, onFault });
    network.listen(node);
    return { node, worker, engine };
  }
}
