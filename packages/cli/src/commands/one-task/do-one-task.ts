import { randomUUID } from 'node:crypto';
import {
  HanzoError,
  systemClock,
  toHanzoError,
  type Gate,
  type Task,
  type TaskEvent,
  type TaskOutcome,
} from '@hanzo/contracts';
import type { Journal } from '@hanzo/coordinator';
import { gateFor, type Plan } from '@hanzo/orchestrator';
import type { Setting } from '../../setting.ts';
import { oneLine } from '../../terminal/one-line.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { EngineFlags } from '../dev/flags.ts';
import { openWorkshop } from '../dev/engines/workshop.ts';
import { chooseOrchestrator, orchestratorName } from '../dev/models/orchestrator-choice.ts';
import { keptFlags, writeRecord } from '../dev/run/run-record.ts';
import { openSession } from '../dev/run/session.ts';
import { openSources } from '../dev/run/standard-files.ts';
import { NO_TOOL_USERS } from '../dev/tools/tool-users.ts';

/** Names of a task in the journal. */
export interface TaskIds {
  readonly runId: string;
  readonly taskId: string;
}

export interface OneTask {
  readonly task: Omit<Task, 'id' | 'runId'>;
  readonly setting: Setting;
  readonly flags: EngineFlags;
  readonly workspace: string;
  /** For the journal, in the caller's words. */
  readonly instructions: string;
  /** For the journal, too: who asks, and goes on with it. */
  readonly askedBy: string;
  /** @default what the task names */
  readonly gate?: Gate | undefined;
  /** The same task, which a process that is gone had begun: it is gone on with in its own run. @default it is new */
  readonly earlier?: TaskIds | undefined;
}

export interface OneTaskEnd extends TaskIds {
  readonly outcome: TaskOutcome;
}

/** What whoever waits has besides the task. */
export interface OneTaskCall {
  /** Aborted when nobody wants the answer any more. */
  readonly signal: AbortSignal;
  /** @default nobody hears how far it is */
  readonly progress?: OneTaskProgress;
}

export interface OneTaskProgress {
  /** From now on it is in the journal. */
  begun(runId: string): void;
  hear(event: TaskEvent): void;
}

export interface OneTaskHooks {
  /** Told once the run is in the journal. */
  readonly onStart: (runId: string) => void;
  /** Awaited once the task is in the journal, before anybody is asked. @default nothing waits */
  readonly onAccepted?: (ids: TaskIds) => Promise<void>;
}

/**
 * Has one task done by the engines that the flags allow: a run of its own in the journal, paid from the ledger, judged by its
 * gates, as every other task. Whoever asks for more than that plans a run.
 *
 * Resolves with what came of the task also where that could not be recorded: it may have been paid for. Rejects when it could not
 * be begun, or another process has its run by now.
 */
export async function doOneTask(
  work: OneTask,
  call: OneTaskCall,
  terminal: Terminal,
  hooks: OneTaskHooks,
): Promise<OneTaskEnd> {
  let end: OneTaskEnd | undefined;
  const onEnd = (its: OneTaskEnd): void => {
    end = its;
  };
  try {
    await runOneTask(work, call, terminal, { ...hooks, onEnd });
  } catch (thrown) {
    if (end === undefined) throw thrown;
    const { style } = terminal;
    const { message, mend } = toHanzoError(thrown);
    terminal.err(`${style.yellow('warning:')} the answer counts, but its run ended with a fault: ${oneLine(message)}`);
    if (mend !== undefined) terminal.err(`  ${style.cyan('mend:')} ${oneLine(mend)}`);
  }
  if (end === undefined) throw new HanzoError('INTERNAL', 'A task ended without an outcome.');
  return end;
}

async function runOneTask(
  { task: wanted, setting, flags, workspace: folder, instructions, askedBy, gate: ownGate, earlier }: OneTask,
  { signal, progress }: OneTaskCall,
  terminal: Terminal,
  { onStart, onAccepted, onEnd }: OneTaskHooks & { readonly onEnd: (end: OneTaskEnd) => void },
): Promise<void> {
  const choice = chooseOrchestrator(setting, {
    localOnly: flags.localOnly === true,
    isNamed: flags.orchestrator !== undefined,
  });
  const workspace = await openSources(folder);
  await using session = openSession(setting, flags, terminal, signal);
  const { journal } = session;
  const runId = earlier?.runId ?? randomUUID();
  // Whoever answers looks things up as a model that plans does, and changes nothing.
  const toolUsers = wanted.usesTools === true ? { ...NO_TOOL_USERS, planner: true } : undefined;
  const parts = { setting, session, flags, choice, workspace, runId };
  await using workshop = await openWorkshop({ ...parts, toolUsers, mayWrite: false });
  const task: Task = { ...wanted, id: earlier?.taskId ?? `${runId}-1`, runId };
  if (earlier === undefined) {
    const node = workshop.engines.mesh?.member.name ?? 'this machine';
    const orchestrator = orchestratorName(choice);
    const record = { workspace: workspace.root, instructions, askedBy, plan: writeRecord(keptFlags(flags), PLAN) };
    await journal.startRun({ id: runId, node, orchestrator, startedAt: systemClock.now(), ...record });
  } else await goOn(journal, earlier);
  onStart(runId);
  progress?.begun(runId);
  let outcome: TaskOutcome | undefined;
  try {
    await journal.acceptTasks([task], systemClock.now());
    await onAccepted?.({ runId, taskId: task.id });
    const gate = ownGate ?? gateFor(task, { ...workshop.gateTools, signal: session.signal });
    const onEvent = (event: TaskEvent): void => progress?.hear(event);
    outcome = await workshop.executor.execute(task, { signal: session.signal, gate, onEvent });
    onEnd({ runId, taskId: task.id, outcome });
  } finally {
    await journal.endRun(runId, stateOf(outcome), systemClock.now());
  }
}

/** What ended without an answer is tried once more. */
async function goOn(journal: Journal, { runId, taskId }: TaskIds): Promise<void> {
  await journal.claimRun(runId, systemClock.now());
  const before = journal.recorded(taskId);
  if (before !== undefined && before.state !== 'done') await journal.reopenTasks([taskId]);
}

/** One task, which nobody planned: enough for whoever takes the run up again. */
const PLAN: Plan = {
  origin: { kind: 'deterministic', because: 'One question was asked.' },
  tasks: [],
  warnings: [],
  notCovered: [],
  calls: [],
  taskCount: 1,
};

function stateOf(outcome: TaskOutcome | undefined): 'complete' | 'incomplete' | 'cancelled' | 'failed' {
  if (outcome === undefined) return 'failed';
  if (outcome.state === 'cancelled') return 'cancelled';
  return outcome.state === 'done' ? 'complete' : 'incomplete';
}
