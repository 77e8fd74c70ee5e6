import { HanzoError, type ExitCode } from '@hanzo/contracts';
import type { ClaimedRun } from '@hanzo/coordinator';
import { openWorkspace } from '@hanzo/tools';
import type { Terminal } from '../../../terminal/terminal.ts';
import { shortRunId } from '../../tasks/task-id.ts';
import { finish } from './finish.ts';
import type { DevFlags } from '../flags.ts';
import { keepState } from './keep-state.ts';
import { endLeftBatches, warnOfLeftBatches } from '../money/left-batches.ts';
import { chooseOrchestrator } from '../models/orchestrator-choice.ts';
import { listeners, orchestratorOf, planKeeper } from './orchestrate.ts';
import { checkPatchPath } from '../report/patch-file.ts';
import { PlanWatch } from './plan-watch.ts';
import { keptInWords, readRecord, withRunsOwn } from './run-record.ts';
import { openSession, settingOf, type Session } from './session.ts';
import { sayingCharged } from '../money/say-charged.ts';
import { sayWhere } from '../report/say-where.ts';
import { sayTaskModels } from '../models/task-models.ts';
import { rowOf, takeUpRun, unansweredTasks } from './take-up.ts';
import { openWorkshop } from '../engines/workshop.ts';
import { checkOutputPath } from '../report/write-report.ts';

/** Does the rest of a run: what is done is neither done nor paid again, and the report is that of the whole run. */
export async function resumeRun(flags: DevFlags, resume: string, terminal: Terminal): Promise<ExitCode> {
  refuseFixed(flags);
  if (flags.output !== undefined) await checkOutputPath(flags.output);
  await checkPatchPath(flags);
  const before = settingOf(flags, terminal);
  await using session = openSession(before, flags, terminal);
  const { id, state } = rowOf(before, resume);
  const run = await takeUpRun(session.journal, { id, takeOver: flags.takeOver === true });
  const patch = flags.patch ?? readRecord(run.plan).flags.patch;
  const ended = { ...flags, ...(patch !== undefined && { patch }) };
  const work: Work = (begun) => goOn({ run, written: flags, session, begun }, terminal);
  // Nobody worked on it: its process is dead, or is ended now.
  const stood = state === 'running' ? 'interrupted' : state;
  const result = await keepState(session.journal, run.id, terminal, work, stood);
  return await finish(result, { flags: ended, interrupted: session.interrupted.aborted, setting: before }, terminal);
}

type Work = Parameters<typeof keepState>[3];

interface Resuming {
  readonly run: ClaimedRun;
  readonly written: DevFlags;
  readonly session: Session;
  /** Told when nothing can be wrong any more with what was written. */
  readonly begun: () => void;
}

async function goOn({ run, written, session, begun }: Resuming, terminal: Terminal): ReturnType<Work> {
  const { journal, signal } = session;
  const record = readRecord(run.plan);
  const flags = withRunsOwn(written, run, record.flags);
  const setting = settingOf(flags, terminal, run.workspace);
  const isNamed = written.orchestrator !== undefined;
  const choice = chooseOrchestrator(setting, { localOnly: flags.localOnly === true, isNamed });
  const workspace = await openWorkspace(run.workspace);
  const unanswered = unansweredTasks(setting, run.id);
  sayWhatGoesOn(run, unanswered.length, keptInWords(flags), terminal);
  sayWhere(setting, flags, choice, terminal);
  sayTaskModels(setting, flags, choice, terminal);
  warnOfLeftBatches(run.id, setting, flags, choice, terminal);
  await using workshop = await openWorkshop({ setting, session, flags, choice, workspace, runId: run.id });
  begun();
  if (unanswered.length > 0) await journal.reopenTasks(unanswered);
  const dev = orchestratorOf({ workshop, choice, workspace, flags, runId: run.id });
  const { id: runId, instructions, startedAt } = run;
  const shared = { runId, instructions, signal, concurrency: workshop.engines.concurrency };
  using watch = new PlanWatch(terminal);
  const listener = watch.over(listeners(flags, terminal));
  const { ledger } = workshop;
  const result = await sayingCharged({ ledger, runId, flags, terminal }, async () => {
    if (record.plan !== undefined) {
      const tasks = journal.tasksOf(runId);
      return await dev.resume({ ...shared, plan: record.plan, tasks, startedAt, onEvent: listener });
    }
    // It had stopped before its plan stood, and has no tasks yet.
    const keeper = planKeeper(journal, runId, flags, listener);
    const done = await dev.run({ ...shared, include: flags.files, onEvent: keeper.onEvent });
    await keeper.kept();
    return done;
  });
  await endLeftBatches(runId, { setting, flags, ledger, session, terminal });
  return result;
}

/** These made the tasks: other ones would make other tasks. */
function refuseFixed(flags: DevFlags): void {
  const { instructions, workspace, files, dataClass, priority, copies, deadline, tier } = flags;
  const fixed = {
    'new instructions': instructions,
    '--workspace': workspace,
    '--files': files,
    '--data-class': dataClass,
    '--priority': priority,
    '--copies': copies,
    '--deadline': deadline,
    '--tier': tier,
  };
  const wrong = Object.entries(fixed).find(([, value]) => value !== undefined);
  if (wrong === undefined) return;
  throw new HanzoError('USAGE', `--resume and ${wrong[0]} do not go together: the run has its tasks already.`, {
    mend: 'Leave it out, or start a new run without --resume.',
  });
}

function sayWhatGoesOn(run: ClaimedRun, reopened: number, kept: string, terminal: Terminal): void {
  const asBefore = kept === '' ? '' : `, with ${kept}`;
  terminal.err(`run ${shortRunId(run.id)} of ${run.workspace} goes on${asBefore}`);
  if (reopened === 0) return;
  const some =
    reopened === 1 ? '1 task that ended without an answer is' : `${reopened} tasks that ended without an answer are`;
  terminal.err(`${some} tried once more`);
}
