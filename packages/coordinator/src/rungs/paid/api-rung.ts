import {
  HanzoError,
  toHanzoError,
  type Answer,
  type Effort,
  type Rung,
  type RungContext,
  type Task,
} from '@hanzo/contracts';
import type { PaidModel } from './paid-model.ts';
import { withEvidence } from './refused-evidence.ts';

export interface ApiRungParts {
  /** `strong` is for what the model of the task's own tier has failed. @default 'api' */
  readonly name?: 'api' | 'strong';
  /** The model that the user's policy names for the task; undefined when none may be used. */
  readonly modelFor: (task: Task) => PaidModel | undefined;
  /** Why there is none for the task, in words. @default no API model is set for its tier */
  readonly whyNone?: ((task: Task) => string) | undefined;
  /** How hard the model shall think. @default the model's own */
  readonly effortFor?: ((task: Task) => Effort | undefined) | undefined;
}

/** Gets a task done by an API model, paid from the ledger. Each try is an attempt of its own. */
export class ApiRung implements Rung {
  readonly name: 'api' | 'strong';
  readonly paid = true;
  readonly #parts: ApiRungParts;

  constructor(parts: ApiRungParts) {
    this.#parts = parts;
    this.name = parts.name ?? 'api';
  }

  unfit(task: Task, notAgain?: ReadonlySet<string>): string | undefined {
    const { modelFor, whyNone } = this.#parts;
    const model = modelFor(task);
    if (model === undefined) return whyNone?.(task) ?? `no API model is set for ${task.tier} tasks`;
    const name = model.next;
    // The same again would be paid for twice, also under another name.
    return name !== undefined && notAgain?.has(name) === true ? `${name} has tried it already` : undefined;
  }

  async attempt(task: Task, context: RungContext): Promise<Answer> {
    const model = this.#parts.modelFor(task);
    if (model === undefined)
      throw new HanzoError(
        'INTERNAL',
        `The ${this.name} rung was asked for a ${task.tier} task that it had called unfit.`,
      );
    const evident = withEvidence(task.prompt, context.refused);
    try {
      return await this.#ask(model, task, evident, context);
    } catch (thrown) {
      const error = toHanzoError(thrown);
      if (error.code !== 'PROMPT_TOO_LONG' || evident === task.prompt) throw thrown;
      // It may be the evidence that does not fit: better no evidence than no answer.
      context.onLost(error);
      return await this.#ask(model, task, task.prompt, context);
    }
  }

  async #ask(model: PaidModel, task: Task, prompt: string, context: RungContext): Promise<Answer> {
    const effort = this.#parts.effortFor?.(task);
    const { system, output, maxOutputTokens, sampling, stop } = task;
    const request = { system, prompt, output, maxOutputTokens, sampling };
    const { generation, costMicros, who } = await model.ask(
      { ...request, ...(stop && { stop }), ...(effort && { effort }) },
      {
        taskId: task.id,
        member: task.user,
        signal: context.signal,
        timeoutMs: task.timeoutMs,
        deadlineAt: context.deadlineAt,
        notAgain: context.notAgain,
        onTry: (its) => context.onStart(its),
        onText: (piece) => context.onText(piece),
        onLost: (error) => context.onLost(error),
        onWait: (why) => context.onWait?.(why),
      },
    );
    const { text, finish, usage, timings } = generation;
    return { text, finish, usage, timings, who, costMicros };
  }
}
