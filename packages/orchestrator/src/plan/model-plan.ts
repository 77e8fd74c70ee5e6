import {
  costMicros,
  type GenerateOptions,
  type GenerateRequest,
  type Price,
  type PromptImage,
  type Sampling,
  toHanzoError,
  type Who,
} from '@hanzo/contracts';
import type { WorkspaceFile } from '@hanzo/tools';
import { picturesInWords } from '../tasks/pictures.ts';
import { PLAN_OUTPUT, PLAN_WITH_FACTS_OUTPUT } from './plan-schema.ts';
import { keepPlan, type PlanMemory, recallPlan } from './plan-memory.ts';
import { PLANNER_SYSTEM, PLANNER_TOOLS_SYSTEM, plannerPrompt } from './plan-prompt.ts';
import type { Plan, PlannerCall } from './plan.ts';
import type { PlannerAnswer } from './planner-answer.ts';
import { readPlan } from './read-plan.ts';
import { repairPrompt } from './repair-prompt.ts';

export type { PlannerAnswer } from './planner-answer.ts';

/** The model that plans. A provider of paid calls must do its own reserving and settling of money. */
export interface Planner {
  readonly provider: {
    readonly name: string;
    generate(request: GenerateRequest, options: GenerateOptions): Promise<PlannerAnswer>;
  };
  /** The model's name as the provider knows it. */
  readonly model: string;
  /** For the receipt, where the provider does not tell what a call cost. Undefined: it is free. */
  readonly price?: Price | undefined;
  /** Who answered, for the receipt. @default as the provider tells, else an API endpoint named after it */
  readonly who?: ((generation: PlannerAnswer) => Who) | undefined;
  /** @default 4000 */
  readonly maxOutputTokens?: number | undefined;
  /** @default temperature 0, seed 1 */
  readonly sampling?: Sampling | undefined;
  /** Pictures that belong to the instructions, for a model with vision. @default it sees none */
  readonly images?: readonly PromptImage[] | undefined;
  /** The provider has tools called for it before it answers. Then its plans follow from more than its prompt. @default false */
  readonly usesTools?: boolean | undefined;
}

export interface ModelPlanInput extends Planner {
  readonly instructions: string;
  /** All files the run may touch; the plan is held against them. */
  readonly files: readonly WorkspaceFile[];
  /** The same once the model has answered: tools may have written meanwhile. @default as they were */
  readonly filesNow?: (() => Promise<readonly WorkspaceFile[]>) | undefined;
  /** As made by summarizeWorkspace. */
  readonly workspaceSummary: string;
  readonly maxTasks: number;
  /** Plans of before: what was usable is not asked for again. @default none */
  readonly memory?: PlanMemory | undefined;
  readonly signal: AbortSignal;
}

/** A plan, or why the model's answers are none. The calls are there in both cases: they were paid for. */
export type ModelPlanResult =
  | { readonly kind: 'planned'; readonly plan: Plan }
  | { readonly kind: 'unusable'; readonly reason: string; readonly calls: readonly PlannerCall[] };

/**
 * Asks a model for a plan and holds it against the schema and the workspace. Files that do not exist are dropped with
 * a warning; unknown kinds, broken JSON, a cut answer or a plan without work make it unusable: then the model is asked once
 * more, with its answer and what is wrong with it. Rejects with whatever the provider rejects the first request with.
 */
export async function planWithModel(input: ModelPlanInput): Promise<ModelPlanResult> {
  const { provider, signal } = input;
  // What tools told is not in the request: the same one may be answered otherwise tomorrow.
  const memory = input.usesTools === true ? undefined : input.memory;
  const request = planRequest(input);
  const recalled = recallPlan(memory, request);
  const known = recalled === undefined ? undefined : await read(input, request, recalled);
  if (known?.kind === 'planned') return known;
  const generation = await provider.generate(request, { signal });
  const first = await read(input, request, generation);
  const keep = (answer: PlannerAnswer): void => keepPlan(memory, request, answer, callOf(input, answer, true).who);
  if (first.kind === 'unusable') return await repaired(input, request, { generation, ...first }, keep);
  keep(generation);
  return first;
}

/** What the model is asked. */
export function planRequest(
  input: Pick<
    ModelPlanInput,
    'model' | 'instructions' | 'workspaceSummary' | 'maxTasks' | 'maxOutputTokens' | 'sampling' | 'images' | 'usesTools'
  >,
): GenerateRequest {
  const { images = [], usesTools = false } = input;
  const prompt = plannerPrompt(input.instructions, input.workspaceSummary, input.maxTasks);
  return {
    model: input.model,
    system: usesTools ? `${PLANNER_SYSTEM}\n\n${PLANNER_TOOLS_SYSTEM}` : PLANNER_SYSTEM,
    prompt: images.length === 0 ? prompt : `${prompt}\n\n${picturesInWords(images)}`,
    ...(images.length > 0 && { images }),
    output: usesTools ? PLAN_WITH_FACTS_OUTPUT : PLAN_OUTPUT,
    maxOutputTokens: input.maxOutputTokens ?? 4000,
    sampling: input.sampling ?? { temperature: 0, seed: 1 },
  };
}

interface Unusable {
  readonly generation: PlannerAnswer;
  readonly reason: string;
  readonly calls: readonly PlannerCall[];
}

/** Asks once more. What fails now leaves the run without this plan, and is no reason to end it. */
async function repaired(
  input: ModelPlanInput,
  request: GenerateRequest,
  { generation, reason, calls }: Unusable,
  keep: (answer: PlannerAnswer) => void,
): Promise<ModelPlanResult> {
  const { provider, model, signal } = input;
  const fault = { text: generation.text, reason, isCut: generation.finish === 'length' };
  const again = { ...request, prompt: repairPrompt(request.prompt, fault) };
  let answer: PlannerAnswer;
  try {
    answer = await provider.generate(again, { signal });
  } catch (error) {
    if (signal.aborted) throw error;
    const { message } = toHanzoError(error);
    return { kind: 'unusable', reason: `${reason} It could not be asked once more: ${message}`, calls };
  }
  const second = await read(input, again, answer);
  if (second.kind === 'unusable') {
    const both = `${reason} ${model} was asked once more. ${second.reason}`;
    return { kind: 'unusable', reason: both, calls: [...calls, ...second.calls] };
  }
  keep(answer);
  const warning = `The first plan of ${model} could not be used, and was asked for once more. ${reason}`;
  const { plan } = second;
  return {
    kind: 'planned',
    plan: { ...plan, warnings: [warning, ...plan.warnings], calls: [...calls, ...plan.calls] },
  };
}

/** Holds an answer against the schema and the workspace. */
async function read(
  input: ModelPlanInput,
  request: GenerateRequest,
  generation: PlannerAnswer,
): Promise<ModelPlanResult> {
  const isCut = generation.finish === 'length';
  const files = (await input.filesNow?.()) ?? input.files;
  const result = isCut
    ? { kind: 'unusable' as const, reason: `The plan was cut at ${request.maxOutputTokens} tokens.` }
    : readPlan(generation.text, { ...input, files, hasFacts: input.usesTools });
  if (result.kind === 'unusable') return { ...result, calls: [callOf(input, generation, false)] };
  const origin: Plan['origin'] = { kind: 'model', model: input.model, servedModel: generation.servedModel };
  return { kind: 'planned', plan: { origin, ...result.plan, calls: [callOf(input, generation, true)] } };
}

function callOf(planner: Planner, generation: PlannerAnswer, used: boolean): PlannerCall {
  const told = generation.who?.kind === 'cache' ? undefined : planner.who?.(generation);
  const who: Who = told ??
    generation.who ?? {
      kind: 'api',
      endpoint: planner.provider.name,
      requestedModel: planner.model,
      servedModel: generation.servedModel,
    };
  const byPrice = planner.price === undefined ? 0 : costMicros(planner.price, generation.usage);
  const cost = generation.costMicros ?? byPrice;
  return { who, usage: generation.usage, timings: generation.timings, costMicros: cost, used };
}
