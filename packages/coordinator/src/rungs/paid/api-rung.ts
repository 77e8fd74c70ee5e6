import { HanzoError, type Answer, type Effort, type Rung, type RungContext, type Task } from '@hanzo/contracts';
import type { PaidModel } from './paid-model.ts';

export interface ApiRungParts {
  /** The model that the user's policy names for the task; undefined when none may be used. */
  readonly modelFor: (task: Task) => PaidModel | undefined;
  /** How hard the model shall think. @default the model's own */
  readonly effortFor?: ((task: Task) => Effort | undefined) | undefined;
}

/** Gets a task done by an API model, paid from the ledger. Each try is an attempt of its own. */
export class ApiRung implements Rung {
  readonly name = 'api';
  readonly paid = true;
  readonly #parts: ApiRungParts;

  constructor(parts: ApiRungParts) {
    this.#parts = parts;
  }

  unfit(task: Task): string | undefined {
    return this.#parts.modelFor(task) === undefined ? `no API model is set for ${task.tier} tasks` : undefined;
  }

  async attempt(task: Task, context: RungContext): Promise<Answer> {
    const model = this.#parts.modelFor(task);
    if (model === undefined)
      throw new HanzoError('INTERNAL', `The API rung was asked for a ${task.tier} task that it had called unfit.`);
    const effort = this.#parts.effortFor?.(task);
    const { system, prompt, output, maxOutputTokens, sampling, stop } = task;
    const request = { system, prompt, output, maxOutputTokens, sampling };
    const { generation, costMicros, who } = await model.ask(
      { ...request, ...(stop && { stop }), ...(effort && { effort }) },
      {
        taskId: task.id,
        member: task.user,
        signal: context.signal,
        timeoutMs: task.timeoutMs,
        deadlineAt: context.deadlineAt,
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
