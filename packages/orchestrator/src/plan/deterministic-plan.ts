import { countOf, type RoutingPolicy, type TaskKind } from '@hanzo/contracts';
import type { WorkspaceFile } from '@hanzo/tools';
import { checkTasks } from './check-tasks.ts';
import { fileRole } from './file-role.ts';
import { guessKind } from './guess-kind.ts';
import { beyondTheLimit } from './not-covered.ts';
import type { Plan, PlannedTask } from './plan.ts';

/** Most planned tasks besides checks, unless the run says otherwise. */
export const DEFAULT_MAX_TASKS = 200;

export interface DeterministicPlanInput {
  readonly instructions: string;
  readonly files: readonly WorkspaceFile[];
  /** Why no model planned this. */
  readonly because: string;
  /** @default guessed from the instructions */
  readonly kind?: TaskKind | undefined;
  /** Says which tier tasks of the kind have. @default simple, all of them */
  readonly routing?: Pick<RoutingPolicy, 'kinds'> | undefined;
  /** Besides checks. @default 200 */
  readonly maxTasks?: number | undefined;
  /** Each file gets a task, whatever it holds. @default those that the kind is about */
  readonly everyFile?: boolean | undefined;
}

/**
 * Plans without a model: one check for each file, and one task of the guessed kind for each file that is code
 * (or prose, when the task is about documentation). If no file is, every file gets one.
 */
export function deterministicPlan(input: DeterministicPlanInput): Plan {
  const { files, instructions, maxTasks = DEFAULT_MAX_TASKS } = input;
  const kind = input.kind ?? guessKind(instructions);
  const tier = input.routing?.kinds[kind].tier ?? 'simple';
  const roles: readonly string[] = kind === 'docs' ? ['code', 'prose'] : ['code'];
  const fitting = input.everyFile === true ? files : files.filter(({ path }) => roles.includes(fileRole(path)));
  const wanted = kind === 'check' ? [] : fitting.length > 0 ? fitting : files;
  // Of doc comments each function is a task: those are counted once it is known which files have any.
  const most = kind === 'comments' ? wanted.length : maxTasks;
  const taken = wanted.slice(0, most);
  const tasks = taken.map(({ path }): PlannedTask => ({
    kind,
    tier,
    title: `${kind} ${path}`,
    files: [path],
    instructions: '',
  }));
  const notCovered = wanted.slice(most).map(({ path }) => beyondTheLimit(path, maxTasks));
  const warnings: string[] = [];
  if (notCovered.length > 0)
    warnings.push(
      `${notCovered.length} of ${wanted.length} files get tool checks only: the plan is capped at ${countOf(maxTasks, 'task')} (--max-tasks).`,
    );
  if (kind !== 'check' && wanted.length < files.length) {
    const others = files.length - wanted.length;
    warnings.push(
      `${others === 1 ? '1 file that is not code gets' : `${others} files that are not code get`} tool checks only.`,
    );
  }
  return {
    origin: { kind: 'deterministic', because: input.because },
    tasks: [...checkTasks(files), ...tasks],
    warnings,
    notCovered,
    calls: [],
  };
}
