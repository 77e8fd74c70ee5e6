import { HanzoError, type Answer, type Rung, type RungContext, type Task } from '@hanzo/contracts';
import type { MeteredModel } from './metered-model.ts';

/** Gets a task done by an API model, paid from the ledger. */
export class ApiRung implements Rung {
  readonly name = 'api';
  readonly paid = true;
  readonly #modelFor: (task: Task) => MeteredModel | undefined;

  /** @param modelFor the model that the user's policy names for the task; undefined when none may be used */
  constructor(modelFor: (task: Task) => MeteredModel | undefined) {
    this.#modelFor = modelFor;
  }

  unfit(task: Task): string | undefined {
    return this.#modelFor(task) === undefined ? `no API model is set for ${task.tier} tasks` : undefined;
  }

  async attempt(task: Task, context: RungContext): Promise<Answer> {
    const model = this.#modelFor(task);
    if (model === undefined)
      throw new HanzoError('INTERNAL', `The API rung was asked for a ${task.tier} task that it had called unfit.`);
    const requestedModel = model.card.name;
    const { endpoint } = model;
    context.onStart({ kind: 'api', endpoint, requestedModel, servedModel: '' });
    const { system, prompt, output, maxOutputTokens, sampling } = task;
    const signal = AbortSignal.any([context.signal, AbortSignal.timeout(task.timeoutMs)]);
    const { generation, costMicros } = await model.generate(
      { system, prompt, output, maxOutputTokens, sampling },
      { signal, onText: (piece) => context.onText(piece) },
      task.id,
    );
    const { text, finish, usage, timings, servedModel } = generation;
    return { text, finish, usage, timings, who: { kind: 'api', endpoint, requestedModel, servedModel }, costMicros };
  }
}
