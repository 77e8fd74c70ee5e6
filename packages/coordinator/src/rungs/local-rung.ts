import {
  HanzoError,
  localModelsFor,
  onlyModelsInWords,
  type Answer,
  type ModelProvider,
  type Rung,
  type RungContext,
  type Task,
} from '@hanzo/contracts';
import { hasImages, NO_LOCAL_VISION } from './images.ts';
import { promptTokens, tooLongFor, type CountTokens } from './too-long.ts';

/** A model of this machine, and the tokens of prompt and answer that it takes, where it says so. */
export type LocalModel = ModelProvider & { readonly info?: { readonly contextTokens: number } };

const NONE: ReadonlySet<string> = new Set();

/** Gets a task done by a model in a child process of this very machine, without a mesh. */
export class LocalRung implements Rung {
  readonly name = 'local';
  readonly paid = false;
  readonly #model: string;
  readonly #providers: ReadonlyMap<string, LocalModel>;
  readonly #countTokens: CountTokens | undefined;

  /**
   * @param model name of the model that does what names none
   * @param others further models, by name: for tasks that name them
   * @param countTokens with it tasks are passed over that are too long for a model which tells its context
   */
  constructor(
    provider: LocalModel,
    model: string,
    others: ReadonlyMap<string, LocalModel> = new Map(),
    countTokens?: CountTokens,
  ) {
    this.#model = model;
    this.#countTokens = countTokens;
    this.#providers = new Map([[model, provider], ...others]);
  }

  unfit(task: Task, notAgain: ReadonlySet<string> = NONE): string | undefined {
    if (hasImages(task)) return NO_LOCAL_VISION;
    const named = this.#named(task);
    if (named.length === 0) return onlyModelsInWords(task);
    const [first] = named;
    if (named.every((model) => notAgain.has(model))) return `${first} has answered, and was refused`;
    const open = named.filter((model) => !notAgain.has(model));
    return open.every((model) => this.#tooLong(task, model) !== undefined) ? this.#tooLong(task, open[0]) : undefined;
  }

  async attempt(task: Task, context: RungContext): Promise<Answer> {
    const open = this.#named(task).filter((name) => context.notAgain?.has(name) !== true);
    const model = open.find((name) => this.#tooLong(task, name) === undefined) ?? open[0] ?? this.#model;
    const provider = this.#providers.get(model);
    if (provider === undefined) throw new HanzoError('INTERNAL', `The local rung has no model ${model}.`);
    const who = { kind: 'local', model } as const;
    context.onStart(who);
    const { system, prompt, output, maxOutputTokens, sampling } = task;
    const signal = AbortSignal.any([context.signal, AbortSignal.timeout(task.timeoutMs)]);
    const { text, finish, usage, timings } = await provider.generate(
      { model, system, prompt, output, maxOutputTokens, sampling },
      { signal, onText: (piece) => context.onText(piece) },
    );
    return { text, finish, usage, timings, who, costMicros: 0 };
  }

  #tooLong(task: Task, model = this.#model): string | undefined {
    const countTokens = this.#countTokens;
    if (countTokens === undefined) return undefined;
    const wanted = promptTokens(task, countTokens) + task.maxOutputTokens;
    return tooLongFor(model, wanted, this.#providers.get(model)?.info?.contextTokens);
  }

  /** The models of this machine that may do the task, the wanted one first. */
  #named(task: Task): readonly string[] {
    const models = localModelsFor(task);
    return models === undefined ? [this.#model] : [...models].filter((name) => this.#providers.has(name));
  }
}
