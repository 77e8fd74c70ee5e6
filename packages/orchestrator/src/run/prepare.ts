import { HanzoError, type Task } from '@hanzo/contracts';
import type { Workspace, WorkspaceFile } from '@hanzo/tools';
import type { Planner } from '../plan/model-plan.ts';
import { planRun } from '../plan/plan-run.ts';
import type { NotCovered, Plan } from '../plan/plan.ts';
import { buildTasks, type TaskLimits } from '../tasks/build-tasks.ts';
import type { RunListener } from './run-event.ts';

export interface PrepareInput {
  readonly workspace: Workspace;
  readonly runId: string;
  readonly instructions: string;
  readonly include: readonly string[] | undefined;
  readonly planner: Planner | undefined;
  readonly noPlannerBecause: string | undefined;
  readonly maxTasks: number | undefined;
  readonly limits: TaskLimits;
  readonly signal: AbortSignal;
  readonly onEvent: RunListener;
}

/** A run before anything of it is done. */
export interface PreparedRun {
  readonly plan: Plan;
  readonly tasks: readonly Task[];
}

const READS_AT_ONCE = 32;

/** Lists and reads the files, plans, and makes the tasks. Rejects with USAGE when there is nothing to work on. */
export async function prepare(input: PrepareInput): Promise<PreparedRun> {
  const { workspace, instructions, planner, signal, onEvent } = input;
  if (instructions.trim() === '') {
    throw new HanzoError('USAGE', 'There are no instructions.', {
      mend: 'Say what you want, e.g. "Review the code for bugs."',
    });
  }
  const listing = await workspace.files({ include: input.include, signal });
  const { texts, unreadable } = await readAll(workspace, listing.files, signal);
  const files = listing.files.filter(({ path }) => texts.has(path));
  if (files.length === 0) {
    throw new HanzoError('USAGE', 'There are no text files to work on.', {
      mend: 'Check --workspace, --files and the ignore files.',
    });
  }
  onEvent({ kind: 'plan-start', files: files.length, model: planner?.model });
  const planned = await planRun({
    instructions,
    files,
    planner,
    noPlannerBecause: input.noPlannerBecause,
    maxTasks: input.maxTasks,
    signal,
  });
  const plan: Plan = { ...planned, notCovered: [...listing.skipped, ...unreadable, ...planned.notCovered] };
  const tasks = buildTasks({ plan, runId: input.runId, instructions, texts, limits: input.limits });
  onEvent({ kind: 'plan-ready', plan, tasks });
  return { plan, tasks };
}

interface Texts {
  readonly texts: ReadonlyMap<string, string>;
  readonly unreadable: readonly NotCovered[];
}

async function readAll(workspace: Workspace, files: readonly WorkspaceFile[], signal: AbortSignal): Promise<Texts> {
  const texts = new Map<string, string>();
  const unreadable: NotCovered[] = [];
  for (let at = 0; at < files.length; at += READS_AT_ONCE) {
    signal.throwIfAborted();
    const batch = await Promise.all(
      files.slice(at, at + READS_AT_ONCE).map(async ({ path }) => await workspace.read(path)),
    );
    for (const file of batch) {
      if (file.kind === 'text') texts.set(file.path, file.text);
      else unreadable.push({ path: file.path, reason: file.reason });
    }
  }
  return { texts, unreadable };
}
