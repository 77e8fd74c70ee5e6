import {
  silentLogger,
  type Answer,
  type Clock,
  type GateVerdict,
  type Rung,
  type RungContext,
  type Task,
} from '@hanzo/contracts';
import type { Dispatcher } from '../../dispatch/dispatcher.ts';
import type { MeshParts, MeshRungOptions } from './mesh-parts.ts';
import { Pursuit } from './pursuit.ts';
import { agreedAnswer } from './quorum.ts';
import { Auditor } from '../../trust/auditor.ts';

/** Gets a task done by a worker of the mesh, moving it to another one when a worker is lost. */
export class MeshRung implements Rung, AsyncDisposable {
  readonly name = 'mesh';
  readonly paid = false;
  readonly #parts: MeshParts;
  readonly #auditor: Auditor | undefined;

  constructor(dispatcher: Dispatcher, clock: Clock, options: MeshRungOptions) {
    const { model, countTokens, workerWaitMs = 5_000, maxAttempts = 3, trust, log = silentLogger } = options;
    this.#parts = { dispatcher, clock, log, model, countTokens, workerWaitMs, maxAttempts, trust };
    this.#auditor = trust && new Auditor(this.#parts, trust);
  }

  unfit(): string | undefined {
    // Workers come and go: whether one fits is asked while the task waits, with a limit.
    return undefined;
  }

  async attempt(task: Task, context: RungContext): Promise<Answer> {
    const { copies = 1 } = task;
    if (copies > 1) return await agreedAnswer(this.#parts, task, copies, context);
    return await new Pursuit(this.#parts, task, context).run();
  }

  judged(task: Task, answer: Answer, { passed }: GateVerdict): void {
    const { who } = answer;
    if (who.kind !== 'worker') return;
    this.#parts.trust?.note(who.peerId, who.model, passed ? 'gate-passed' : 'gate-failed');
    this.#auditor?.consider(task, answer);
  }

  /** Stops the checks of workers that are under way. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#auditor?.[Symbol.asyncDispose]();
  }
}
