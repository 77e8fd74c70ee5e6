import { randomUUID } from 'node:crypto';
import { systemClock, type Gate, type Task, type TaskOutcome } from '@hanzo/contracts';
import { gateFor, type Plan } from '@hanzo/orchestrator';
import type { Setting } from '../../../../setting.ts';
import type { Terminal } from '../../../../terminal/terminal.ts';
import type { EngineFlags } from '../../../dev/flags.ts';
import { openWorkshop } from '../../../dev/engines/workshop.ts';
import { chooseOrchestrator, orchestratorName } from '../../../dev/models/orchestrator-choice.ts';
import { keptFlags, writeRecord } from '../../../dev/run/run-record.ts';
import { openSession } from '../../../dev/run/session.ts';
import { openSources } from '../../../dev/run/standard-files.ts';
import { NO_TOOL_USERS } from '../../../dev/tools/tool-users.ts';
import type { Call } from '../calls/served-tool.ts';

export interface OneTask {
  readonly task: Omit<Task, 'id' | 'runId'>;
  readonly setting: Setting;
  readonly flags: EngineFlags;
  readonly workspace: string;
  /** For the journal, in the caller's words. */
  readonly instructions: string;
  /** @default what the task names */
  readonly gate?: Gate | undefined;
}

export interface OneTaskEnd {
  readonly runId: string;
  readonly outcome: TaskOutcome;
}

export interface OneTaskHooks {
  /** Told once the run is in the journal. */
  readonly onStart: (runId: string) => void;
}

/**
 * Has one task done by the engines that the flags allow: a run of its own in the journal, paid from the ledger, judged by its
 * gates, as every other task. Whoever asks for more than that plans a run.
 */
export async function doOneTask(
  { task: wanted, setting, flags, workspace: folder, instructions, gate: ownGate }: OneTask,
  { signal, progress }: Call,
  terminal: Terminal,
  { onStart }: OneTaskHooks,
): Promise<OneTaskEnd> {
  const choice = chooseOrchestrator(setting, {
    localOnly: flags.localOnly === true,
    isNamed: flags.orchestrator !== undefined,
  });
  const workspace = await openSources(folder);
  await using session = openSession(setting, flags, terminal, signal);
  const { journal } = session;
  const runId = randomUUID();
  // Whoever answers looks things up as a model that plans does, and changes nothing.
  const toolUsers = wanted.usesTools === true ? { ...NO_TOOL_USERS, planner: true } : undefined;
  const parts = { setting, session, flags, choice, workspace, runId };
  await using workshop = await openWorkshop({ ...parts, toolUsers, mayWrite: false });
  const task: Task = { ...wanted, id: `${runId}-1`, runId };
  const node = workshop.engines.mesh?.member.name ?? 'this machine';
  const orchestrator = orchestratorName(choice);
  const record = { workspace: workspace.root, instructions, plan: writeRecord(keptFlags(flags), PLAN) };
  await journal.startRun({ id: runId, node, orchestrator, startedAt: systemClock.now(), ...record });
  onStart(runId);
  progress.begun(runId);
  let outcome: TaskOutcome | undefined;
  try {
    const gate = ownGate ?? gateFor(task, { ...workshop.gateTools, signal: session.signal });
    const onEvent = progress.hear.bind(progress);
    outcome = await workshop.executor.execute(task, { signal: session.signal, gate, onEvent });
  } finally {
    await journal.endRun(runId, stateOf(outcome), systemClock.now());
  }
  return { runId, outcome };
}

/** One task, which nobody planned: enough for whoever takes the run up again. */
const PLAN: Plan = {
  origin: { kind: 'deterministic', because: 'A client of hanzo mcp serve asked one question.' },
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
