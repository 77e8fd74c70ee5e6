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
import { ModelsApart } from '../../dispatch/models-apart.ts';
import { hasImages, NO_WORKER_VISION } from '../images.ts';
import { LeftBeginnings } from './left-beginnings.ts';
import type { MeshParts, MeshRungOptions } from './mesh-parts.ts';
import { Pursuit } from './pursuit.ts';
import { agreedAnswer } from './quorum.ts';
import { severalFor, whyNobodyElse, whyNotMade, whyTooLong } from './who-is-asked.ts';
import { Auditor } from '../../trust/auditor.ts';

const NONE: ReadonlySet<string> = new Set();

/** Gets a task done by a worker of the mesh, moving it to another one when a worker is lost. */
export class MeshRung implements Rung, AsyncDisposable {
  readonly name = 'mesh';
  readonly paid = false;
  readonly #parts: MeshParts;
  readonly #auditor: Auditor | undefined;

  constructor(dispatcher: Dispatcher, clock: Clock, options: MeshRungOptions) {
    const { model, countTokens, workerWaitMs = 5_000, maxAttempts = 3, trust, log = silentLogger } = options;
    const { random = Math.random, passRate, whyNotKind } = options;
    const beginnings = new WeakMap<Answer, AcceptedPrefix>();
    const left = new LeftBeginnings();
    const disputed = new WeakMap<Answer, string>();
    const memory = { beginnings, left, disputed };
    const limits = { workerWaitMs, maxAttempts, whyNotKind };
    this.#parts = { dispatcher, clock, log, model, countTokens, ...limits, trust, passRate, ...memory };
    this.#auditor = trust && new Auditor(this.#parts, trust, random);
  }

  /** Workers come and go: whether one fits is asked while the task waits, with a limit, unless another model is wanted. */
  unfit(task: Task, notAgain: ReadonlySet<string> = NONE): string | undefined {
    if (hasImages(task)) return NO_WORKER_VISION;
    const parts = this.#parts;
    return whyNotMade(parts, task) ?? whyTooLong(parts, task) ?? whyNobodyElse(parts, task, notAgain);
  }

  async attempt(task: Task, context: RungContext): Promise<Answer> {
    const several = severalFor(task);
    if (several.count > 1) return await agreedAnswer(this.#parts, task, several, context);
    const { notAgain = NONE } = context;
    if (notAgain.size === 0) return await new Pursuit(this.#parts, task, context).run();
    const avoid = new ModelsApart(notAgain, this.#parts.dispatcher.weights);
    return await new Pursuit(this.#parts, task, context, { avoid }).run();
  }

  objection(answer: Answer): (GateVerdict & { readonly passed: false }) | undefined {
    const reason = this.#parts.disputed.get(answer);
    return reason === undefined ? undefined : { passed: false, gate: 'agreement', reason };
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
