import {
  type ContentCache,
  type GenerateRequest,
  HanzoError,
  maskKeys,
  type RoutingPolicy,
  type Task,
  type TaskKind,
} from '@hanzo/contracts';
import { openSyntax, type Profile, type Workspace } from '@hanzo/tools';
import { functionsOnce, lookInto } from '../comments/functions-of.ts';
import { commentedPaths, planComments } from '../comments/plan-comments.ts';
import { cutAll } from '../outlines/cut-all.ts';
import { openOutlines } from '../outlines/open-outlines.ts';
import { coverAll } from '../plan/cover-all.ts';
import { DEFAULT_MAX_TASKS } from '../plan/deterministic-plan.ts';
import { guessKind } from '../plan/guess-kind.ts';
import type { Planner } from '../plan/model-plan.ts';
import { planRun } from '../plan/plan-run.ts';
import { filesOf, type NotCovered, type Plan } from '../plan/plan.ts';
import { type TierWishes, withTiers } from '../plan/tier-wishes.ts';
import { recall } from '../remembered/recall.ts';
import { rememberedFigures } from '../remembered/remembered.ts';
import { memoryFingerprint } from '../remembered/unit-keys.ts';
import { buildTasks } from '../tasks/build-tasks.ts';
import { pathsToCut, pathsToParse } from '../tasks/planned-units.ts';
import { withFittingFacts } from '../tasks/fitting-facts.ts';
import { withPictureTask } from '../tasks/pictures.ts';
import type { TaskLimits } from '../tasks/task-limits.ts';
import { haveSameTexts, look, lookAgain, type Looked } from './look.ts';
import { planningOf, plannerRequest, type Planning } from './planning.ts';
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
  /** One task for each file, without the planner. @default false */
  readonly batch?: boolean | undefined;
  /** The run is incomplete while a file of code was not looked at. @default false */
  readonly coversAll?: boolean | undefined;
  readonly profile?: Profile | undefined;
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
  const { onEvent, runId, cache, limits, cacheFingerprint: fingerprint = '' } = input;
  const instructions = maskKeys(input.instructions);
  if (instructions.trim() === '') {
    throw new HanzoError('USAGE', 'There are no instructions.', {
      mend: 'Say what you want, e.g. "Review the code for bugs."',
    });
  }
  const before = await look(input);
  const hasFiles = before.files.length > 0;
  if (!hasFiles && limits.images === undefined)
    throw nothingToDo(input.include, before.skipped.slice(0, before.skipped.length - before.unmatched.length));
  const { plan: own, looked } = hasFiles
    ? await planOf(input, instructions, before)
    : { plan: NO_FILES, looked: before };
  const { texts, skipped, unmatched } = looked;
  const tiered = withTiers(withPictureTask(own, limits.images, input.routing), input.tiers);
  const fitting = withFittingFacts(tiered, { instructions, limits });
  using syntax = await openSyntax(pathsToParse(fitting.tasks));
  const functionsOf = functionsOnce(syntax);
  await lookInto(commentedPaths(fitting), { texts, functionsOf, signal: input.signal });
  const planned = planComments(fitting, { texts, functionsOf, maxTasks: mostTasks(input) });
  const notCovered = [...skipped, ...planned.notCovered];
  const memory = cache && { cache, fingerprint: memoryFingerprint(fingerprint) };
  const outlines = await openOutlines({ ...input, texts, files: pathsToCut(planned.tasks), syntax });
  const code = cutAll({ tasks: planned.tasks, texts, syntax, instructions, limits, outlines });
  const remembered = memory && recall({ tasks: planned.tasks, instructions, texts, limits, ...code, ...memory });
  const whole: Plan = { ...planned, ...(remembered && { remembered }) };
  const tasks = buildTasks({ plan: whole, runId, instructions, texts, limits, functionsOf, ...code });
  const besides = code.outlines.besides(new Set(filesOf(planned)));
  const warnings = [
    ...whole.warnings,
    ...unmatched.map(({ path, reason }) => `--files ${JSON.stringify(path)}: ${reason}.`),
  ];
  const plan: Plan = { ...whole, warnings, notCovered, taskCount: tasks.length, limits, besides };
  const known = rememberedFigures(remembered);
  if (known !== undefined) onEvent({ kind: 'remembered', ...known });
  onEvent({ kind: 'plan-ready', plan, tasks });
  return { plan, tasks };
}

/** Plans, by the focus where there is one; and what there is to look at once the plan stands. */
async function planOf(
  input: PrepareInput,
  instructions: string,
  before: Looked,
): Promise<{ readonly plan: Plan; readonly looked: Looked }> {
  const { planner, cache, cacheFingerprint: fingerprint = '', runId, batch } = input;
  input.onEvent({ kind: 'plan-start', files: before.files.length, model: batch === true ? undefined : planner?.model });
  let looked = before;
  let planning = await planningOf(input, instructions, before.files, before.texts);
  const filesNow = async (): Promise<Planning['files']> => {
    looked = await lookAgain(input, before);
    if (!haveSameTexts(before, looked)) planning = await planningOf(input, instructions, looked.files, looked.texts);
    return planning.files;
  };
  const made = await planRun({
    instructions: planning.instructions,
    files: planning.files,
    filesNow: planner?.usesTools === true ? filesNow : undefined,
    planner,
    memory: cache && { cache, fingerprint, runId },
    noPlannerBecause: input.noPlannerBecause,
    maxTasks: input.maxTasks,
    routing: input.routing,
    kind: input.kind ?? planning.kind,
    batch,
    signal: input.signal,
  });
  if (input.coversAll !== true) return { plan: planning.withFacts(made), looked };
  const kind = input.kind ?? planning.kind ?? guessKind(instructions);
  const tier = input.routing?.kinds[kind].tier ?? 'simple';
  return { plan: planning.withFacts(coverAll(made, { kind, tier, maxTasks: mostTasks(input) })), looked };
}

/** Besides checks. A run in batch is as long as there are files. */
function mostTasks({ maxTasks, batch }: Pick<PrepareInput, 'maxTasks' | 'batch'>): number {
  return maxTasks ?? (batch === true ? Number.MAX_SAFE_INTEGER : DEFAULT_MAX_TASKS);
}

/** What {@link plannerQuestion} needs of a run. */
export type QuestionInput = Pick<
  PrepareInput,
  'workspace' | 'instructions' | 'include' | 'limits' | 'profile' | 'maxTasks' | 'signal'
>;

/** What the model that plans would be asked; undefined where there is no text file to plan for. Asks nobody. */
export async function plannerQuestion(
  input: QuestionInput,
  planner: Omit<Planner, 'provider'>,
): Promise<GenerateRequest | undefined> {
  const { files, texts } = await look(input);
  if (files.length === 0) return undefined;
  return plannerRequest(await planningOf(input, maskKeys(input.instructions), files, texts), planner, input.maxTasks);
}

const NO_FILES: Plan = {
  origin: { kind: 'deterministic', because: 'There is no text file to look at, only pictures.' },
  tasks: [],
  warnings: [],
  notCovered: [],
  calls: [],
};

/** Patterns that match nothing are named: a shell or a typing error may have changed them. */
function nothingToDo(include: readonly string[] | undefined, left: readonly NotCovered[]): HanzoError {
  const mend = 'Check --workspace, --files and the ignore files.';
  if (include === undefined || include.length === 0)
    return new HanzoError('USAGE', 'There are no text files to work on.', { mend });
  const names = include.slice(0, 5).map((pattern) => JSON.stringify(pattern));
  const more = include.length > names.length ? ` and ${include.length - names.length} more` : '';
  const why = left.length === 0 ? '' : ` What they name is left out: ${left[0]?.path} (${left[0]?.reason}).`;
  return new HanzoError('USAGE', `No text file of the workspace matches ${names.join(', ')}${more}.${why}`, {
    details: { include: [...include] },
    mend: `Patterns count from the workspace on, like "src/**/*.py"; write the instructions before --files. ${mend}`,
  });
}
