import { type ErrorCode, HanzoError, type RoutingPolicy, type TaskKind } from '@hanzo/contracts';
import type { WorkspaceFile } from '@hanzo/tools';
import { DEFAULT_MAX_TASKS, deterministicPlan } from './deterministic-plan.ts';
import { type Planner, planWithModel } from './model-plan.ts';
import type { PlanMemory } from './plan-memory.ts';
import type { Plan, PlannerCall } from './plan.ts';
import { summarizeWorkspace } from './workspace-summary.ts';

export interface PlanRunInput {
  readonly instructions: string;
  readonly files: readonly WorkspaceFile[];
  /** Undefined: plan by rules. */
  readonly planner: Planner | undefined;
  /** Plans of before. @default none */
  readonly memory?: PlanMemory | undefined;
  /** Why there is no planner, for the report. */
  readonly noPlannerBecause?: string | undefined;
  readonly maxTasks?: number | undefined;
  /** For tasks that are planned by rules. */
  readonly routing?: Pick<RoutingPolicy, 'kinds'> | undefined;
  /** Of what is planned by rules. @default guessed from the instructions */
  readonly kind?: TaskKind | undefined;
  readonly signal: AbortSignal;
}

/** Errors that mean "this model gave no plan". All others end the run: it could not have gone on anyway. */
const NO_PLAN: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['ANSWER_INVALID', 'API_REFUSED', 'PROMPT_TOO_LONG']);

/** Plans with the model, or by rules when there is none or its plan is unusable; the origin says which and why. */
export async function planRun(input: PlanRunInput): Promise<Plan> {
  const { instructions, files, planner, memory, signal, maxTasks = DEFAULT_MAX_TASKS } = input;
  const byRules = (because: string, calls: readonly PlannerCall[] = []): Plan => ({
    ...deterministicPlan({ instructions, files, because, maxTasks, routing: input.routing, kind: input.kind }),
    calls,
  });
  if (planner === undefined) return byRules(input.noPlannerBecause ?? 'No model was given to plan with.');
  const workspaceSummary = summarizeWorkspace(files);
  try {
    const result = await planWithModel({ ...planner, memory, instructions, files, workspaceSummary, maxTasks, signal });
    return result.kind === 'planned' ? result.plan : byRules(result.reason, [result.call]);
  } catch (error) {
    if (error instanceof HanzoError && NO_PLAN.has(error.code))
      return byRules(`${planner.model} gave no plan: ${error.message}`);
    throw error;
  }
}
