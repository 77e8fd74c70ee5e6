import { randomUUID } from 'node:crypto';
import { systemClock, type ExitCode } from '@hanzo/contracts';
import type { PreparedRun, RunListener, RunResult } from '@hanzo/orchestrator';
import { openWorkspace } from '@hanzo/tools';
import type { Setting } from '../../../setting.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { withDataClass } from '../data-class.ts';
import { openWorkshop } from '../engines/workshop.ts';
import type { DevFlags } from '../flags.ts';
import { chainInWords, chainOf } from '../models/model-chain.ts';
import { chooseOrchestrator, lifeWarning, type OrchestratorChoice } from '../models/orchestrator-choice.ts';
import { sayTaskModels } from '../models/task-models.ts';
import { endLeftBatches } from '../money/left-batches.ts';
import { sayingCharged } from '../money/say-charged.ts';
import { checkPatchPath } from '../report/patch-file.ts';
import { sayWhere } from '../report/say-where.ts';
import { checkOutputPath } from '../report/write-report.ts';
import { finish } from './finish.ts';
import { readInstructions } from './instructions.ts';
import { keepState } from './keep-state.ts';
import { listeners, orchestratorName, orchestratorOf, planKeeper } from './orchestrate.ts';
import { PlanWatch } from './plan-watch.ts';
import { keptFlags, writeRecord } from './run-record.ts';
import { openSession, settingOf } from './session.ts';

/** What whoever starts a run wants to have a say in. */
export interface RunHooks {
  /** Hears what happens, besides the terminal. */
  readonly onEvent?: RunListener | undefined;
  /** Told of the result before it is shown. */
  readonly onResult?: ((result: RunResult) => void | Promise<void>) | undefined;
  /** Asked once the plan stands. @default yes */
  readonly approve?: ((prepared: PreparedRun) => Promise<boolean>) | undefined;
}

/** Plans and does a new run. What can be wrong is found before anything is spent. */
export async function startRun(written: DevFlags, terminal: Terminal, hooks: RunHooks = {}): Promise<ExitCode> {
  const setting = settingOf(written, terminal, written.workspace ?? '.');
  const flags = withDataClass(written, setting);
  const isNamed = flags.orchestrator !== undefined;
  const choice = chooseOrchestrator(setting, { localOnly: flags.localOnly === true, isNamed });
  const instructions = await readInstructions(flags, process.stdin);
  const workspace = await openWorkspace(flags.workspace ?? '.');
  if (flags.output !== undefined) await checkOutputPath(flags.output);
  await checkPatchPath(flags);
  sayWho(choice, setting, flags, terminal);
  sayWhere(setting, flags, choice, terminal);
  sayTaskModels(setting, flags, choice, terminal);

  await using session = openSession(setting, flags, terminal);
  const { journal, signal } = session;
  const runId = randomUUID();
  await using workshop = await openWorkshop({ setting, session, flags, choice, workspace, runId });
  const { engines, ledger } = workshop;
  const dev = orchestratorOf({ workshop, choice, workspace, flags, runId });
  await journal.startRun({
    id: runId,
    node: engines.mesh?.member.name ?? 'this machine',
    orchestrator: orchestratorName(choice),
    workspace: workspace.root,
    startedAt: systemClock.now(),
    instructions,
    plan: writeRecord(keptFlags(flags), undefined),
  });
  const { concurrency } = engines;
  const keeper = planKeeper(journal, runId, flags, both(listeners(flags, terminal), hooks.onEvent));
  const result = await keepState(journal, runId, terminal, async () => {
    const { onEvent } = keeper;
    using watch = new PlanWatch(terminal);
    const { approve } = hooks;
    const include = flags.files;
    const options = { instructions, include, signal, onEvent: watch.over(onEvent), runId, concurrency, approve };
    const done = await sayingCharged({ ledger, runId, flags, terminal }, () => dev.run(options));
    await keeper.kept();
    await endLeftBatches(runId, { setting, flags, ledger, session, terminal });
    return done;
  });
  await hooks.onResult?.(result);
  return await finish(result, { flags, setting, interrupted: session.interrupted.aborted }, terminal);
}

function both(first: RunListener, second: RunListener | undefined): RunListener {
  if (second === undefined) return first;
  return (event) => {
    first(event);
    second(event);
  };
}

/** Says plainly who plans and what that means. */
function sayWho(choice: OrchestratorChoice, setting: Setting, flags: DevFlags, terminal: Terminal): void {
  if (choice.kind === 'local') {
    terminal.err(`orchestrator: none. ${choice.because}`);
    terminal.err(
      'Work is planned by rules: each file is checked by tools, then given to a local model, piece by piece.',
    );
    return;
  }
  const { card } = choice;
  terminal.err(`orchestrator: ${chainInWords(card, chainOf(card, setting, flags))}`);
  const warning = lifeWarning(card, setting.catalogue, systemClock.now());
  if (warning !== undefined) terminal.err(terminal.style.yellow(warning));
}
