import {
  HanzoError,
  toHanzoError,
  type Answer,
  type Attempt,
  type AttemptEnd,
  type ErrorCode,
  type ExecuteOptions,
  type ExtraAttempt,
  type Rung,
  type RungContext,
  type RungName,
  type Task,
  type TaskOutcome,
} from '@hanzo/contracts';
import { extraAsAttempt, failedEnd } from './attempt-end.ts';
import type { CascadeParts } from './cascade-parts.ts';
import type { Standing } from '../journal/journal.ts';
import { OpenAttempt } from './open-attempt.ts';
import { reasonOf, Refusals, STRONGER_MAY_HELP } from './refusals.ts';
import type { Stop } from './stop.ts';
import { isNamed, namelessAnswer } from './named-answer.ts';

/** Errors after which no other rung may be tried: the person has to decide. */
const FINAL: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['CANCELLED', 'STORE_UNUSABLE', 'DISK_FULL', 'TAKEN_OVER']);

/** True when nobody else may try after this error: no money is spent on what more of it does not help. */
function isLast({ paid }: Rung, code: ErrorCode): boolean {
  return FINAL.has(code) || (paid && !STRONGER_MAY_HELP.has(code));
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
    this.#refusals = new Refusals(task, standing.queuedAt);
    for (const attempt of this.#attempts) this.#refusals.add(attempt);
    for (const { rung, startedAt, end } of this.#attempts)
      if (end.kind === 'rejected' && startedAt >= standing.queuedAt) this.#refuse(rung, end);
    this.#lastNumber = standing.lastNumber;
    this.#deadlineAt = standing.deadlineAt;
  }

  async run(names: readonly RungName[], why: string): Promise<TaskOutcome> {
    const over = new Set<RungName>();
    for (const name of this.#left(names)) {
      const stopped = this.#stopped();
      if (stopped !== undefined) return stopped;
      if (over.has(name)) continue;
      const rung = this.#parts.rungs.find((candidate) => candidate.name === name);
      const unfit = rung === undefined ? 'not set up' : this.#unfit(rung);
      if (rung === undefined || unfit !== undefined) {
        this.#reasons.push(`${name}: ${unfit ?? 'unfit'}`);
        over.add(name);
        continue;
      }
      this.#tellEscalation(name);
      const end = await this.#attempt(rung);
      if (end.kind === 'passed') return { state: 'done', answer: end.answer, attempts: this.#attempts };
      if (end.kind === 'error' && isLast(rung, end.code)) break;
      // Another model of the same rung is for what a gate refused: whatever else went wrong would do so again.
      if (end.kind === 'error') over.add(name);
    }
    const reason = this.#reasons.length > 0 ? this.#reasons.join('; ') : why;
    return this.#stopped() ?? { state: 'undone', reason, attempts: this.#attempts };
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
    try {
      const answer = await rung.attempt(this.#task, this.#contextOf(rung.name));
      if (!isNamed(answer.who)) throw namelessAnswer(rung.name, answer);
      // The answer's word counts: rungs may end before they could say who started, or say only what was asked for.
      if (this.#open !== undefined) this.#open.who = answer.who;
      return this.#close(await this.#judge(rung, answer));
    } catch (error) {
      return this.#close(this.#errorEnd(rung.name, error));
    }
  }

  #contextOf(rung: RungName): RungContext {
    const prefix = this.#attempts.length > 0 ? this.#parts.journal.lastPrefix(this.#task.id) : undefined;
    return {
      signal: this.#stop.signal,
      deadlineAt: this.#deadlineAt,
      refused: this.#refusals.all,
      notAgain: this.#refusals.notAgain,
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

  async #judge(rung: Rung, answer: Answer): Promise<AttemptEnd> {
    const objection = rung.objection?.(answer);
    const verdict = objection ?? (await this.#options.gate(this.#task, answer));
    if (objection === undefined) rung.judged?.(this.#task, answer, verdict);
    if (verdict.passed) return { kind: 'passed', answer };
    this.#refuse(rung.name, verdict);
    return { kind: 'rejected', answer, gate: verdict.gate, reason: verdict.reason };
  }

  #refuse(rung: RungName, { gate, reason }: { readonly gate: string; readonly reason: string }): void {
    this.#reasons.push(`${rung}: ${gate} gate: ${reason}`);
  }

  #errorEnd(rung: RungName, thrown: unknown): AttemptEnd {
    const error = this.#stop.signal.aborted ? this.#whyStopped(thrown) : toHanzoError(thrown);
    if (error.code === 'INTERNAL')
      this.#parts.log.warn('attempt failed unexpectedly', { task: this.#task.id, error: error.message });
    this.#reasons.push(`${rung}: ${error.message}`);
    return { ...failedEnd(error), ...spent(thrown) };
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
    if (end.kind === 'error' && open.hasUnkept)
      this.#parts.journal.checkpoint(this.#task.id, number, open.text, open.modelSha256);
    const attempt: Attempt = { number, rung, who, startedAt, endedAt: this.#parts.clock.now(), end };
    this.#attempts.push(attempt);
    this.#refusals.add(attempt);
    this.#last = attempt;
    this.#parts.journal.endAttempt(this.#task.id, attempt);
    this.#options.onEvent?.({ kind: 'attempt-end', taskId: this.#task.id, attempt });
    this.#parts.onAttempt?.(this.#task, attempt);
    return end;
  }
}

/** What a failed call cost stands in what the rung threw, also when the task was stopped. */
function spent(thrown: unknown): Partial<AttemptEnd & { kind: 'error' }> {
  if (!(thrown instanceof HanzoError)) return {};
  const { costMicros, usage } = failedEnd(thrown);
  return { costMicros, ...(usage !== undefined && { usage }) };
}
