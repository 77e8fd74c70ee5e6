import { isDeepStrictEqual } from 'node:util';
import { HanzoError, maskKeys, type Task } from '@hanzo/contracts';
import { openSyntax, type Workspace } from '@hanzo/tools';
import { functionsOnce } from '../comments/functions-of.ts';
import { cutAll } from '../outlines/cut-all.ts';
import { filesOf, type Plan } from '../plan/plan.ts';
import { buildTasks } from '../tasks/build-tasks.ts';
import { pathsToParse } from '../tasks/planned-units.ts';
import type { TaskLimits } from '../tasks/task-limits.ts';
import type { PreparedRun } from './prepare.ts';
import { readTexts } from './read-texts.ts';

export interface RestoreInput {
  readonly runId: string;
  readonly instructions: string;
  readonly plan: Plan;
  /** Those that were written down, from the first one on. */
  readonly tasks: readonly Task[];
  readonly workspace: Workspace;
  /** For a plan that does not say what its tasks were cut to. */
  readonly limits: TaskLimits;
  readonly signal: AbortSignal;
}

/**
 * All tasks of a run. When it stopped while they were being written down, the rest is made again from the same files and
 * limits. Where that cannot give the same tasks any more, the plan says so, and those that were written down are left; where
 * none was, all are made of the files as they are.
 *
 * @throws HanzoError USAGE when none was written down, and they cannot be made
 */
export async function restoreTasks(input: RestoreInput): Promise<PreparedRun> {
  const { plan, tasks } = input;
  if (tasks.length === plan.taskCount) return { plan, tasks };
  const whole = await makeAgain(input);
  const known = whole?.slice(0, tasks.length).map(plain);
  const isSame = whole?.length === plan.taskCount && isDeepStrictEqual(known, tasks.map(plain));
  if (whole !== undefined && isSame) return { plan, tasks: whole };
  if (tasks.length === 0) return await madeAnew(input);
  return { plan: { ...plan, warnings: [...plan.warnings, cannotBeMade(plan, tasks.length)] }, tasks };
}

/**
 * A plan of which nothing was begun, made into tasks of the files as they are now: what was known of them counts no more.
 *
 * @throws HanzoError USAGE when files of the plan are gone
 */
async function madeAnew(input: RestoreInput): Promise<PreparedRun> {
  const { remembered: _, ...plan } = input.plan;
  const tasks = (await hasAllFiles(input)) ? await makeAgain({ ...input, plan }) : undefined;
  if (tasks === undefined || tasks.length === 0) throw nothingLeft(input.runId, input.plan);
  const warning = 'The files have changed since they were planned: the tasks are made of what they are now.';
  return { plan: { ...plan, taskCount: tasks.length, warnings: [...plan.warnings, warning] }, tasks };
}

async function hasAllFiles({ plan, workspace, signal }: RestoreInput): Promise<boolean> {
  const { unreadable } = await readTexts(workspace, filesOf(plan), signal);
  return unreadable.length === 0;
}

/** Undefined when the files leave no way to cut them. */
async function makeAgain({
  runId,
  instructions,
  plan,
  workspace,
  limits,
  signal,
}: RestoreInput): Promise<readonly Task[] | undefined> {
  const { texts } = await readTexts(workspace, [...filesOf(plan), ...(plan.besides ?? [])], signal);
  using syntax = await openSyntax(pathsToParse(plan.tasks));
  const work = { instructions: maskKeys(instructions), limits: plan.limits ?? limits, texts };
  try {
    const { cut, outlines } = cutAll({ tasks: plan.tasks, syntax, ...work });
    // One that was stored before there were outlines has tasks without.
    return buildTasks({
      plan,
      runId,
      cut,
      functionsOf: functionsOnce(syntax),
      ...work,
      ...(plan.besides && { outlines }),
    });
  } catch (error) {
    if (error instanceof HanzoError && error.code === 'PROMPT_TOO_LONG') return undefined;
    throw error;
  }
}

function cannotBeMade({ taskCount = 0 }: Plan, written: number): string {
  return `The run stopped while its tasks were being written down, and its files have changed since: ${taskCount - written} of ${taskCount} tasks cannot be made any more. Start a new run for them.`;
}

function nothingLeft(runId: string, { taskCount }: Plan): HanzoError {
  return new HanzoError(
    'USAGE',
    `Run ${runId} stopped before one of its tasks was written down, and its files or engines have changed since.`,
    { details: { runId, written: 0, planned: taskCount }, mend: 'Start it anew with `hanzo dev`.' },
  );
}

/** As it looks when it has been on disk. */
function plain(task: Task): unknown {
  return JSON.parse(JSON.stringify(task));
}
