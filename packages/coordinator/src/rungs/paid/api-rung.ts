import {
  apiModelsFor,
  HanzoError,
  onlyModelsInWords,
  toHanzoError,
  type Answer,
  type ApiModelCard,
  type Effort,
  type PromptImage,
  type Rung,
  type RungContext,
  type Task,
} from '@hanzo/contracts';
import { hasImages, type LoadImages } from '../images.ts';
import { promptTokens, tooLongFor, type CountTokens } from '../too-long.ts';
import type { PaidModel } from './paid-model.ts';
import { withEvidence } from './refused-evidence.ts';
import type { ToolUse } from './tools/tool-use.ts';

export interface ApiRungParts {
  /** `strong` is for what the model of the task's own tier has failed. @default 'api' */
  readonly name?: 'api' | 'strong';
  /** The model that the user's policy names for the task; undefined when none may be used. */
  readonly modelFor: (task: Task) => PaidModel | undefined;
  /** Why there is none for the task, in words. @default no API model is set for its tier */
  readonly whyNone?: ((task: Task) => string) | undefined;
  /** How hard the model shall think. @default the model's own */
  readonly effortFor?: ((task: Task) => Effort | undefined) | undefined;
  /** With it tasks are passed over that are too long for the model that would be asked. */
  readonly countTokens?: CountTokens | undefined;
  /** Where the bytes of pictures are. @default tasks with pictures fail */
  readonly loadImages?: LoadImages | undefined;
  /** What tasks that use tools may use; no other task is asked for. @default none has any */
  readonly toolsFor?: ((task: Task) => ToolUse | undefined) | undefined;
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
    if (apiModelsFor(task)?.length === 0) return onlyModelsInWords(task);
    const model = modelFor(task);
    if (model === undefined) return whyNone?.(task) ?? `no API model is set for ${task.tier} tasks`;
    const card = this.#cardFor(task, model);
    return whyNotAsked(task, model, card, notAgain) ?? this.#tooLong(task, card);
  }

  /** The catalogue tells how long a prompt may be; answers come besides. */
  #tooLong(task: Task, card: ApiModelCard | undefined): string | undefined {
    const { countTokens } = this.#parts;
    return countTokens && card && tooLongFor(card.name, promptTokens(task, countTokens), card.contextTokens);
  }

  /** Of the model that would be asked now: who takes no tools is asked without where nobody does. */
  #cardFor(task: Task, model: PaidModel): ApiModelCard | undefined {
    const images = hasImages(task);
    const withTools = this.#parts.toolsFor !== undefined && task.usesTools === true;
    return (withTools ? model.cardFor({ images, tools: true }) : undefined) ?? model.cardFor({ images, tools: false });
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
    const images = hasImages(task) ? await this.#imagesOf(task) : undefined;
    const request = { system, prompt, output, maxOutputTokens, sampling, ...(images && { images }) };
    const tools = task.usesTools === true ? this.#parts.toolsFor?.(task) : undefined;
    const { generation, costMicros, who } = await model.askWithTools(
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
      tools,
    );
    const { text, finish, usage, timings } = generation;
    return { text, finish, usage, timings, who, costMicros };
  }

  async #imagesOf({ images = [] }: Task): Promise<readonly PromptImage[]> {
    const { loadImages } = this.#parts;
    if (loadImages === undefined)
      throw new HanzoError('INTERNAL', `The ${this.name} rung got pictures, and nobody knows where they are.`);
    return await loadImages(images);
  }
}

/** What stands against the model that would be asked now. */
function whyNotAsked(
  task: Task,
  model: PaidModel,
  card: ApiModelCard | undefined,
  notAgain: ReadonlySet<string> | undefined,
): string | undefined {
  const name = card?.name;
  if (name === undefined && model.next !== undefined) return `pictures belong to it, and ${model.next} takes none`;
  if (name !== undefined && apiModelsFor(task)?.includes(name) === false) return onlyModelsInWords(task);
  // The same again would be paid for twice, also under another name.
  if (name !== undefined && notAgain?.has(name) === true) return `${name} has tried it already`;
  return undefined;
}
