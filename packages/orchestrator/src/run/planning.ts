import type { GenerateRequest, TaskKind } from '@hanzo/contracts';
import type { Profile, Workspace, WorkspaceFile } from '@hanzo/tools';
import { planForFocus } from '../focus/focus-plan.ts';
import { hotFirst, profileFacts, withHotFacts } from '../hot/hot-facts.ts';
import { DEFAULT_MAX_TASKS } from '../plan/deterministic-plan.ts';
import { type Planner, planRequest } from '../plan/model-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { summarizeWorkspace } from '../plan/workspace-summary.ts';
import type { TaskLimits } from '../tasks/task-limits.ts';

export interface PlanningInput {
  readonly workspace: Workspace;
  readonly limits: Pick<TaskLimits, 'focus' | 'patch'>;
  readonly profile?: Profile | undefined;
  readonly signal: AbortSignal;
}

/** What the plan of a run is made of, whoever makes it. */
export interface Planning {
  /** The person's words, and what focus and profile say besides. */
  readonly instructions: string;
  /** In the order in which they are to be looked at. */
  readonly files: readonly WorkspaceFile[];
  /** Of the tasks that are planned by rules; undefined: as the person's words say. */
  readonly kind: TaskKind | undefined;
  /** The plan with what is known of its files as exact facts. */
  withFacts(plan: Plan): Plan;
}

/** Looks at the code for what the plan follows from. Nothing of it costs anything. */
export async function planningOf(
  { workspace, limits, profile, signal }: PlanningInput,
  instructions: string,
  files: readonly WorkspaceFile[],
  texts: ReadonlyMap<string, string>,
): Promise<Planning> {
  const { focus } = limits;
  const focused = focus && (await planForFocus({ ...limits, focus }, files, texts, { workspace, signal }));
  return {
    instructions: [instructions, focused?.forPlanner, profileFacts(profile)].filter(Boolean).join('\n\n'),
    files: hotFirst(focused?.files ?? files, profile),
    kind: focused?.kind,
    withFacts: (plan) => withHotFacts(focused?.withFacts(plan) ?? plan, profile),
  };
}

/** What a model that plans is asked about it. */
export function plannerRequest(
  { instructions, files }: Planning,
  planner: Omit<Planner, 'provider'>,
  maxTasks: number = DEFAULT_MAX_TASKS,
): GenerateRequest {
  return planRequest({ ...planner, instructions, workspaceSummary: summarizeWorkspace(files), maxTasks });
}
