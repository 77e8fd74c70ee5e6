import { EXIT, HanzoError, type ExitCode, type ImageReference, type PromptImage } from '@hanzo/contracts';
import type { ClaimedRun } from '@hanzo/coordinator';
import { imagesOfPlan, type RunListener } from '@hanzo/orchestrator';
import { quietTerminal } from '../../../sdk/quiet-terminal.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { shortRunId } from '../../tasks/task-id.ts';
import { finish } from './finish.ts';
import type { DevFlags } from '../flags.ts';
import { withoutBefore } from '../conversation/before.ts';
import { withDelegated, type AfterRun } from '../delegation/delegate-failed.ts';
import { withDetectedCommands } from '../guardrails/ask-for-commands.ts';
import { sayGuardrails } from '../guardrails/say-guardrails.ts';
import { ImageStore } from '../images/image-store.ts';
import { refuseBlind, type SightParts } from '../images/refuse-blind.ts';
import { takeImages } from '../images/take-images.ts';
import { takeProfile } from '../profile/take-profile.ts';
import { keepState } from './keep-state.ts';
import { endLeftBatches, warnOfLeftBatches } from '../money/left-batches.ts';
import { chooseOrchestrator } from '../models/orchestrator-choice.ts';
import { listeners, orchestratorOf, planKeeper } from './orchestrate.ts';
import { RunApproval } from '../plan/run-approval.ts';
import { checkPatchPath } from '../report/patch-file.ts';
import { both, type RunHooks } from './run-hooks.ts';
import { PlanWatch } from './plan-watch.ts';
import { keptInWords, readRecord, withRunsOwn, type RunRecord } from './run-record.ts';
import { given, openSession, settingOf, type Session } from './session.ts';
import { openSources } from './standard-files.ts';
import { sayingCharged } from '../money/say-charged.ts';
import { sayWhere } from '../report/say-where.ts';
import { sayTaskModels } from '../models/task-models.ts';
import { rowOf, takeUpRun, unansweredTasks } from './take-up.ts';
import { sourcesOf } from '../live/sources-of-run.ts';
import { checkOutputs } from '../report/outputs.ts';
import { refuseIdleAgain, toolUsers, withoutIdleTools } from '../tools/tool-users.ts';
import { openTooledWorkshop, tellCalls } from '../tools/tooled-workshop.ts';
import { checkedFiles } from './checked-files.ts';

/** Does the rest of a run: what is done is neither done nor paid again, and the report is that of the whole run. */
export async function resumeRun(
  flags: DevFlags,
  resume: string,
  terminal: Terminal,
  hooks: RunHooks = {},
): Promise<ExitCode> {
  refuseFixed(flags);
  await checkOutputs(flags);
  await checkPatchPath(flags);
  const before = settingOf(flags, terminal);
  await using session = openSession(before, flags, terminal, hooks.signal);
  const { id, state } = rowOf(before, resume, flags.home);
  const run = await takeUpRun(session.journal, { id, takeOver: flags.takeOver === true });
  const { patch, failOn, autoFix } = { ...readRecord(run.plan).flags, ...flags };
  const ended = { ...flags, ...given({ patch, failOn, autoFix }) };
  const asked: Asked = {};
  const work: Work = (begun) => goOn({ run, written: flags, session, begun, hooks, asked }, terminal);
  // Nobody worked on it: its process is dead, or is ended now.
  const stood = state === 'running' ? 'interrupted' : state;
  const done = await unlessRefused(asked, () => keepState(session.journal, run.id, terminal, work, stood));
  if (done === undefined) return EXIT.incomplete;
  const { signal, interrupted } = session;
  const result = await withDelegated(
    { ...done, instructions: withoutBefore(done.instructions) },
    afterResumed(run, { flags, signal, terminal, hooks }),
  );
  await hooks.onResult?.(result);
  const ending = { flags: ended, signal, interrupted: interrupted.aborted, setting: before };
  return await (hooks.finish ?? finish)(result, ending, terminal);
}

/** Tasks delegate themselves by the flags that the run was started with, as its workspace is set up now. */
function afterResumed(
  run: ClaimedRun,
  { flags, ...parts }: Pick<AfterRun, 'flags' | 'signal' | 'terminal' | 'hooks'>,
): AfterRun {
  const whole = withRunsOwn(flags, run, readRecord(run.plan).flags);
  const setting = settingOf(whole, quietTerminal(), run.workspace);
  const isLocal = run.orchestrator.startsWith('local:');
  return { ...parts, flags: whole, setting, workspace: run.workspace, isLocal };
}

/** Who was asked whether to go on. */
interface Asked {
  approval?: RunApproval;
}

/** Undefined when a person said no. */
async function unlessRefused<T>(asked: Asked, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (asked.approval === undefined) throw error;
    return await asked.approval.unlessRefused<T>(() => Promise.reject(error));
  }
}

type Work = Parameters<typeof keepState>[3];

interface Resuming {
  readonly run: ClaimedRun;
  readonly written: DevFlags;
  readonly session: Session;
  /** Told when nothing can be wrong any more with what was written. */
  readonly begun: () => void;
  readonly hooks: RunHooks;
  readonly asked: Asked;
}

async function goOn({ run, written, session, begun, hooks, asked }: Resuming, terminal: Terminal): ReturnType<Work> {
  const { journal, signal } = session;
  const record = readRecord(run.plan);
  const flags = withRunsOwn(written, run, record.flags);
  const baseline = await checkedFiles(flags);
  const setting = await withDetectedCommands(settingOf(flags, terminal, run.workspace), flags, terminal);
  const isNamed = written.orchestrator !== undefined;
  const choice = chooseOrchestrator(setting, { localOnly: flags.localOnly === true, isNamed });
  const isPlanned = record.plan !== undefined;
  if (hooks.forManyRuns !== true) refuseIdleAgain(written, flags, { setting, choice, isPlanned });
  const workspace = await openSources(run.workspace);
  const unanswered = unansweredTasks(setting, run.id);
  sayAtFirst({ run, setting, flags, choice, isPlanned, reopened: unanswered.length }, terminal);
  const { images, shown } = await imagesOf(record, { setting, flags, choice }, terminal);
  warnOfLeftBatches(run.id, setting, flags, choice, terminal);
  const wanted = { setting, session, flags, choice, workspace, runId: run.id };
  const tooled = { written, hooks, isPlanned, terminal };
  await using workshop = await openTooledWorkshop(wanted, tooled);
  using _watched = session.live.watch(sourcesOf(workshop, run.id, flags));
  begun();
  if (unanswered.length > 0) await journal.reopenTasks(unanswered);
  // A plan has its own.
  const profile = isPlanned ? undefined : await takeProfile({ flags, setting, workspace, signal }, terminal);
  const { id: runId, instructions, startedAt } = run;
  const known = { baseline, images, shown, profile, instructions };
  const dev = orchestratorOf({ workshop, choice, workspace, flags, journal, runId, ...known });
  const shared = { runId, instructions, signal, concurrency: workshop.engines.concurrency };
  using watch = new PlanWatch(terminal);
  const listener = watch.over(both(listeners(flags, terminal, session.live), hooks.onEvent));
  using _calls = tellCalls(workshop.tools, listener);
  const { ledger } = workshop;
  // What has tasks was agreed to when they were accepted.
  const isNew = journal.tasksOf(runId).length === 0;
  const ask = (kept: () => Promise<void>): RunHooks['approve'] => {
    if (!isNew) return undefined;
    const costs = { setting, flags, choice, policy: workshop.policy, freeModels: workshop.freeModels(), terminal };
    asked.approval = new RunApproval({ ...costs, runId, resumeWith: hooks.resumeWith, signal, kept });
    return session.live.asking(hooks.approve ?? asked.approval.approve);
  };
  const result = await sayingCharged({ ledger, runId, flags, terminal }, async () => {
    if (record.plan !== undefined) {
      const tasks = journal.tasksOf(runId);
      const remade = planKeeper(journal, runId, record.flags, listener);
      const onEvent = keepingRemade(record.plan, remade.onEvent, listener);
      return await remade.after(
        dev.resume({ ...shared, plan: record.plan, tasks, startedAt, onEvent, approve: ask(remade.kept) }),
      );
    }
    // It had stopped before its plan stood, and has no tasks yet.
    const keeper = planKeeper(journal, runId, flags, listener);
    const approve = ask(keeper.kept);
    const done = await dev.run({ ...shared, include: flags.files, onEvent: keeper.onEvent, approve });
    await keeper.kept();
    return done;
  });
  await endLeftBatches(runId, { setting, flags, ledger, session, terminal });
  return result;
}

interface RunImages {
  readonly images: readonly ImageReference[];
  readonly shown: readonly PromptImage[];
}

/** The very pictures of the plan; without one they are read anew. Who may be asked now must see them, too. */
async function imagesOf({ plan }: RunRecord, parts: SightParts, terminal: Terminal): Promise<RunImages> {
  const store = new ImageStore(parts.setting.paths.images);
  if (plan === undefined) {
    const images = await takeImages(parts, terminal);
    if (images.length > 0) await store.keep(images);
    return { images, shown: images };
  }
  const images = imagesOfPlan(plan);
  if (images.length > 0) refuseBlind(parts);
  await store.load(images);
  return { images, shown: [] };
}

/** A plan whose tasks were made of other files than before is kept as it is now, for whoever takes the run up next. */
function keepingRemade(before: unknown, keep: RunListener, listener: RunListener): RunListener {
  return (event) => {
    const isRemade = event.kind === 'plan-ready' && event.plan.taskCount !== taskCountOf(before);
    (isRemade ? keep : listener)(event);
  };
}

function taskCountOf(plan: unknown): unknown {
  return typeof plan === 'object' && plan !== null && 'taskCount' in plan ? plan.taskCount : undefined;
}

/** These made the tasks: other ones would make other tasks. */
const FIXED: readonly (readonly [keyof DevFlags, string])[] = [
  ['instructions', 'new instructions'],
  ['instructionsFile', '--instructions-file'],
  ['workspace', '--workspace'],
  ['files', '--files'],
  ['dataClass', '--data-class'],
  ['priority', '--priority'],
  ['copies', '--copies'],
  ['deadline', '--deadline'],
  ['tier', '--tier'],
  ['image', '--image'],
  ['profile', '--profile'],
  ['workerModels', '--worker-models'],
  ['instances', '--instances'],
  ['focus', '--focus'],
];

function refuseFixed(flags: DevFlags): void {
  const wrong = FIXED.find(([name]) => flags[name] !== undefined);
  if (wrong === undefined) return;
  throw new HanzoError('USAGE', `--resume and ${wrong[1]} do not go together: the run has its tasks already.`, {
    mend: 'Leave it out, or start a new run without --resume.',
  });
}

/** What is left for a run that is taken up again, by whoever sets flags for many runs. */
export function withoutFixed(flags: DevFlags): DevFlags {
  const fixed: readonly string[] = [...FIXED.map(([name]) => name), 'batchMode'];
  return Object.fromEntries(Object.entries(flags).filter(([name]) => !fixed.includes(name)));
}

interface Beginning extends SightParts {
  readonly run: ClaimedRun;
  readonly isPlanned: boolean;
  /** Tasks that are tried once more. */
  readonly reopened: number;
}

/** Says what goes on, who does it and where that is. */
function sayAtFirst({ run, setting, flags, choice, isPlanned, reopened }: Beginning, terminal: Terminal): void {
  const useful = withoutIdleTools(flags, toolUsers(setting, flags, choice, isPlanned));
  sayWhatGoesOn(run, reopened, keptInWords(useful), terminal);
  sayWhere(setting, flags, choice, terminal);
  sayTaskModels(setting, flags, choice, terminal);
  sayGuardrails(setting, flags, terminal);
}

function sayWhatGoesOn(run: ClaimedRun, reopened: number, kept: string, terminal: Terminal): void {
  const asBefore = kept === '' ? '' : `, with ${kept}`;
  terminal.err(`run ${shortRunId(run.id)} of ${run.workspace} goes on${asBefore}`);
  if (reopened === 0) return;
  const some =
    reopened === 1 ? '1 task that ended without an answer is' : `${reopened} tasks that ended without an answer are`;
  terminal.err(`${some} tried once more`);
}
