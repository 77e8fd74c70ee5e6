import {
  HanzoError,
  isForFewKinds,
  localModelsFor,
  onlyModelsInWords,
  type Answer,
  type ModelProvider,
  type OfferedModel,
  type Rung,
  type RungContext,
  type Task,
  type WhyNotKind,
} from '@hanzo/contracts';
import { hasImages, NO_LOCAL_VISION } from './images.ts';
import { promptTokens, tooLongFor, type CountTokens } from './too-long.ts';

/** A model of this machine, and the tokens of prompt and answer that it takes and the hash of its weights, where it says so. */
export type LocalModel = ModelProvider & {
  readonly info?: { readonly contextTokens: number; readonly modelSha256?: string };
};

const NONE: ReadonlySet<string> = new Set();

/** Gets a task done by a model in a child process of this very machine, without a mesh. */
export class LocalRung implements Rung {
  readonly name = 'local';
  readonly paid = false;
  readonly #model: string;
  readonly #providers: ReadonlyMap<string, LocalModel>;
  readonly #countTokens: CountTokens | undefined;
  readonly #whyNotKind: WhyNotKind | undefined;

  /**
   * @param model name of the model that does what names none
   * @param others further models, by name: for tasks that name them
   * @param countTokens with it tasks are passed over that are too long for a model which tells its context
   * @param whyNotKind with it tasks are passed over that no model here was made for
   */
  constructor(
    provider: LocalModel,
    model: string,
    others: ReadonlyMap<string, LocalModel> = new Map(),
    countTokens?: CountTokens,
    whyNotKind?: WhyNotKind,
  ) {
    this.#model = model;
    this.#countTokens = countTokens;
    this.#whyNotKind = whyNotKind;
    this.#providers = new Map([[model, provider], ...others]);
  }

  unfit(task: Task, notAgain: ReadonlySet<string> = NONE): string | undefined {
    if (hasImages(task)) return NO_LOCAL_VISION;
    const named = this.#named(task);
    const [first] = named;
    if (first === undefined) return this.#whyNot(task) ?? onlyModelsInWords(task);
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

  /** The models of this machine that may do the task and were made for its kind: the wanted one first, but after those for all kinds. */
  #named(task: Task): readonly string[] {
    const isSecondChoice = (name: string): boolean =>
      this.#whyNotKind !== undefined && isForFewKinds(this.#offered(name), this.#whyNotKind);
    return this.#asked(task)
      .filter((name) => this.#whyNotMade(name, task) === undefined)
      .toSorted((one, other) => Number(isSecondChoice(one)) - Number(isSecondChoice(other)));
  }

  #whyNot(task: Task): string | undefined {
    const whys = this.#asked(task).map((name) => this.#whyNotMade(name, task));
    return whys.find((why) => why !== undefined);
  }

  #whyNotMade(name: string, { kind }: Task): string | undefined {
    return this.#whyNotKind?.(this.#offered(name), kind);
  }

  #offered(name: string): OfferedModel {
    return { name, sha256: this.#providers.get(name)?.info?.modelSha256 };
  }

  #asked(task: Task): readonly string[] {
    const models = localModelsFor(task);
    return models === undefined ? [this.#model] : [...models].filter((name) => this.#providers.has(name));
  }
}
