import { HanzoError, toHanzoError, type Clock, type Task } from '@hanzo/contracts';
import {
  AuditSchedule,
  FamiliarAnswers,
  isMildlyDifferent,
  relatedness,
  settle,
  type Opinion,
  type Settled,
} from '@hanzo/router';
import type { MeshParts } from '../rungs/mesh/mesh-parts.ts';
import { KnownAnswers } from './known-answers.ts';
import { weightsOf, type Weights } from './weights.ts';
import { memberOf, Witnesses, type Heard, type WorkerWho } from './witnesses.ts';
import type { WorkerTrust } from './worker-trust.ts';

/** What a worker said that is looked at. */
interface Said extends Opinion {
  readonly who: WorkerWho;
}

interface Check {
  readonly task: Task;
  readonly said: Said;
  readonly weights: Weights;
  readonly signal: AbortSignal;
}

/** Checks under way at once: they must never be what the mesh is busy with. */
const MOST_AT_ONCE = 4;
/** Witnesses that are asked where they do not agree. */
const MOST_WITNESSES = 4;
/** A worker may know a question again; what it says by itself it cannot. */
const KNOWN_SHARE = 0.25;
/** A check may take so much longer than the task, in milliseconds. */
const SLACK_MS = 10_000;
/** Where the task has no limit. Milliseconds. */
const LONGEST_MS = 600_000;
/** Of an answer's words so few are in the task, and in what other models say to it. */
const UNRELATED = 0.05;
/** Nonsense by the measure of other models says so little. */
const CROSS_WEIGHT = 0.25;

/**
 * Checks what workers say by asking others the same: now and then, more often when they are new or under suspicion. A
 * check looks like any other task, because it is one. Who is asked is drawn by lot among those with the same weights;
 * answers are compared by meaning, and nobody is wrong before two witnesses agree with each other and not with him.
 */
export class Auditor implements AsyncDisposable {
  readonly #parts: MeshParts;
  readonly #trust: WorkerTrust;
  readonly #random: () => number;
  readonly #schedule: AuditSchedule;
  readonly #witnesses: Witnesses;
  readonly #known = new KnownAnswers();
  readonly #familiar = new FamiliarAnswers();
  readonly #running = new Set<Promise<void>>();
  readonly #stop = new AbortController();

  /** @param random in [0, 1); not to be foreseen by workers */
  constructor(parts: MeshParts, trust: WorkerTrust, random: () => number) {
    this.#parts = parts;
    this.#trust = trust;
    this.#random = random;
    this.#schedule = new AuditSchedule(random);
    this.#witnesses = new Witnesses(parts, trust, random);
  }

  /**
   * May look more closely at what the worker said: a wrong answer says less of it than one that nobody else gives. Never
   * throws.
   *
   * @param isBeginning the worker was lost there
   */
  consider(task: Task, who: WorkerWho, text: string, isBeginning = false): void {
    if (!isRepeatable(task) || this.#stop.signal.aborted) return;
    const worker = this.#parts.dispatcher.worker(who.peerId);
    if (worker !== undefined) this.#trust.meet(who.peerId, memberOf(worker));
    if (this.#running.size >= MOST_AT_ONCE || !this.#isDue(who.peerId, isBeginning)) return;
    const said = { who, text, isBeginning, isWitness: false };
    const check = this.#limited(task, (signal) =>
      this.#check({ task, said, weights: weightsOf(worker, who.model), signal }),
    ).catch((thrown: unknown) => this.#failed(who, thrown));
    this.#running.add(check);
    void check.finally(() => this.#running.delete(check));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort(new HanzoError('CANCELLED', 'The coordinator is stopping.'));
    await Promise.all(this.#running);
  }

  /** To be asked once for each answer. Of who is new each beginning is looked at: others have gone on from it. */
  #isDue(peerId: string, isBeginning: boolean): boolean {
    const state = this.#trust.stateOf(peerId);
    return this.#schedule.due(peerId, state) || (isBeginning && state.isNew);
  }

  /** A worker that sits on a question must not keep a check open: few of them are under way at once. */
  async #limited({ timeoutMs }: Task, check: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const limitMs = timeoutMs > 0 ? timeoutMs + SLACK_MS : LONGEST_MS;
    const over = new AbortController();
    const done = new AbortController();
    void abortAfter(limitMs, over, this.#parts.clock, done.signal);
    try {
      await check(AbortSignal.any([this.#stop.signal, over.signal]));
    } finally {
      done.abort();
    }
  }

  async #check(check: Check): Promise<void> {
    const { said, weights } = check;
    const heard = this.#witnesses.heard(said.who.peerId);
    if (!this.#witnesses.isThere({ like: weights }, heard)) return await this.#crossCheck(check, heard);
    const isAsked = this.#mayAskKnown(said) && (await this.#askKnown(check));
    if (!isAsked) await this.#hearOthers(check, heard);
  }

  /** Who leaves in the middle may do so again, and who is suspected has said something that is worth more. */
  #mayAskKnown({ who, isBeginning = false }: Said): boolean {
    return !isBeginning && !this.#trust.stateOf(who.peerId).isSuspected && this.#random() < KNOWN_SHARE;
  }

  /** False: there is no known answer that the worker does not know itself. */
  async #askKnown({ said: { who }, weights, signal }: Check): Promise<boolean> {
    const known = this.#known.pick(weights, who.peerId);
    if (known === undefined) return false;
    known.by.add(who.peerId);
    const { text } = await this.#witnesses.ask(known.task, who.model, who.peerId, signal);
    const right = { text: known.text, isWitness: true };
    if (settle([right, { text, isWitness: false }]) !== undefined) {
      this.#known.confirmed(known);
      this.#trust.note(who.peerId, who.model, 'check-passed', this.#familiar.weightOf(who.model, text));
      return true;
    }
    const { isNew, isSuspected } = this.#trust.stateOf(who.peerId);
    // Known answers have been wrong: what the worker says next decides.
    if (this.#known.contradicted(known, !isNew && !isSuspected)) this.#note(who, 'check-differed');
    return true;
  }

  async #hearOthers({ task, said, weights, signal }: Check, heard: Heard): Promise<void> {
    const opinions: Said[] = [said];
    while (opinions.length <= MOST_WITNESSES) {
      const word = await this.#witnesses.next(task, { like: weights }, heard, signal);
      if (word === undefined) return;
      opinions.push({ ...word, isWitness: true });
      const settled = settle(opinions);
      if (settled !== undefined) return this.#settled(task, weights, settled);
    }
  }

  #settled(task: Task, weights: Weights, { agreed, others }: Settled<Said>): void {
    const right = agreed.find(({ isBeginning }) => isBeginning !== true)?.text ?? '';
    const weight = this.#familiar.weightOf(weights.model, right);
    for (const { who } of agreed) this.#trust.note(who.peerId, who.model, 'check-passed', weight);
    for (const one of others) {
      const isMild = isMildlyDifferent(one, agreed) || this.#familiar.beginsAlike(weights.model, one.text, right);
      this.#note(one.who, isMild ? 'check-differed' : 'check-failed');
    }
    this.#familiar.note(weights.model, right);
    const by = new Set([...agreed, ...others].map(({ who }) => who.peerId));
    this.#known.remember({ task, weights, text: right, by, agreed: agreed.length });
  }

  /**
   * Nobody else has the weights. Other models say other things to the same question, but hardly one that has no word in
   * common with any of them, nor with the question: that is held against the worker, a little.
   */
  async #crossCheck({ task, said, weights, signal }: Check, heard: Heard): Promise<void> {
    const { who, text } = said;
    this.#note(who, 'unchecked');
    const texts = [task.system, task.prompt];
    for (let asked = 0; asked < 2; asked++) {
      if (!isUnrelated(text, texts)) return;
      const word = await this.#witnesses.next(task, { unlike: weights }, heard, signal);
      if (word === undefined) return;
      texts.push(word.text);
    }
    const [, , first = '', second = ''] = texts;
    const isTheirsRelated = !isUnrelated(first, [second, task.prompt]) && !isUnrelated(second, [first, task.prompt]);
    if (isUnrelated(text, texts) && isTheirsRelated) {
      this.#trust.note(who.peerId, who.model, 'check-failed', CROSS_WEIGHT);
    }
  }

  #note({ peerId, model }: WorkerWho, evidence: 'check-differed' | 'check-failed' | 'unchecked'): void {
    this.#trust.note(peerId, model, evidence);
  }

  #failed({ node }: WorkerWho, thrown: unknown): void {
    if (this.#stop.signal.aborted) return;
    // Not to have been checked says nothing about anybody.
    this.#parts.log.info('a check of a worker came to nothing', { node, reason: toHanzoError(thrown).message });
  }
}

async function abortAfter(ms: number, controller: AbortController, clock: Clock, done: AbortSignal): Promise<void> {
  try {
    await clock.sleep(ms, done);
    controller.abort(new HanzoError('TIMED_OUT', `A check took longer than ${ms} ms.`));
  } catch {
    // It was over before.
  }
}

/** Too few words say nothing. */
function isUnrelated(text: string, texts: readonly string[]): boolean {
  return (relatedness(text, texts) ?? 1) < UNRELATED;
}

/** Only greedy answers are alike. */
function isRepeatable({ sampling }: Task): boolean {
  return (sampling.temperature ?? 0) === 0;
}
