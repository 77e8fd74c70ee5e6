import {
  HanzoError,
  toHanzoError,
  type AcceptedPrefix,
  type Answer,
  type RungContext,
  type Task,
} from '@hanzo/contracts';
import { type AvoidedModels, prefixKeys, type RunningHedge } from '@hanzo/router';
import type { DispatchRequest } from '../../dispatch/dispatch-request.ts';
import { answerOf, type MeshAttempt } from '../../dispatch/mesh-attempt.ts';
import type { ModelsApart } from '../../dispatch/models-apart.ts';
import { Beginning } from './beginning.ts';
import { History } from './history.ts';
import { needsOf, type MeshParts } from './mesh-parts.ts';
import { Stage, whoOf } from './stage.ts';

interface Ended {
  readonly attempt: MeshAttempt;
  readonly end: Answer | HanzoError;
}

export interface PursuitOptions {
  readonly apart?: Set<string>;
  readonly avoid?: AvoidedModels;
  readonly modelsApart?: ModelsApart;
  readonly only?: string;
  readonly hedge?: boolean;
  readonly background?: boolean;
  readonly goesOn?: boolean;
}

export class Pursuit {
  readonly #parts: MeshParts;
  readonly #context: RungContext;
  readonly #options: PursuitOptions;
  readonly #history: History;
  readonly #stage: Stage;
  readonly #request: Omit<DispatchRequest, 'resume'>;
  readonly #beginning: Beginning;
  #onSlow: ((attempt: MeshAttempt) => void) | undefined;

  constructor(parts: MeshParts, task: Task, context: RungContext, options: PursuitOptions = {}) {
    this.#parts = parts;
    this.#context = context;
    this.#options = options;
    this.#history = new History(parts.maxAttempts);
    this.#stage = new Stage(context);
    this.#beginning = new Beginning(context.prefix, parts);
    const { apart, modelsApart, avoid = modelsApart, only, background } = options;
    this.#request = {
      task,
      needs: { ...needsOf(task, parts), ...(avoid && { avoid }) },
      prefixKeys: prefixKeys(task.system, task.prompt),
      events: { ...this.#stage.events, onSlow: (attempt) => this.#onSlow?.(attempt) },
      tried: this.#history.tried,
      refused: this.#history.refused,
      workerWaitMs: parts.workerWaitMs,
      onWait: (why) => context.onWait?.(why),
      ...(apart && { apart }),
      ...(modelsApart && { modelsApart }),
      ...(only !== undefined && { only }),
      ...(background !== undefined && { background }),
    };
  }

  async run(): Promise<Answer> {
    const { dispatcher } = this.#parts;
    const { signal } = this.#context;
    for (;;) {
      const first = await dispatcher.dispatch({ ...this.#request, resume: this.#resume }, signal);
      const { attempt, end } = await this.#follow(first);
      if (!(end instanceof HanzoError)) return end;
      signal.throwIfAborted();
      // Who had taken it and then would not have it has lost it, whatever that is called.
      if (this.#note(attempt, end) || attempt.acceptedAt !== undefined) this.#context.onLost(end);
    }
  }

  get #resume(): AcceptedPrefix | undefined {
    return this.#options.goesOn === false ? undefined : this.#beginning.usable;
  }

  async #follow(first: MeshAttempt): Promise<Ended> {
    const { dispatcher } = this.#parts;
    const { signal } = this.#context;
    this.#stage.show(first);
    dispatcher.hedges.started(first.expectedMs);
    const firstEnd = this.#endOf(first, signal);
    if (this.#options.hedge === false) return await firstEnd;
    const second = await Promise.race([firstEnd.then(() => undefined), this.#secondTry(first)]);
    this.#onSlow = undefined;
    if (second === undefined) return await firstEnd;
    const secondEnd = this.#endOf(second.attempt, signal);
    return await this.#decide({ first, firstEnd, second: second.attempt, secondEnd, hedge: second.hedge });
  }

  #secondTry(first: MeshAttempt): Promise<SecondTry> {
    const { dispatcher } = this.#parts;
    const { promise, resolve } = Promise.withResolvers<SecondTry>();
    this.#onSlow = (attempt) => {
      if (attempt !== first || !dispatcher.hedges.mayHedge(first.expectedMs)) return;
      const refused = new Set([...this.#history.tried, ...this.#history.refused, first.worker.peerId]);
      const second = dispatcher.tryNow({ ...this.#request, tried: NOBODY, refused, resume: this.#beginning.of(first) });
      if (second === undefined) return;
      this.#onSlow = undefined;
      // Charged at once: more stragglers may be found in this very moment.
      resolve({ attempt: second, hedge: dispatcher.hedges.begin(second.expectedMs) });
    };
    return promise;
  }

  async #decide(race: Race): Promise<Ended> {
    const { first, firstEnd, second, secondEnd, hedge } = race;
    const { dispatcher, clock } = this.#parts;
    const winner = await Promise.race([firstEnd, secondEnd]);
    const beaten = winner.attempt === first ? second : first;
    hedge.end(clock.elapsed() - beaten.offeredAt);
    if (winner.end instanceof HanzoError) return await this.#oneLeft(winner, winner.end, race);
    const error = overtaken(winner.attempt, beaten);
    dispatcher.abandon(beaten, error);
    if (beaten === second) {
      this.#tellExtra(second, error);
    } else {
      this.#context.onLost(error);
      this.#stage.show(second);
    }
    return winner;
  }

  async #oneLeft({ attempt }: Ended, error: HanzoError, { first, firstEnd, second, secondEnd }: Race): Promise<Ended> {
    this.#context.signal.throwIfAborted();
    if (attempt === second) {
      this.#blame(second, error);
      if (error.code !== 'WORKER_DECLINED') this.#tellExtra(second, error);
      this.#noteQuietly(second, error);
      return await firstEnd;
    }
    try {
      this.#note(first, error);
    } catch (thrown) {
      this.#parts.dispatcher.abandon(second, thrown);
      throw thrown;
    }
    this.#context.onLost(error);
    this.#stage.show(second);
    return await secondEnd;
  }

  #note(attempt: MeshAttempt, error: HanzoError): boolean {
    this.#blame(attempt, error);
    this.#beginning.lost(attempt, error);
    // It holds no copy any more, and may be asked again.
    const { apart, modelsApart } = this.#options;
    apart?.delete(attempt.worker.peerId);
    modelsApart?.delete(attempt.model);
    if (attempt.failedAtBeginning(error)) return true;
    return this.#history.note(error, attempt.worker, this.#parts.clock.elapsed());
  }

  #noteQuietly({ worker }: MeshAttempt, error: HanzoError): void {
    try {
      this.#history.note(error, worker, this.#parts.clock.elapsed());
    } catch {
      // It was one too many; should the first fail too, that is told.
    }
  }

  #blame({ worker, model }: MeshAttempt, error: HanzoError): void {
    if (error.details['dishonest'] === true) this.#parts.trust?.note(worker.peerId, model, 'invalid');
  }

  async #endOf(attempt: MeshAttempt, signal: AbortSignal): Promise<Ended> {
    const onAbort = (): void => this.#parts.dispatcher.abandon(attempt, signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      const answer = answerOf(await attempt.ended, attempt);
      const { foreignBeginning } = attempt;
      if (foreignBeginning !== undefined) this.#parts.beginnings.set(answer, foreignBeginning);
      return { attempt, end: answer };
    } catch (thrown) {
      return { attempt, end: toHanzoError(thrown) };
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  #tellExtra(attempt: MeshAttempt, error: HanzoError): void {
    const { clock } = this.#parts;
    const startedAt = Math.round(clock.now() - (clock.elapsed() - attempt.offeredAt));
    const why = `A second try beside a slow one. ${attempt.why}`;
    this.#context.onExtra?.({ who: whoOf(attempt), why, startedAt, endedAt: clock.now(), error });
  }
}

interface SecondTry {
  readonly attempt: MeshAttempt;
  readonly hedge: RunningHedge;
}

interface Race {
  readonly first: MeshAttempt;
  readonly firstEnd: Promise<Ended>;
  readonly second: MeshAttempt;
  readonly secondEnd: Promise<Ended>;
  readonly hedge: RunningHedge;
}

const NOBODY: ReadonlySet<string> = new Set();

function overtaken(winner: MeshAttempt, beaten: MeshAttempt): HanzoError {
  return new HanzoError(
    'OVERTAKEN',
    `${beaten.worker.name} was slow, and ${winner.worker.name}, asked as well, was faster.`,
  );
}
