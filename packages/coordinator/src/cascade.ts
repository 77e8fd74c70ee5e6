import {
  HanzoError,
  toHanzoError,
  type Answer,
  type Attempt,
  type AttemptEnd,
  type Clock,
  type ErrorCode,
  type ExecuteAllOptions,
  type ExecuteOptions,
  type Executor,
  type Logger,
  type Rung,
  type RungName,
  type Task,
  type TaskOutcome,
  type TaskRun,
  type Who,
} from '@hanzo/contracts';
import { rungsFor, type RungPolicy } from '@hanzo/router';
import type { Journal } from './journal/journal.ts';

export interface CascadeParts {
  readonly rungs: readonly Rung[];
  readonly policy: RungPolicy;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Errors after which no other rung may be tried: the person has to decide. */
const FINAL: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['CANCELLED', 'STORE_UNUSABLE', 'DISK_FULL']);

/**
 * Climbs the rungs that the router allows, cheapest first. An answer counts only when the gate lets it pass;
 * everything else escalates with its reason, and every step is in the journal.
 */
export class Cascade implements Executor {
  readonly #parts: CascadeParts;
  /** Runs of which a person has been told that the journal is not whole. */
  readonly #warned = new Set<string>();

  constructor(parts: CascadeParts) {
    this.#parts = parts;
  }

  /** Rejects only when the journal does not take the task: then nothing was started and nothing spent. */
  async execute(task: Task, options: ExecuteOptions): Promise<TaskOutcome> {
    const { journal, clock, policy } = this.#parts;
    const route = rungsFor(task, policy);
    await journal.queueTask(task, `${route.rungs.join(' → ') || 'none'}: ${route.why}`, clock.now());
    options.onEvent?.({ kind: 'task-queued', taskId: task.id, title: task.title });
    const climb = new Climb(this.#parts, task, options);
    const outcome = await climb.run(route.rungs, route.why);
    await this.#record(task, outcome);
    options.onEvent?.({ kind: 'task-end', taskId: task.id, outcome });
    return outcome;
  }

  async *executeAll(
    _runId: string,
    tasks: Iterable<Task> | AsyncIterable<Task>,
    { signal, gateFor, onEvent }: ExecuteAllOptions,
  ): AsyncIterable<TaskRun> {
    for await (const task of tasks) {
      const options = { signal, gate: gateFor(task), ...(onEvent && { onEvent }) };
      yield { task, outcome: await this.execute(task, options) };
    }
  }

  /** The outcome is worth more than its record: a journal that fails is said, loudly once per run, and survived. */
  async #record(task: Task, outcome: TaskOutcome): Promise<void> {
    const { journal, clock, log } = this.#parts;
    try {
      await journal.endTask(task.id, outcome, clock.now());
    } catch (thrown) {
      const { code, message, mend } = toHanzoError(thrown);
      const facts = {
        run: task.runId,
        task: task.id,
        title: task.title,
        outcome: outcome.state,
        code,
        why: message,
        mend,
      };
      if (this.#warned.has(task.runId)) return log.info('the journal could not record another task', facts);
      this.#warned.add(task.runId);
      log.warn('THE JOURNAL COULD NOT RECORD HOW A TASK ENDED: the outcome stands, metrics will not show it', facts);
    }
  }
}

interface OpenAttempt {
  readonly number: number;
  readonly rung: RungName;
  readonly startedAt: number;
  who: Who | undefined;
}

/** One task on its way up. */
class Climb {
  readonly #parts: CascadeParts;
  readonly #task: Task;
  readonly #options: ExecuteOptions;
  readonly #attempts: Attempt[] = [];
  readonly #reasons: string[] = [];
  #open: OpenAttempt | undefined;

  constructor(parts: CascadeParts, task: Task, options: ExecuteOptions) {
    this.#parts = parts;
    this.#task = task;
    this.#options = options;
  }

  async run(names: readonly RungName[], why: string): Promise<TaskOutcome> {
    for (const name of names) {
      const rung = this.#parts.rungs.find((candidate) => candidate.name === name);
      const unfit = rung === undefined ? 'not set up' : this.#unfit(rung);
      if (rung === undefined || unfit !== undefined) {
        this.#reasons.push(`${name}: ${unfit ?? 'unfit'}`);
        continue;
      }
      const end = await this.#attempt(rung);
      if (end.kind === 'passed') return { state: 'done', answer: end.answer, attempts: this.#attempts };
      if (this.#options.signal.aborted) return { state: 'cancelled', attempts: this.#attempts };
      if (end.kind === 'error' && FINAL.has(end.code)) break;
    }
    const reason = this.#reasons.length > 0 ? this.#reasons.join('; ') : why;
    return { state: 'undone', reason, attempts: this.#attempts };
  }

  /** The router has decided already; money is worth a second look. */
  #unfit(rung: Rung): string | undefined {
    if (rung.paid && this.#parts.policy.localOnly) return 'the run allows nothing that is paid';
    return rung.unfit(this.#task);
  }

  async #attempt(rung: Rung): Promise<AttemptEnd> {
    const { signal, gate } = this.#options;
    this.#begin(rung.name);
    try {
      signal.throwIfAborted();
      const answer = await rung.attempt(this.#task, {
        signal,
        onStart: (who, why) => this.#start(rung.name, who, why ?? ''),
        onText: (text) => this.#text(text),
        onLost: (error) => {
          this.#close(this.#errorEnd(rung.name, error));
          this.#begin(rung.name);
        },
      });
      if (!isNamed(answer.who)) throw namelessAnswer(rung.name, answer);
      // The answer's word counts: rungs may end before they could say who started, or say only what was asked for.
      if (this.#open !== undefined) this.#open.who = answer.who;
      return this.#close(await this.#judge(rung.name, answer, gate));
    } catch (error) {
      return this.#close(this.#errorEnd(rung.name, error));
    }
  }

  async #judge(rung: RungName, answer: Answer, gate: ExecuteOptions['gate']): Promise<AttemptEnd> {
    const verdict = await gate(this.#task, answer);
    if (verdict.passed) return { kind: 'passed', answer };
    this.#reasons.push(`${rung}: ${verdict.gate} gate: ${verdict.reason}`);
    return { kind: 'rejected', answer, gate: verdict.gate, reason: verdict.reason };
  }

  #errorEnd(rung: RungName, thrown: unknown): AttemptEnd {
    const error = this.#options.signal.aborted
      ? new HanzoError('CANCELLED', 'The run was cancelled.', { cause: thrown })
      : toHanzoError(thrown);
    if (error.code === 'INTERNAL')
      this.#parts.log.warn('attempt failed unexpectedly', { task: this.#task.id, error: error.message });
    this.#reasons.push(`${rung}: ${error.message}`);
    const charged = thrown instanceof HanzoError ? Number(thrown.details['costMicros'] ?? 0) : 0;
    return { kind: 'error', code: error.code, message: error.message, costMicros: charged };
  }

  #begin(rung: RungName): void {
    this.#open = { number: this.#attempts.length + 1, rung, startedAt: this.#parts.clock.now(), who: undefined };
  }

  #start(rung: RungName, who: Who, why: string): void {
    const open = this.#open;
    if (open === undefined) return;
    open.who = who;
    this.#parts.journal.startAttempt(this.#task.id, open.number, rung, who, open.startedAt, why);
    this.#options.onEvent?.({ kind: 'attempt-start', taskId: this.#task.id, attempt: open.number, rung, who });
  }

  #text(text: string): void {
    if (this.#open === undefined) return;
    this.#options.onEvent?.({ kind: 'text-delta', taskId: this.#task.id, attempt: this.#open.number, text });
  }

  #close(end: AttemptEnd): AttemptEnd {
    const open = this.#open;
    if (open === undefined) return end;
    this.#open = undefined;
    const attempt: Attempt = { ...open, endedAt: this.#parts.clock.now(), end };
    this.#attempts.push(attempt);
    this.#parts.journal.endAttempt(this.#task.id, attempt);
    this.#options.onEvent?.({ kind: 'attempt-end', taskId: this.#task.id, attempt });
    return end;
  }
}

/** Held against every answer, because rungs are replaceable: what no named engine said is not a result. */
function isNamed(who: Who | undefined): boolean {
  switch (who?.kind) {
    case 'tool':
      return who.tool !== '';
    case 'local':
      return who.model !== '';
    case 'worker':
      return who.node !== '' && who.peerId !== '';
    case 'api':
      return who.endpoint !== '';
    default:
      return false;
  }
}

function namelessAnswer(rung: RungName, { costMicros }: Answer): HanzoError {
  return new HanzoError('INTERNAL', `The ${rung} rung gave an answer without the name of its engine.`, {
    details: { rung, costMicros },
  });
}
