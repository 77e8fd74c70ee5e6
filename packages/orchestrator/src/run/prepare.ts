import {
  type ContentCache,
  HanzoError,
  maskKeys,
  type RoutingPolicy,
  type Task,
  type TaskKind,
} from '@hanzo/contracts';
import type { Workspace } from '@hanzo/tools';
import type { Planner } from '../plan/model-plan.ts';
import { planRun } from '../plan/plan-run.ts';
import type { Plan } from '../plan/plan.ts';
import { type TierWishes, withTiers } from '../plan/tier-wishes.ts';
import { recall } from '../remembered/recall.ts';
import { rememberedFigures } from '../remembered/remembered.ts';
import { memoryFingerprint } from '../remembered/unit-keys.ts';
import { buildTasks } from '../tasks/build-tasks.ts';
import { cutOnce } from '../tasks/planned-units.ts';
import type { TaskLimits } from '../tasks/task-limits.ts';
import { readTexts } from './read-texts.ts';
import type { RunListener } from './run-event.ts';

export interface PrepareInput {
  readonly workspace: Workspace;
  readonly runId: string;
  readonly instructions: string;
  readonly include: readonly string[] | undefined;
  readonly planner: Planner | undefined;
  readonly noPlannerBecause: string | undefined;
  readonly cache: ContentCache | undefined;
  readonly cacheFingerprint: string | undefined;
  readonly maxTasks: number | undefined;
  readonly limits: TaskLimits;
  readonly routing: RoutingPolicy | undefined;
  readonly tiers: TierWishes;
  readonly kind: TaskKind | undefined;
  readonly signal: AbortSignal;
  readonly onEvent: RunListener;
}

/** A run before anything of it is done. */
export interface PreparedRun {
  readonly plan: Plan;
  readonly tasks: readonly Task[];
}

/** Lists and reads the files, plans, and makes the tasks. Rejects with USAGE when there is nothing to work on. */
export async function prepare(input: PrepareInput): Promise<PreparedRun> {
  const { workspace, planner, signal, onEvent, runId, cache, cacheFingerprint: fingerprint = '' } = input;
  const instructions = maskKeys(input.instructions);
  if (instructions.trim() === '') {
    throw new HanzoError('USAGE', 'There are no instructions.', {
      mend: 'Say what you want, e.g. "Review the code for bugs."',
    });
  }
  const listing = await workspace.files({ include: input.include, signal });
  const { texts, unreadable } = await readTexts(
    workspace,
    listing.files.map(({ path }) => path),
    signal,
  );
  const files = listing.files.filter(({ path }) => texts.has(path));
  if (files.length === 0) {
    throw new HanzoError('USAGE', 'There are no text files to work on.', {
      mend: 'Check --workspace, --files and the ignore files.',
    });
  }
  onEvent({ kind: 'plan-start', files: files.length, model: planner?.model });
  const made = await planRun({
    instructions,
    files,
    planner,
    memory: cache && { cache, fingerprint, runId },
    noPlannerBecause: input.noPlannerBecause,
    maxTasks: input.maxTasks,
    routing: input.routing,
    kind: input.kind,
    signal,
  });
  const planned = withTiers(made, input.tiers);
  const notCovered = [...listing.skipped, ...unreadable, ...planned.notCovered];
  const { limits } = input;
  const memory = cache && { cache, fingerprint: memoryFingerprint(fingerprint) };
  const cut = cutOnce();
  const remembered = memory && recall({ tasks: planned.tasks, instructions, texts, limits, cut, ...memory });
  const whole: Plan = { ...planned, ...(remembered && { remembered }) };
  const tasks = buildTasks({ plan: whole, runId, instructions, texts, limits, cut });
  const plan: Plan = { ...whole, notCovered, taskCount: tasks.length, limits };
  const known = rememberedFigures(remembered);
  if (known !== undefined) onEvent({ kind: 'remembered', ...known });
  onEvent({ kind: 'plan-ready', plan, tasks });
  return { plan, tasks };
}
