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
  /** What has become of them while the model planned, with tools that may write. @default nothing */
  readonly filesNow?: (() => Promise<readonly WorkspaceFile[]>) | undefined;
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
  /** One task for each file, without a limit unless one is given, and without the planner. @default false */
  readonly batch?: boolean | undefined;
  readonly signal: AbortSignal;
}

/** Errors that mean "this model gave no plan". All others end the run: it could not have gone on anyway. */
const NO_PLAN: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['ANSWER_INVALID', 'API_REFUSED', 'PROMPT_TOO_LONG']);

const BATCH = 'One task for each file, as --batch-mode wants it.';

/** Plans with the model, or by rules when there is none or its plan is unusable; the origin says which and why. */
export async function planRun(input: PlanRunInput): Promise<Plan> {
  const { instructions, planner, memory, signal, batch = false } = input;
  const { maxTasks = batch ? Number.MAX_SAFE_INTEGER : DEFAULT_MAX_TASKS } = input;
  // What shares a folder is asked about together: engines keep the beginnings that prompts share.
  const files = batch ? input.files.toSorted(byFolder) : input.files;
  const { filesNow } = input;
  const byRules = (because: string, calls: readonly PlannerCall[] = [], present = files): Plan => ({
    ...deterministicPlan({
      instructions,
      files: present,
      because,
      maxTasks,
      routing: input.routing,
      kind: input.kind,
      everyFile: batch,
    }),
    calls,
  });
  if (batch) return { ...byRules(BATCH), batch };
  if (planner === undefined) return byRules(input.noPlannerBecause ?? 'No model was given to plan with.');
  const workspaceSummary = summarizeWorkspace(files);
  const wish = { memory, instructions, files, filesNow, workspaceSummary, maxTasks, signal };
  try {
    const result = await planWithModel({ ...planner, ...wish });
    return result.kind === 'planned' ? result.plan : byRules(result.reason, result.calls, await filesNow?.());
  } catch (error) {
    if (error instanceof HanzoError && NO_PLAN.has(error.code))
      return byRules(`${planner.model} gave no plan: ${error.message}`, [], await filesNow?.());
    throw error;
  }
}

/** The files of a folder stand together, and the folders in their order. By code unit: the same on every machine. */
function byFolder(a: WorkspaceFile, b: WorkspaceFile): number {
  const [folderA, folderB] = [a, b].map(({ path }) => path.slice(0, path.lastIndexOf('/') + 1));
  if (folderA !== folderB) return (folderA ?? '') < (folderB ?? '') ? -1 : 1;
  return a.path < b.path ? -1 : 1;
}
