import type { Answer, ModelProvider, Rung, RungContext, Task } from '@hanzo/contracts';

/** Gets a task done by a model in a child process of this very machine, without a mesh. */
export class LocalRung implements Rung {
  readonly name = 'local';
  readonly paid = false;
  readonly #provider: ModelProvider;
  readonly #model: string;

  constructor(provider: ModelProvider, model: string) {
    this.#provider = provider;
    this.#model = model;
  }

  unfit(_: Task, notAgain?: ReadonlySet<string>): string | undefined {
    return notAgain?.has(this.#model) === true ? `${this.#model} has answered, and was refused` : undefined;
  }

  async attempt(task: Task, context: RungContext): Promise<Answer> {
    const who = { kind: 'local', model: this.#model } as const;
    context.onStart(who);
    const { system, prompt, output, maxOutputTokens, sampling } = task;
    const signal = AbortSignal.any([context.signal, AbortSignal.timeout(task.timeoutMs)]);
    const { text, finish, usage, timings } = await this.#provider.generate(
      { model: this.#model, system, prompt, output, maxOutputTokens, sampling },
      { signal, onText: (piece) => context.onText(piece) },
    );
    return { text, finish, usage, timings, who, costMicros: 0 };
  }
}
