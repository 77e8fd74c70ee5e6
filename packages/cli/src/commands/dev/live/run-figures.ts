import {
  addUsage,
  NO_USAGE,
  SEVERITIES,
  type Attempt,
  type RungName,
  type Severity,
  type Task,
  type TaskEvent,
  type Usage,
  type Who,
} from '@hanzo/contracts';
import type { FoundFinding, RunEvent, StageName } from '@hanzo/orchestrator';
import { placeOf } from '../report/finding-line.ts';

/** Characters of a token, on average over English and code: how far an answer is, not what is paid. */
const CHARACTERS_PER_TOKEN = 3.5;
const KEPT_CHARACTERS = 240;

/** A task under way. */
export interface RunningTask {
  readonly id: string;
  readonly title: string;
  /** Its answer is for people, and not JSON. */
  readonly isProse: boolean;
  /** Undefined between two attempts. */
  readonly who: Who | undefined;
  /** Of this attempt, by the clock that only goes forward, in milliseconds. */
  readonly since: number;
  /** The end of the answer so far, in one line. */
  readonly words: string;
  /** About so many of this attempt's answer. */
  readonly tokens: number;
  /** The first of them came then. */
  readonly tokensSince: number | undefined;
}

/** Somebody else was asked than the one before. */
export interface Escalation {
  readonly title: string;
  readonly from: RungName;
  readonly to: RungName;
  readonly reason: string;
}

/** A task, as far as figures need it. */
export type FiguredTask = Pick<Task, 'id' | 'title' | 'kind'> & Partial<Pick<Task, 'output'>>;

/** What a run has come to so far, by its events alone. */
export class RunFigures {
  readonly startedAt: number;
  readonly running: Map<string, RunningTask> = new Map();
  readonly bySeverity: Record<Severity, number> = Object.fromEntries(SEVERITIES.map((one) => [one, 0])) as Record<
    Severity,
    number
  >;
  /** Tokens by the model that was paid or worked. */
  readonly usage: Map<string, Usage> = new Map();
  /** Tasks done, by the rung that did them. */
  readonly resolved: Map<RungName, number> = new Map();
  readonly escalations: Escalation[] = [];
  done = 0;
  ended = 0;
  /** What attempts and plans cost, in micro-dollars. */
  spentMicros = 0;
  stage: StageName | undefined;
  /** Of the orchestrator and the critics; those that were refused, too. */
  toolCalls = 0;
  /** The model that plans now. */
  planner: string | undefined;
  readonly #now: () => number;
  readonly #tasks = new Map<string, FiguredTask>();
  readonly #found = new Set<string>();

  /** @param now milliseconds, only forwards */
  constructor(now: () => number) {
    this.#now = now;
    this.startedAt = now();
  }

  get total(): number {
    return this.#tasks.size;
  }

  /** Distinct ones; later they may be merged, and judged. */
  get findings(): number {
    return this.#found.size;
  }

  expect(tasks: readonly FiguredTask[]): void {
    for (const task of tasks) this.#tasks.set(task.id, task);
  }

  /** @returns false for a finding that was there already */
  find(finding: FoundFinding): boolean {
    const place = placeOf(finding);
    if (this.#found.has(place)) return false;
    this.#found.add(place);
    this.bySeverity[finding.severity] += 1;
    return true;
  }

  hear(event: RunEvent): void {
    switch (event.kind) {
      case 'plan-start':
        this.planner = event.model;
        return;
      case 'plan-ready':
        this.planner = undefined;
        this.stage = 'plan';
        this.expect(event.tasks);
        for (const { who, usage, costMicros } of event.plan.calls) {
          this.spentMicros += costMicros;
          this.#use(who, usage);
        }
        for (const finding of event.plan.remembered?.findings ?? []) this.find(finding);
        return;
      case 'stage-start':
        this.stage = event.stage;
        this.expect(event.tasks);
        return;
      case 'finding-found':
        this.find(event.finding);
        return;
      case 'tool-call':
        this.toolCalls += 1;
        return;
      case 'task-delegated':
        this.spentMicros += event.delegated.costMicros;
        return;
      case 'remembered':
      case 'run-end':
      case 'task-delegating':
        return;
      default:
        this.#hearOfTask(event);
    }
  }

  #hearOfTask(event: TaskEvent): void {
    switch (event.kind) {
      case 'task-queued':
        return;
      case 'attempt-start':
        this.running.set(event.taskId, this.#begun(event.taskId, event.who));
        return;
      case 'text-delta':
        this.#more(event.taskId, event.text);
        return;
      case 'attempt-end':
        this.#attemptEnd(event.taskId, event.attempt);
        return;
      case 'task-escalated': {
        const { from, to, reason, taskId } = event;
        this.escalations.push({ title: this.#titleOf(taskId), from, to, reason });
        return;
      }
      case 'task-end':
        this.running.delete(event.taskId);
        this.ended += 1;
        if (event.outcome.state === 'done') this.#resolve(event.outcome.attempts.at(-1)?.rung);
    }
  }

  #begun(id: string, who: Who | undefined): RunningTask {
    const isProse = this.#tasks.get(id)?.output?.kind === 'text';
    const title = this.#titleOf(id);
    return { id, title, isProse, who, since: this.#now(), words: '', tokens: 0, tokensSince: undefined };
  }

  #more(id: string, text: string): void {
    const task = this.running.get(id);
    if (task === undefined) return;
    const words = `${task.words}${text}`.replaceAll(/\s+/g, ' ').slice(-KEPT_CHARACTERS);
    const tokens = task.tokens + text.length / CHARACTERS_PER_TOKEN;
    this.running.set(id, { ...task, words, tokens, tokensSince: task.tokensSince ?? this.#now() });
  }

  #attemptEnd(id: string, { end, who }: Attempt): void {
    const { usage = NO_USAGE, costMicros } = end.kind === 'error' ? end : end.answer;
    this.spentMicros += costMicros;
    if (who !== undefined) this.#use(who, usage);
    if (this.running.has(id)) this.running.set(id, this.#begun(id, undefined));
  }

  #resolve(rung: RungName | undefined): void {
    this.done += 1;
    if (rung !== undefined) this.resolved.set(rung, (this.resolved.get(rung) ?? 0) + 1);
  }

  #use(who: Who, usage: Usage): void {
    const model = modelOf(who);
    const isNothing = usage.inputTokens === 0 && usage.outputTokens === 0;
    if (model !== undefined && !isNothing) this.usage.set(model, addUsage(this.usage.get(model) ?? NO_USAGE, usage));
  }

  #titleOf(id: string): string {
    return this.#tasks.get(id)?.title ?? id;
  }
}

/** Undefined where no model worked: a tool did, or it was known. */
function modelOf(who: Who): string | undefined {
  switch (who.kind) {
    case 'cache':
    case 'tool':
      return undefined;
    case 'api':
      return who.servedModel === '' ? who.requestedModel : who.servedModel;
    case 'local':
    case 'worker':
      return who.model;
  }
}
