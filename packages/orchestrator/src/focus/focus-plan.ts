import type { Focus, TaskKind } from '@hanzo/contracts';
import type { ModuleGraph, Workspace, WorkspaceFile } from '@hanzo/tools';
import { workspaceGraph } from '../diagram/run-diagram.ts';
import type { Plan, PlannedTask } from '../plan/plan.ts';
import { focusForPlanner, graphFacts, kindByFocus, moduleFacts, orderByFocus } from './plan-by-focus.ts';
import { focusProfile } from './profiles.ts';
import type { TaskLimits } from '../tasks/task-limits.ts';

/** What a focus wants of the plan of a run. */
export interface FocusPlan {
  /** In the order in which they are to be looked at. */
  readonly files: readonly WorkspaceFile[];
  /** Of the tasks that are planned by rules. */
  readonly kind: TaskKind;
  /** For a model that plans, after the person's words. */
  readonly forPlanner: string;
  /** The plan with what is known of each file as exact facts. */
  withFacts(plan: Plan): Plan;
}

/** Looks at the code for what the plan of this focus follows from. Nothing of it costs anything. */
export async function planForFocus(
  { focus, patch = false }: Pick<TaskLimits, 'patch'> & { readonly focus: Focus },
  files: readonly WorkspaceFile[],
  texts: ReadonlyMap<string, string>,
  { workspace, signal }: { readonly workspace: Workspace; readonly signal: AbortSignal },
): Promise<FocusPlan> {
  const profile = focusProfile(focus);
  const kind = kindByFocus(profile, patch);
  const graph = focus === 'architecture' ? await workspaceGraph(workspace, signal) : undefined;
  const facts = graph === undefined ? [] : [graphFacts(graph)];
  return {
    files: orderByFocus(files, texts, profile, graph),
    kind,
    forPlanner: [focusForPlanner(profile, kind), ...facts].join('\n\n'),
    withFacts: (plan) => (graph === undefined ? plan : { ...plan, tasks: plan.tasks.map((task) => told(task, graph)) }),
  };
}

/** A task sees one file; what the imports say of it stands in others. */
function told(task: PlannedTask, graph: ModuleGraph): PlannedTask {
  const [path, ...others] = task.files;
  if (task.kind === 'check' || path === undefined || others.length > 0) return task;
  const facts = moduleFacts(path, graph);
  return facts === '' ? task : { ...task, instructions: [task.instructions, facts].filter(Boolean).join('\n') };
}
