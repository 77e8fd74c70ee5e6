import { countOf, type TaskKind, type Tier } from '@hanzo/contracts';
import { beyondTheLimit } from './not-covered.ts';
import { missedFiles, type Plan, type PlannedTask } from './plan.ts';

export interface CoverAllOptions {
  /** Of the tasks that are added. */
  readonly kind: TaskKind;
  readonly tier: Tier;
  /** Besides checks. */
  readonly maxTasks: number;
}

/**
 * The plan with a task for each file of code that the model which planned left out, as far as a plan may go: who stops work by
 * what is found must know that all was looked at.
 */
export function coverAll(plan: Plan, { kind, tier, maxTasks }: CoverAllOptions): Plan {
  const missed = missedFiles(plan);
  if (missed.length === 0) return { ...plan, coversAll: true };
  const planned = plan.tasks.filter((task) => task.kind !== 'check').length;
  // Doc comments are counted by functions, once it is known which files have any.
  const room = kind === 'comments' ? missed.length : Math.max(0, maxTasks - planned);
  const added = missed.slice(0, room);
  const left = missed.slice(room);
  const tasks = added.map(({ path }): PlannedTask => ({
    kind,
    tier,
    title: `${kind} ${path}`,
    files: [path],
    instructions: '',
  }));
  const warnings = [
    ...(added.length > 0
      ? [
          `The plan left out ${countOf(added.length, 'file')} of code: added by rules, because this run must look at all.`,
        ]
      : []),
    ...(left.length > 0
      ? [
          `${countOf(left.length, 'file')} of code will not be looked at, so this run will be incomplete: raise --max-tasks, or name fewer --files.`,
        ]
      : []),
  ];
  return {
    ...plan,
    coversAll: true,
    tasks: [...plan.tasks, ...tasks],
    warnings: [...plan.warnings, ...warnings],
    notCovered: [
      ...plan.notCovered.filter(({ isMissed = false }) => !isMissed),
      ...left.map(({ path }) => beyondTheLimit(path, maxTasks)),
    ],
  };
}
