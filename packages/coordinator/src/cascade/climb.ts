import {
  HanzoError,
  toHanzoError,
  type Answer,
  type Attempt,
  type AttemptEnd,
  type ErrorCode,
  type ExecuteOptions,
  type ExtraAttempt,
  type GateVerdict,
  type Rung,
  type RungContext,
  type RungName,
  type Task,
  type TaskOutcome,
} from '@hanzo/contracts';
import { extraAsAttempt, failedEnd } from './attempt-end.ts';
import type { CascadeParts } from './cascade-parts.ts';
import type { AnsweredAttempt, Standing } from '../journal/journal.ts';
import { OpenAttempt } from './open-attempt.ts';
import { reasonOf, Refusals, STRONGER_MAY_HELP } from './refusals.ts';
import type { Stop } from './stop.ts';
import { isNamed, namelessAnswer } from './named-answer.ts';

/** Errors after which no other rung may be tried: the person has to decide. */
const FINAL: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'CANCELLED',
  'STORE_UNUSABLE',
  'DISK_FULL',
  'TAKEN_OVER',
  'NOT_JUDGED',
]);

/** Rungs that are not asked after such an error of this one. */
function overAfter(
  { name, paid }: Rung,
  code: ErrorCode,
  names: readonly RungName[],
  reserve: readonly RungName[],
): readonly RungName[] {
  if (FINAL.has(code)) return [...names, ...reserve];
  // No more money is spent on what more of it does not help; who costs nothing may still try.
  if (paid && !STRONGER_MAY_HELP.has(code)) return [name, ...names];
  // Another model of the same rung is for what a gate refused: whatever else went wrong would do so again.
  return [name];
}

/** One task on its way up. */
export class Climb {
  readonly #parts: CascadeParts;
  readonly #task: Task;
  readonly #options: ExecuteOptions;
  readonly #stop: Stop;
  readonly #attempts: Attempt[];
  readonly #reasons: string[] = [];
  readonly #refusals: Refusals;
  readonly #deadlineAt: number | undefined;
  #lastNumber: number;
  /** The newest attempt of this process that ended. */
  #last: Attempt | undefined;
  #open: OpenAttempt | undefined;
  #waitingFor = '';

  constructor(parts: CascadeParts, task: Task, options: ExecuteOptions, stop: Stop, standing: Standing) {
    this.#parts = parts;
    this.#task = task;
    this.#options = options;
    this.#stop = stop;
    this.#attempts = [...standing.attempts];
    this.#refusals = new Refusals(task, standing.anewAfter);
    for (const attempt of this.#attempts) {
      this.#refusals.add(attempt);
      if (attempt.end.kind === 'rejected' && this.#refusals.isOfNow(attempt)) this.#refuse(attempt.rung, attempt.end);
    }
    this.#lastNumber = standing.lastNumber;
    this.#deadlineAt = standing.deadlineAt;
  }

  /** @param reserve tried when nobody who is paid has given an answer */
  async run(names: readonly RungName[], why: string, reserve: readonly RungName[] = []): Promise<TaskOutcome> {
    const over = new Set<RungName>();
    if (await this.#judgeAnswers(over)) await this.#askThem(names, reserve, over);
    const last = this.#last?.end;
    if (last?.kind === 'passed') return { state: 'done', answer: last.answer, attempts: this.#attempts };
    const reason = this.#reasons.length > 0 ? this.#reasons.join('; ') : why;
    return this.#stopped() ?? { state: 'undone', reason, attempts: this.#attempts };
  }

  /**
   * One after the other, until an answer passes or nobody is left who may try.
   *
   * @param over rungs that are not asked
   */
  async #askThem(names: readonly RungName[], reserve: readonly RungName[], over: Set<RungName>): Promise<void> {
    for (const name of [...this.#left(names), ...this.#left(reserve)]) {
      if (this.#stop.signal.aborted) return;
      if (over.has(name)) continue;
      if (reserve.includes(name) && this.#refusals.of('api') + this.#refusals.of('strong') > 0) return;
      const rung = this.#fitRung(name);
      if (rung === undefined) {
        over.add(name);
        continue;
      }
      this.#tellEscalation(name);
      const end = await this.#attempt(rung);
      if (end.kind === 'passed') return;
      if (end.kind === 'error') for (const one of overAfter(rung, end.code, names, reserve)) over.add(one);
    }
  }

  /** The rung, or undefined where it cannot take the task: why is said at the end. */
  #fitRung(name: RungName): Rung | undefined {
    const rung = this.#parts.rungs.find((candidate) => candidate.name === name);
    const unfit = rung === undefined ? 'not set up' : this.#unfit(rung);
    if (unfit === undefined) return rung;
    this.#reasons.push(`${name}: ${unfit}`);
    return undefined;
  }

  /** Without the tries that an earlier process has had. */
  #left(names: readonly RungName[]): readonly RungName[] {
    const had = new Map(names.map((name) => [name, this.#refusals.of(name)]));
    return names.filter((name) => {
      const before = had.get(name) ?? 0;
      had.set(name, before - 1);
      return before <= 0;
    });
  }

  /** What it comes to when something stopped it. */
  #stopped(): TaskOutcome | undefined {
    if (!this.#stop.signal.aborted) return undefined;
    const attempts = this.#attempts;
    const late = this.#stop.deadline;
    if (late === undefined) return { state: 'cancelled', attempts };
    const tried = this.#reasons.filter((reason) => !reason.endsWith(late.message));
    return { state: 'undone', reason: [`${late.code}: ${late.message}`, ...tried].join('; '), attempts };
  }

  /** The router has decided already; money is worth a second look. */
  #unfit(rung: Rung): string | undefined {
    if (rung.paid && this.#parts.policy.localOnly) return 'the run allows nothing that is paid';
    return rung.unfit(this.#task, this.#refusals.notAgain);
  }

  /** Somebody else tries after an attempt of this process: which, and why. */
  #tellEscalation(to: RungName): void {
    const last = this.#last;
    if (last === undefined || last.end.kind === 'passed') return;
    const { number: attempt, rung: from, end } = last;
    const why =
      end.kind === 'rejected' ? { gate: end.gate, reason: reasonOf(end.reason) } : { reason: reasonOf(end.message) };
    this.#options.onEvent?.({ kind: 'task-escalated', taskId: this.#task.id, from, to, ...why, attempt });
  }

  async #attempt(rung: Rung): Promise<AttemptEnd> {
    this.#begin(rung.name);
    let answered: Answer | undefined;
    try {
      const answer = await rung.attempt(this.#task, this.#contextOf(rung.name));
      if (!isNamed(answer.who)) throw namelessAnswer(rung.name, answer);
      answered = answer;
      // The answer's word counts: rungs may end before they could say who started, or say only what was asked for.
      if (this.#open !== undefined) this.#open.who = answer.who;
      const objection = rung.objection?.(answer);
      const verdict = objection ?? (await this.#verdictOn(answer));
      if (objection === undefined) rung.judged?.(this.#task, answer, verdict);
      return this.#close(this.#endOf(rung.name, answer, verdict));
    } catch (error) {
      return this.#close(this.#errorEnd(rung.name, error, answered));
    }
  }

  /**
   * Answers of earlier processes and lives that no gate has come to a verdict on: nobody is asked for what was answered
   * already, and maybe paid for.
   *
   * @param over gets the rungs whose answers cannot be judged
   * @returns whether somebody is to be asked
   */
  async #judgeAnswers(over: Set<RungName>): Promise<boolean> {
    for (const attempt of this.#attempts.filter(isUnjudged)) {
      if (this.#stop.signal.aborted) break;
      const { rung, end: before } = attempt;
      const end = await this.#judgeLate(attempt, before.answer);
      if (end.kind === 'passed') return false;
      if (end.kind === 'error' && (before.costMicros > 0 || FINAL.has(end.code))) return false;
      if (end.kind === 'error') over.add(rung);
    }
    return true;
  }

  async #judgeLate(attempt: Attempt, answer: Answer): Promise<AttemptEnd> {
    const { number, rung, startedAt, endedAt } = attempt;
    const { who } = answer;
    this.#attempts.splice(this.#attempts.indexOf(attempt), 1);
    this.#options.onEvent?.({ kind: 'attempt-start', taskId: this.#task.id, attempt: number, rung, who });
    const kept = { number, rung, startedAt, answer, answeredAt: endedAt };
    let end: AttemptEnd;
    try {
      end = this.#endOf(rung, answer, await this.#verdictOn(answer, kept));
    } catch (error) {
      end = this.#errorEnd(rung, error, answer);
    }
    this.#ended({ ...attempt, who, end });
    return end;
  }

  #contextOf(rung: RungName): RungContext {
    const prefix = this.#attempts.length > 0 ? this.#parts.journal.lastPrefix(this.#task.id) : undefined;
    return {
      signal: this.#stop.signal,
      deadlineAt: this.#deadlineAt,
      refused: this.#refusals.all,
      // As it is now: what this attempt comes to is no reason to give it up.
      notAgain: new Set(this.#refusals.notAgain),
      ...(prefix?.rung === rung && { prefix }),
      onStart: (who, why) => this.#start(who, why ?? ''),
      onText: (text) => this.#text(text),
      onLost: (error) => {
        this.#close(this.#errorEnd(rung, error));
        this.#begin(rung);
      },
      onWait: (why) => this.#wait(why),
      onExtra: (extra) => this.#extra(rung, extra),
      onWeights: (_, modelSha256) => {
        if (this.#open !== undefined) this.#open.modelSha256 = modelSha256;
      },
    };
  }

  /** What it is judged on may take minutes: meanwhile the answer is on disk. */
  async #verdictOn(answer: Answer, kept: AnsweredAttempt | undefined = this.#answered(answer)): Promise<GateVerdict> {
    const verdict = this.#options.gate(this.#task, answer, this.#stop.signal);
    if (verdict instanceof Promise && kept !== undefined) this.#parts.journal.keepAnswer(this.#task.id, kept);
    return await verdict;
  }

  #answered(answer: Answer): AnsweredAttempt | undefined {
    if (this.#open === undefined) return undefined;
    const { number, rung, startedAt } = this.#open;
    return { number, rung, startedAt, answer, answeredAt: this.#parts.clock.now() };
  }

  #endOf(rung: RungName, answer: Answer, verdict: GateVerdict): AttemptEnd {
    if (verdict.passed) return { kind: 'passed', answer };
    this.#refuse(rung, verdict);
    return { kind: 'rejected', answer, gate: verdict.gate, reason: verdict.reason };
  }

  #refuse(rung: RungName, { gate, reason }: { readonly gate: string; readonly reason: string }): void {
    this.#reasons.push(`${rung}: ${gate} gate: ${reason}`);
  }

  /** @param answer what it had answered, when its gate was not able to judge it */
  #errorEnd(rung: RungName, thrown: unknown, answer?: Answer): AttemptEnd {
    const error = this.#stop.signal.aborted ? this.#whyStopped(thrown) : toHanzoError(thrown);
    if (error.code === 'INTERNAL')
      this.#parts.log.warn('attempt failed unexpectedly', { task: this.#task.id, error: error.message });
    this.#reasons.push(`${rung}: ${error.message}`);
    if (answer === undefined) return { ...failedEnd(error), ...spent(thrown) };
    const { costMicros, usage } = answer;
    return { ...failedEnd(error), costMicros, usage, answer };
  }

  #whyStopped(thrown: unknown): HanzoError {
    const { reason } = this.#stop.signal;
    if (this.#options.signal.aborted && !this.#stop.cancelled && this.#stop.deadline === undefined)
      return new HanzoError('CANCELLED', 'The run was cancelled.', { cause: thrown });
    return toHanzoError(reason);
  }

  #begin(rung: RungName): void {
    this.#lastNumber += 1;
    this.#open = new OpenAttempt(this.#lastNumber, rung, this.#parts.clock);
  }

  #start(who: OpenAttempt['who'] & object, why: string): void {
    const open = this.#open;
    if (open === undefined) return;
    open.who = who;
    this.#waitingFor = '';
    this.#parts.journal.startAttempt(this.#task.id, open.number, open.rung, who, open.startedAt, why);
    this.#options.onEvent?.({
      kind: 'attempt-start',
      taskId: this.#task.id,
      attempt: open.number,
      rung: open.rung,
      who,
    });
  }

  #text(text: string): void {
    const open = this.#open;
    if (open === undefined) return;
    if (open.add(text)) this.#parts.journal.checkpoint(this.#task.id, open.number, open.text, open.modelSha256);
    this.#options.onEvent?.({ kind: 'text-delta', taskId: this.#task.id, attempt: open.number, text });
  }

  #wait(why: string): void {
    if (why === this.#waitingFor) return;
    this.#waitingFor = why;
    this.#parts.journal.waiting(this.#task.id, why);
  }

  /** It has a number of its own and counts for the receipt; whoever shows the task's text need not know of it. */
  #extra(rung: RungName, extra: ExtraAttempt): void {
    this.#lastNumber += 1;
    const attempt = extraAsAttempt(this.#lastNumber, rung, extra);
    this.#attempts.push(attempt);
    this.#refusals.add(attempt);
    this.#parts.journal.extraAttempt(this.#task.id, this.#lastNumber, rung, extra);
  }

  #close(end: AttemptEnd): AttemptEnd {
    const open = this.#open;
    if (open === undefined) return end;
    this.#open = undefined;
    const { number, rung, startedAt, who } = open;
    // What was lost in the middle may be gone on from: all of it.
    if (end.kind === 'error' && end.answer === undefined && open.hasUnkept)
      this.#parts.journal.checkpoint(this.#task.id, number, open.text, open.modelSha256);
    this.#ended({ number, rung, who, startedAt, endedAt: this.#parts.clock.now(), end });
    return end;
  }

  #ended(attempt: Attempt): void {
    this.#attempts.push(attempt);
    this.#refusals.add(attempt, true);
    this.#last = attempt;
    this.#parts.journal.endAttempt(this.#task.id, attempt);
    this.#options.onEvent?.({ kind: 'attempt-end', taskId: this.#task.id, attempt });
    this.#parts.onAttempt?.(this.#task, attempt);
  }
}

type Unjudged = Attempt & { readonly end: AttemptEnd & { readonly kind: 'error'; readonly answer: Answer } };

function isUnjudged(attempt: Attempt): attempt is Unjudged {
  return attempt.end.kind === 'error' && attempt.end.answer !== undefined;
}

/** What a failed call cost stands in what the rung threw, also when the task was stopped. */
function spent(thrown: unknown): Partial<AttemptEnd & { kind: 'error' }> {
  if (!(thrown instanceof HanzoError)) return {};
  const { costMicros, usage } = failedEnd(thrown);
  return { costMicros, ...(usage !== undefined && { usage }) };
}
