import {
  silentLogger,
  type AcceptedPrefix,
  type Answer,
  type Clock,
  type GateVerdict,
  type Rung,
  type RungContext,
  type Task,
} from '@hanzo/contracts';
import type { Dispatcher } from '../../dispatch/dispatcher.ts';
import { LeftBeginnings } from './left-beginnings.ts';
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
    const { random = Math.random } = options;
    const beginnings = new WeakMap<Answer, AcceptedPrefix>();
    const left = new LeftBeginnings();
    this.#parts = { dispatcher, clock, log, model, countTokens, workerWaitMs, maxAttempts, trust, beginnings, left };
    this.#auditor = trust && new Auditor(this.#parts, trust, random);
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
    const left = this.#parts.left.take(task);
    for (const { text, ...author } of left) this.#auditor?.consider(task, { kind: 'worker', ...author }, text, true);
    const beginning = this.#parts.beginnings.get(answer);
    if (beginning === undefined) {
      this.#parts.trust?.note(who.peerId, who.model, passed ? 'gate-passed' : 'gate-failed');
      this.#auditor?.consider(task, who, answer.text);
      return;
    }
    // Whose fault or merit the whole is, nobody knows. Of a beginning that one worker wrote, others can be asked.
    const [author, ...more] = beginning.authors ?? [];
    if (author === undefined || more.length > 0 || left.some(({ peerId }) => peerId === author)) return;
    this.#auditor?.consider(task, { ...who, node: author, peerId: author }, beginning.text, true);
  }

  /** Stops the checks of workers that are under way. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#auditor?.[Symbol.asyncDispose]();
  }
}
