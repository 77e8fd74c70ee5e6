import { HanzoError, toHanzoError, type Answer, type RungContext, type Task, type Who } from '@hanzo/contracts';
import { AGREEMENT_THRESHOLD, AuditSchedule, similarity } from '@hanzo/router';
import type { MeshParts } from '../rungs/mesh/mesh-parts.ts';
import { Pursuit, type PursuitOptions } from '../rungs/mesh/pursuit.ts';
import { KnownAnswers } from './known-answers.ts';
import type { WorkerTrust } from './worker-trust.ts';

type Worker = Extract<Who, { kind: 'worker' }>;

interface Said {
  readonly text: string;
  readonly isBeginning: boolean;
}

/** Checks under way at once: they must never be what the mesh is busy with. */
const MOST_AT_ONCE = 4;

/**
 * Checks what workers say by asking others the same: now and then, more often when they are new or under suspicion. A
 * check looks like any other task, because it is one. Answers are compared by meaning, and whoever is alone against two
 * that agree is wrong; between two that differ nobody is, until a third is heard.
 */
export class Auditor implements AsyncDisposable {
  readonly #parts: MeshParts;
  readonly #trust: WorkerTrust;
  readonly #schedule: AuditSchedule;
  readonly #known = new KnownAnswers();
  readonly #running = new Set<Promise<void>>();
  readonly #stop = new AbortController();

  constructor(parts: MeshParts, trust: WorkerTrust, random: () => number = Math.random) {
    this.#parts = parts;
    this.#trust = trust;
    this.#schedule = new AuditSchedule(random);
  }

  /**
   * May look more closely at what the worker said: a wrong answer says less of it than one that nobody else gives. Never
   * throws.
   *
   * @param isBeginning the worker was lost there, and others went on
   */
  consider(task: Task, who: Worker, text: string, isBeginning = false): void {
    if (!isRepeatable(task) || this.#stop.signal.aborted) return;
    // Asked last: what is due is due once.
    if (this.#running.size >= MOST_AT_ONCE || !this.#schedule.due(who.peerId, this.#trust.stateOf(who.peerId))) return;
    const check = this.#check(who, task, { text, isBeginning }).catch((thrown: unknown) => this.#failed(who, thrown));
    this.#running.add(check);
    void check.finally(() => this.#running.delete(check));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort(new HanzoError('CANCELLED', 'The coordinator is stopping.'));
    await Promise.all(this.#running);
  }

  async #check(who: Worker, task: Task, said: Said): Promise<void> {
    // Who leaves in the middle may do so again: only what it said then can be looked at.
    const known = said.isBeginning ? undefined : this.#known.pick(who.model, who.peerId);
    if (known === undefined) return await this.#hearOthers(who, task, said);
    known.by.push(who.peerId);
    const { text } = await this.#ask(known.task, who.model, { only: who.peerId });
    this.#note(who, agree({ text, isBeginning: false }, known.text));
  }

  async #hearOthers(who: Worker, task: Task, said: Said): Promise<void> {
    const heard = new Set([who.peerId]);
    const second = await this.#askAnother(task, who.model, heard);
    if (second === undefined) return;
    if (agree(said, second.text)) {
      this.#note(who, true);
      this.#note(second.who, true);
      this.#known.remember({ task, model: who.model, text: second.text, by: [...heard] });
      return;
    }
    const third = await this.#askAnother(task, who.model, heard);
    if (third === undefined) return;
    const whole = { text: third.text, isBeginning: false };
    const [withFirst, withSecond] = [agree(said, third.text), agree(whole, second.text)];
    // Three opinions: the task is to blame, or two are wrong; nobody can tell.
    if (withFirst === withSecond) return;
    this.#note(who, withFirst);
    this.#note(second.who, withSecond);
    this.#note(third.who, true);
    this.#known.remember({ task, model: who.model, text: third.text, by: [...heard] });
  }

  /** Somebody with the same model who has not been heard yet; undefined when there is nobody. */
  async #askAnother(
    task: Task,
    model: string,
    heard: Set<string>,
  ): Promise<{ readonly who: Worker; readonly text: string } | undefined> {
    const peers = this.#parts.dispatcher.workers();
    // Those under suspicion are no witnesses: liars would confirm each other.
    const doubtful = peers.filter(({ peerId }) => this.#trust.stateOf(peerId).isSuspected).map(({ peerId }) => peerId);
    const apart = new Set([...heard, ...doubtful]);
    const hasModel = peers.some(({ peerId, advert }) => {
      return !apart.has(peerId) && advert?.models.some(({ name }) => name === model);
    });
    if (!hasModel) return undefined;
    const { who, text } = await this.#ask(task, model, { apart });
    if (who.kind !== 'worker') return undefined;
    heard.add(who.peerId);
    return { who, text };
  }

  #ask(task: Task, model: string, options: Pick<PursuitOptions, 'only' | 'apart'>): Promise<Answer> {
    const context: RungContext = {
      signal: this.#stop.signal,
      onStart: () => undefined,
      onText: () => undefined,
      onLost: () => undefined,
    };
    const parts = { ...this.#parts, model, maxAttempts: 1 };
    return new Pursuit(parts, { ...task, priority: 'low' }, context, {
      ...options,
      hedge: false,
      background: true,
    }).run();
  }

  #note({ peerId, model }: Worker, agrees: boolean): void {
    this.#trust.note(peerId, model, agrees ? 'check-passed' : 'check-failed');
  }

  #failed({ node }: Worker, thrown: unknown): void {
    if (this.#stop.signal.aborted) return;
    // Not to have been checked says nothing about anybody.
    this.#parts.log.info('a check of a worker came to nothing', { node, reason: toHanzoError(thrown).message });
  }
}

/** A beginning is held against as much of the other answer. */
function agree({ text, isBeginning }: Said, other: string): boolean {
  return similarity(text, isBeginning ? other.slice(0, text.length) : other) >= AGREEMENT_THRESHOLD;
}

/** Only greedy answers are alike. */
function isRepeatable({ sampling }: Task): boolean {
  return (sampling.temperature ?? 0) === 0;
}
