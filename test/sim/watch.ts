import type { Answer, TaskEvent, TaskOutcome, Who } from '@hanzo/contracts';
import { answerOf, promptOf, WEIGHTS, type Weights } from './answers.ts';
import type { RecordedTask } from './disk.ts';

/** What somebody sees who shows only the newest attempt of a task. */
interface Screen {
  attempt: number;
  who: Who | undefined;
  text: string;
}

export type TaskState = TaskOutcome['state'];

/** What there is to be seen. */
export interface Scene {
  readonly tasks: readonly { readonly id: string; readonly seed: number; readonly words: number }[];
  /** Names of nodes, with the weights of the model there. */
  readonly workers: readonly { readonly name: string; readonly weights: Weights }[];
  /** Frames can be lost on the way. */
  readonly isLossy: boolean;
}

/**
 * Somebody who watches tasks, as a person at a terminal does, and holds each thing that is told against what may be told.
 * Outlives the coordinators.
 */
export class Watch {
  readonly problems: string[] = [];
  readonly #prompts: ReadonlyMap<string, string>;
  readonly #weights: ReadonlyMap<string, Weights>;
  readonly #isLossy: boolean;
  readonly #screens = new Map<string, Screen>();
  readonly #accepted = new Set<string>();
  readonly #told = new Map<string, TaskState>();
  readonly #ended = new Map<string, TaskState>();
  readonly #heard = new Map<string, TaskOutcome>();
  readonly #cancelled = new Set<string>();

  constructor({ tasks, workers, isLossy }: Scene) {
    this.#prompts = new Map(tasks.map(({ id, seed, words }) => [id, promptOf(seed, words)]));
    this.#weights = new Map(workers.map(({ name, weights }) => [name, weights]));
    this.#isLossy = isLossy;
  }

  /** Told to somebody as accepted. */
  get accepted(): ReadonlySet<string> {
    return this.#accepted;
  }

  /** Told to somebody as ended, if only in an event. */
  get told(): ReadonlyMap<string, TaskState> {
    return this.#told;
  }

  /** Handed to whoever asked for them, with their outcome. */
  get ended(): ReadonlyMap<string, TaskState> {
    return this.#ended;
  }

  problem(what: string): void {
    this.problems.push(what);
  }

  /** A coordinator begins anew: whoever watches sees nothing of before. */
  forget(taskId: string): void {
    this.#screens.delete(taskId);
  }

  see(event: TaskEvent): void {
    const { taskId } = event;
    switch (event.kind) {
      case 'task-queued':
        this.#accepted.add(taskId);
        return;
      case 'task-escalated':
        return;
      case 'attempt-start':
        this.#start(taskId, event.attempt, event.who);
        return;
      case 'text-delta':
        this.#text(taskId, event.attempt, event.text);
        return;
      case 'attempt-end':
        return;
      case 'task-end':
        this.#told.set(taskId, event.outcome.state);
        return;
    }
  }

  /** Somebody was told that it will be cancelled unless it ends before. */
  mayCancel(taskId: string): void {
    this.#cancelled.add(taskId);
  }

  /** The task is over. */
  end(taskId: string, outcome: TaskOutcome): void {
    const before = this.#ended.get(taskId);
    if (before !== undefined) this.problem(`${taskId} ended twice: ${before}, then ${outcome.state}`);
    this.#ended.set(taskId, outcome.state);
    if (outcome.state === 'undone' && outcome.reason.trim() === '')
      this.problem(`${taskId} is undone without a reason`);
    if (outcome.state === 'done') this.#judge(taskId, outcome.answer);
  }

  /** Somebody whose run was taken over says how a task has ended: nothing else than what counts. */
  hear(taskId: string, outcome: TaskOutcome): void {
    this.#heard.set(taskId, outcome);
  }

  /** What was heard of tasks from those whose word does not count. */
  get heard(): ReadonlyMap<string, TaskOutcome> {
    return this.#heard;
  }

  /** Tasks of which somebody at another terminal was told that they will be cancelled. */
  get cancelled(): ReadonlySet<string> {
    return this.#cancelled;
  }

  /** A task that had ended before the coordinator began anew, executed once more: nothing may change. */
  repeat(taskId: string, outcome: TaskOutcome, { state, answer }: RecordedTask): void {
    this.#ended.set(taskId, outcome.state);
    if (outcome.state !== state) this.problem(`${taskId} was recorded as ${state}, and came back ${outcome.state}`);
    if (outcome.state !== 'done' || outcome.answer.text === answer) return;
    this.problem(
      `${taskId} was recorded with ${JSON.stringify(answer)}, and came back with ${JSON.stringify(outcome.answer.text)}`,
    );
  }

  #start(taskId: string, attempt: number, who: Who): void {
    const screen = this.#screens.get(taskId);
    if (screen !== undefined && attempt < screen.attempt) {
      this.problem(`${taskId}: attempt ${attempt} began after attempt ${screen.attempt}`);
    }
    this.#screens.set(taskId, { attempt, who, text: '' });
  }

  #text(taskId: string, attempt: number, text: string): void {
    let screen = this.#screens.get(taskId);
    if (screen === undefined || attempt > screen.attempt) {
      screen = { attempt, who: undefined, text: '' };
      this.#screens.set(taskId, screen);
    }
    if (attempt < screen.attempt)
      this.problem(`${taskId}: text of attempt ${attempt} came in attempt ${screen.attempt}`);
    screen.text += text;
    const possible = this.#answers(taskId, screen.who);
    if (possible.some((answer) => answer.startsWith(screen.text))) return;
    this.problem(
      `${taskId}: mixed text in attempt ${attempt}: ${JSON.stringify(screen.text)}, not of ${possible.join(' or ')}`,
    );
  }

  #judge(taskId: string, answer: Answer): void {
    if (!this.#answers(taskId, answer.who).includes(answer.text)) {
      this.problem(`${taskId} was answered with what ${nodeOf(answer.who)} never says: ${JSON.stringify(answer.text)}`);
    }
    const seen = this.#screens.get(taskId);
    const text = seen?.text ?? '';
    // Where frames are lost, a result can come without what should come before it.
    if (text !== answer.text && !(this.#isLossy && answer.text.startsWith(text))) {
      this.problem(`${taskId}: shown was ${JSON.stringify(text)}, the answer is ${JSON.stringify(answer.text)}`);
    }
    if (!this.#isLossy && seen?.who !== undefined && nodeOf(seen.who) !== nodeOf(answer.who)) {
      this.problem(`${taskId}: shown was ${nodeOf(seen.who)}, it was answered by ${nodeOf(answer.who)}`);
    }
  }

  /** What the task can be answered with; by a known worker one text only. */
  #answers(taskId: string, who: Who | undefined): readonly string[] {
    const prompt = this.#prompts.get(taskId);
    if (prompt === undefined) return [];
    const weights = who === undefined ? undefined : this.#weights.get(nodeOf(who));
    return (weights === undefined ? WEIGHTS : [weights]).map((one) => answerOf(prompt, one));
  }
}

function nodeOf(who: Who): string {
  return who.kind === 'worker' ? who.node : who.kind;
}
