import { countOf } from '@hanzo/contracts';
import { beyondTheLimit } from '../plan/not-covered.ts';
import type { Plan, PlannedTask } from '../plan/plan.ts';
import { type FunctionsOf, mayHaveFunctions } from './functions-of.ts';

export interface PlanCommentsInput {
  /** Text of each file. */
  readonly texts: ReadonlyMap<string, string>;
  readonly functionsOf: FunctionsOf;
  /** Besides checks. Each function is a task. */
  readonly maxTasks: number;
}

const MOST_NAMED = 3;

/**
 * The plan with the number of functions that each task of doc comments is about, as many as a plan may have tasks, in the first files
 * that have any; and with a word on what has none to document. A file is documented once, however many tasks name it.
 */
export function planComments(plan: Plan, { texts, functionsOf, maxTasks }: PlanCommentsInput): Plan {
  if (!plan.tasks.some(isComments)) return plan;
  let room = Math.max(0, maxTasks - plan.tasks.filter((task) => task.kind !== 'check' && !isComments(task)).length);
  let found = 0;
  const seen = new Set<string>();
  const none: string[] = [];
  const beyond: string[] = [];
  const tasks = plan.tasks.flatMap((task): readonly PlannedTask[] => {
    if (!isComments(task)) return [task];
    const files: string[] = [];
    let functions = 0;
    for (const path of task.files.filter((one) => !seen.has(one))) {
      seen.add(path);
      const own = functionsOf(path, texts.get(path) ?? '').length;
      const taken = Math.min(own, room);
      if (own === 0) none.push(path);
      if (own > 0 && taken === 0) beyond.push(path);
      else files.push(path);
      functions += taken;
      room -= taken;
      found += own;
    }
    return files.length === 0 ? [] : [{ ...task, files, functions }];
  });
  const made = tasks.reduce((sum, { functions = 0 }) => sum + functions, 0);
  return {
    ...plan,
    tasks,
    warnings: [...plan.warnings, ...warningsOf(none, { made, found, maxTasks })],
    notCovered: [...plan.notCovered, ...beyond.map((path) => beyondTheLimit(path, maxTasks))],
  };
}

/** Files whose functions a plan documents. */
export function commentedPaths({ tasks }: Pick<Plan, 'tasks'>): readonly string[] {
  return tasks.filter(isComments).flatMap(({ files }) => files);
}

function isComments({ kind }: PlannedTask): boolean {
  return kind === 'comments';
}

interface Figures {
  readonly made: number;
  readonly found: number;
  readonly maxTasks: number;
}

function warningsOf(none: readonly string[], { made, found, maxTasks }: Figures): readonly string[] {
  const documented = none.filter(mayHaveFunctions);
  const strange = none.filter((path) => !mayHaveFunctions(path));
  return [
    ...(documented.length === 0
      ? []
      : [
          `Nothing to document in ${someOf(documented)}: no function was found there that lacks a doc comment and can be given one.`,
        ]),
    ...(strange.length === 0
      ? []
      : [`No doc comments for ${someOf(strange)}: functions are found in TypeScript, JavaScript and Python.`]),
    ...(made === found
      ? []
      : [
          `${found - made} of ${countOf(found, 'function')} without a doc comment are left out: the plan is capped at ${countOf(maxTasks, 'task')} (--max-tasks).`,
        ]),
  ];
}

function someOf(paths: readonly string[]): string {
  const named = paths.slice(0, MOST_NAMED).join(', ');
  return paths.length > MOST_NAMED ? `${named} and ${countOf(paths.length - MOST_NAMED, 'more file')}` : named;
}
