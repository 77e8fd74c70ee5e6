import { HanzoError, systemClock, toHanzoError, type Task, type TaskRun, type Tier } from '@hanzo/contracts';
import { openTaskBook, type ClaimedRun, type RunRow } from '@hanzo/coordinator';
import type { RunListener } from '@hanzo/orchestrator';
import { openWorkspace } from '@hanzo/tools';
import { eventEmitter } from '../../terminal/events.ts';
import type { Setting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { EngineFlags } from '../dev/flags.ts';
import { warnOfLeftBatches } from '../dev/money/left-batches.ts';
import { chooseOrchestrator, type OrchestratorChoice } from '../dev/models/orchestrator-choice.ts';
import type { LiveView } from '../dev/live/live-view.ts';
import { sourcesOf } from '../dev/live/sources-of-run.ts';
import { progressPrinter } from '../dev/report/progress.ts';
import { keptInWords, readRecord, withRunsOwn, type KeptFlags } from '../dev/run/run-record.ts';
import { sayGuardrails } from '../dev/guardrails/say-guardrails.ts';
import { sayWhere } from '../dev/report/say-where.ts';
import { given, settingOf, type Session } from '../dev/run/session.ts';
import { takeUpRun } from '../dev/run/take-up.ts';
import { sayTaskModels } from '../dev/models/task-models.ts';
import { refuseTierConflict } from '../dev/tier-flags.ts';
import { toolUsers, withoutIdleTools } from '../dev/tools/tool-users.ts';
import { openTooledWorkshop, tellCalls } from '../dev/tools/tooled-workshop.ts';
import { doAll } from './do-all.ts';
import type { TasksRetryFlags } from './flags.ts';
import { shortRunId } from './task-id.ts';

/** The tasks of one run that are to be done once more. */
export interface RetryOfRun {
  readonly run: RunRow;
  readonly ids: readonly string[];
}

/**
 * Does some tasks of one run once more, and leaves the others of it as they are.
 *
 * @throws HanzoError RUN_BUSY; what the engines cannot be set up for
 */
export async function retryInRun(
  { run, ids }: RetryOfRun,
  written: TasksRetryFlags,
  session: Session,
  terminal: Terminal,
): Promise<readonly TaskRun[]> {
  const { journal } = session;
  const claimed = await takeUpRun(journal, { id: run.id, takeOver: false });
  const flags = withRunsOwn(written, claimed, readRecord(claimed.plan).flags);
  const setting = settingOf(flags, terminal, claimed.workspace);
  try {
    refuseTierConflict(given({ tier: written.tier, maxTier: flags.maxTier }));
    const workspace = await openWorkspace(claimed.workspace);
    const isNamed = written.orchestrator !== undefined;
    const choice = chooseOrchestrator(setting, { localOnly: flags.localOnly === true, isNamed });
    sayWhoPays(run.id, { setting, flags, choice }, terminal);
    const wanted = { setting, session, flags, choice, workspace, runId: run.id };
    await using workshop = await openTooledWorkshop(wanted, { written, isPlanned: true, terminal });
    await journal.reopenTasks(ids);
    const tasks = tasksOf(setting, ids, written.tier);
    const { executor, engines, gateTools } = workshop;
    using _watched = session.live.watch(sourcesOf(workshop, run.id, flags));
    const onEvent = listenerFor(tasks, flags, terminal, session.live);
    using _calls = tellCalls(workshop.tools, onEvent);
    return await doAll(tasks, { executor, lanes: engines.concurrency(), signal: session.signal, onEvent, gateTools });
  } finally {
    await endRun(claimed, session, setting, terminal);
  }
}

interface Paying {
  readonly setting: Setting;
  readonly flags: KeptFlags & EngineFlags;
  readonly choice: OrchestratorChoice;
}

/** Before anything leaves: what the run keeps of how it was started, where that goes, and who is paid. */
function sayWhoPays(runId: string, { setting, flags, choice }: Paying, terminal: Terminal): void {
  const kept = keptInWords(withoutIdleTools(flags, toolUsers(setting, flags, choice, true)));
  terminal.err(`tasks of run ${shortRunId(runId)} are done once more${kept === '' ? '' : `, with ${kept}`}`);
  sayWhere(setting, flags, choice, terminal);
  sayTaskModels(setting, flags, choice, terminal);
  sayGuardrails(setting, flags, terminal);
  warnOfLeftBatches(runId, setting, flags, choice, terminal);
}

/** As they were planned, but with the tier that was written now. */
function tasksOf({ paths }: Setting, ids: readonly string[], tier: Tier | undefined): readonly Task[] {
  using book = openTaskBook(paths.journal);
  const tasks = ids.map((id) => book.find(id).task);
  return tier === undefined ? tasks : tasks.map((task) => ({ ...task, tier }));
}

function listenerFor(tasks: readonly Task[], flags: TasksRetryFlags, terminal: Terminal, live: LiveView): RunListener {
  live.expect(tasks);
  const emit = eventEmitter(terminal, flags.json);
  const print = progressPrinter(terminal, flags.verbose === true, tasks);
  return (event) => {
    const { kind, ...fields } = event;
    emit(kind, fields);
    print(event);
    live.onEvent(event);
  };
}

/** The run is as whole as its tasks are. A journal that fails now is said: the answers are there all the same. */
async function endRun(run: ClaimedRun, { journal }: Session, { paths }: Setting, terminal: Terminal): Promise<void> {
  try {
    using book = openTaskBook(paths.journal);
    const { done, ...rest } = book.findRun(run.id).counts;
    const isWhole = done > 0 && Object.values(rest).every((count) => count === 0);
    await journal.endRun(run.id, isWhole ? 'complete' : 'incomplete', systemClock.now());
  } catch (thrown) {
    const { code, message } = thrown instanceof HanzoError ? thrown : toHanzoError(thrown);
    terminal.err(`${terminal.style.yellow('warning:')} how the run stands could not be recorded: ${code}: ${message}`);
  }
}
