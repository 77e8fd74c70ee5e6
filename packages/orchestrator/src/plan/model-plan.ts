import {
  costMicros,
  type GenerateOptions,
  type GenerateRequest,
  type Price,
  type Sampling,
  type Who,
} from '@hanzo/contracts';
import type { WorkspaceFile } from '@hanzo/tools';
import { parseJsonAs } from '../findings-schema.ts';
import { checkTasks } from './check-tasks.ts';
import { type DraftTask, draftPlanValidator, PLAN_OUTPUT } from './plan-schema.ts';
import { leftOutOfPlan } from './not-covered.ts';
import { keepPlan, type PlanMemory, recallPlan } from './plan-memory.ts';
import { PLANNER_SYSTEM, plannerPrompt } from './plan-prompt.ts';
import type { Plan, PlannedTask, PlannerCall } from './plan.ts';
import type { PlannerAnswer } from './planner-answer.ts';

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
}

export interface ModelPlanInput extends Planner {
  readonly instructions: string;
  /** All files the run may touch; the plan is held against them. */
  readonly files: readonly WorkspaceFile[];
  /** As made by summarizeWorkspace. */
  readonly workspaceSummary: string;
  readonly maxTasks: number;
  /** Plans of before: what was usable is not asked for again. @default none */
  readonly memory?: PlanMemory | undefined;
  readonly signal: AbortSignal;
}

/** A plan, or why the model's answer is none. The call is there in both cases: it was paid for. */
export type ModelPlanResult =
  | { readonly kind: 'planned'; readonly plan: Plan }
  | { readonly kind: 'unusable'; readonly reason: string; readonly call: PlannerCall };

/**
 * Asks a model for a plan and holds it against the schema and the workspace. Files that do not exist are dropped with
 * a warning; unknown kinds, broken JSON, a cut answer or a plan without work make it unusable. Rejects with whatever
 * the provider rejects with.
 */
export async function planWithModel(input: ModelPlanInput): Promise<ModelPlanResult> {
  const { provider, model, instructions, maxTasks, memory, signal } = input;
  const request = {
    model,
    system: PLANNER_SYSTEM,
    prompt: plannerPrompt(instructions, input.workspaceSummary, maxTasks),
    output: PLAN_OUTPUT,
    maxOutputTokens: input.maxOutputTokens ?? 4000,
    sampling: input.sampling ?? { temperature: 0, seed: 1 },
  };
  const recalled = recallPlan(memory, request);
  const known = recalled === undefined ? undefined : read(input, request, recalled);
  if (known?.kind === 'planned') return known;
  const generation = await provider.generate(request, { signal });
  const result = read(input, request, generation);
  if (result.kind === 'planned') keepPlan(memory, request, generation, callOf(input, generation, true).who);
  return result;
}

/** Holds an answer against the schema and the workspace. */
function read(input: ModelPlanInput, request: GenerateRequest, generation: PlannerAnswer): ModelPlanResult {
  const { model, files, maxTasks } = input;
  const unusable = (reason: string): ModelPlanResult => ({
    kind: 'unusable',
    reason,
    call: callOf(input, generation, false),
  });
  if (generation.finish === 'length') return unusable(`The plan was cut at ${request.maxOutputTokens} tokens.`);
  const parsed = parseJsonAs(generation.text, draftPlanValidator);
  if (!parsed.ok) return unusable(`The plan is unusable. ${parsed.reason}`);
  const warnings: string[] = [];
  const all = usableTasks(parsed.value.tasks, files, warnings);
  if (all.length > maxTasks) warnings.push(`The plan had ${all.length} tasks; the first ${maxTasks} are kept.`);
  const tasks = all.slice(0, maxTasks);
  if (tasks.length === 0) return unusable(['The plan has no task that can be done.', ...warnings].join(' '));
  const plan: Plan = {
    origin: { kind: 'model', model, servedModel: generation.servedModel },
    tasks: [...checkTasks(files), ...tasks],
    warnings,
    notCovered: leftOutOfPlan(files, all, maxTasks),
    calls: [callOf(input, generation, true)],
  };
  return { kind: 'planned', plan };
}

function usableTasks(
  drafts: readonly DraftTask[],
  files: readonly WorkspaceFile[],
  warnings: string[],
): readonly PlannedTask[] {
  const known = new Set(files.map((file) => file.path));
  const tasks: PlannedTask[] = [];
  let redundant = 0;
  for (const draft of drafts) {
    const unique = [...new Set(draft.files)];
    const existing = unique.filter((path) => known.has(path));
    const title = draft.title.trim() === '' ? `${draft.kind} ${existing.join(', ')}` : draft.title.trim().slice(0, 120);
    if (draft.kind === 'check') {
      redundant += 1;
      continue;
    }
    if (existing.length < unique.length)
      warnings.push(
        unknownFiles(
          title,
          unique.filter((path) => !known.has(path)),
          existing.length === 0,
        ),
      );
    else if (unique.length === 0) warnings.push(`Dropped the task "${title}": it names no files.`);
    if (existing.length > 0)
      tasks.push({
        kind: draft.kind,
        tier: draft.tier,
        title,
        files: existing,
        instructions: draft.instructions.slice(0, 2000),
      });
  }
  if (redundant > 0) warnings.push(`Dropped ${redundant} planned checks: every file is checked already.`);
  return tasks;
}

function unknownFiles(title: string, unknown: readonly string[], isDropped: boolean): string {
  const names = unknown
    .slice(0, 5)
    .map((path) => JSON.stringify(path))
    .join(', ');
  const more = unknown.length > 5 ? ` and ${unknown.length - 5} more` : '';
  return `${isDropped ? 'Dropped the task' : 'In the task'} "${title}": the workspace has no ${names}${more}.`;
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
