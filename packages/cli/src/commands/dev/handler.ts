import { randomUUID } from 'node:crypto';
import { HanzoError, systemClock, type ExitCode } from '@hanzo/contracts';
import { openWorkspace } from '@hanzo/tools';
import type { Setting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { withDataClass } from './data-class.ts';
import { finish } from './run/finish.ts';
import type { DevFlags } from './flags.ts';
import { readInstructions } from './run/instructions.ts';
import { keepState } from './run/keep-state.ts';
import { listeners, orchestratorName, orchestratorOf, planKeeper } from './run/orchestrate.ts';
import { chainInWords, chainOf } from './models/model-chain.ts';
import { endLeftBatches } from './money/left-batches.ts';
import { chooseOrchestrator, lifeWarning, type OrchestratorChoice } from './models/orchestrator-choice.ts';
import { checkPatchPath } from './report/patch-file.ts';
import { PlanWatch } from './run/plan-watch.ts';
import { resumeRun } from './run/resume-run.ts';
import { keptFlags, writeRecord } from './run/run-record.ts';
import { openSession, settingOf } from './run/session.ts';
import { sayingCharged } from './money/say-charged.ts';
import { sayWhere } from './report/say-where.ts';
import { refuseTierConflict } from './tier-flags.ts';
import { sayTaskModels } from './models/task-models.ts';
import { openWorkshop } from './engines/workshop.ts';
import { checkOutputPath } from './report/write-report.ts';

/** Plans and does developer work, or goes on with it. What can be wrong is found before anything is spent. */
export async function run(flags: DevFlags, terminal: Terminal): Promise<ExitCode> {
  refuseTierConflict(flags);
  if (flags.resume !== undefined) return await resumeRun(flags, flags.resume, terminal);
  refuseHalves(flags);
  return await startRun(flags, terminal);
}

async function startRun(written: DevFlags, terminal: Terminal): Promise<ExitCode> {
  const setting = settingOf(written, terminal, written.workspace ?? '.');
  const flags = withDataClass(written, setting);
  const isNamed = flags.orchestrator !== undefined;
  const choice = chooseOrchestrator(setting, { localOnly: flags.localOnly === true, isNamed });
  const instructions = await readInstructions(flags.instructions, process.stdin);
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
  const keeper = planKeeper(journal, runId, flags, listeners(flags, terminal));
  const result = await keepState(journal, runId, terminal, async () => {
    const { onEvent } = keeper;
    using watch = new PlanWatch(terminal);
    const options = { instructions, include: flags.files, signal, onEvent: watch.over(onEvent), runId, concurrency };
    const done = await sayingCharged({ ledger, runId, flags, terminal }, () => dev.run(options));
    await keeper.kept();
    await endLeftBatches(runId, { setting, flags, ledger, session, terminal });
    return done;
  });
  return await finish(result, { flags, setting, interrupted: session.interrupted.aborted }, terminal);
}

/** Flags that do nothing without another one. */
function refuseHalves({ takeOver, copies = 1, useHanzoNet }: DevFlags): void {
  if (takeOver === true)
    throw new HanzoError('USAGE', '--take-over is for a run that is taken up again.', {
      mend: 'Say which: --resume <run>. See `hanzo tasks runs`.',
    });
  if (copies > 1 && useHanzoNet !== true)
    throw new HanzoError('USAGE', '--copies asks several workers of the mesh, and this run uses none.', {
      mend: 'Add --use-hanzo-net.',
    });
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
