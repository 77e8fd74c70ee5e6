import { randomUUID } from 'node:crypto';
import {
  systemClock,
  TIERS,
  type ExitCode,
  type RungName,
  type Tier,
  type HanzoError,
  toHanzoError,
} from '@hanzo/contracts';
import { Cascade, openJournal } from '@hanzo/coordinator';
import { openLedger } from '@hanzo/ledger';
import {
  HanzoDevOrchestrator,
  renderMarkdown,
  type Planner,
  type RunListener,
  type RunResult,
  type TaskLimits,
} from '@hanzo/orchestrator';
import { openWorkspace } from '@hanzo/tools';
import { eventEmitter } from '../../events.ts';
import { listenForInterrupts } from '../../interrupt.ts';
import { loadSetting, type Setting } from '../../setting.ts';
import { createTerminalLogger } from '../../terminal-logger.ts';
import type { Terminal } from '../../terminal.ts';
import { checkOutputPath, writeReport } from './write-report.ts';
import { setUpEngines, type Engines } from './engines.ts';
import type { DevFlags } from './flags.ts';
import { readInstructions } from './instructions.ts';
import { keepState } from './keep-state.ts';
import { chooseOrchestrator, lifeWarning, type OrchestratorChoice } from './orchestrator-choice.ts';
import { progressPrinter } from './progress.ts';
import { printFindings, printReceipt } from './receipt-table.ts';
import { exitCodeOf } from './run-exit.ts';

/** Plans and does developer work. What can be wrong is found before anything is spent. */
export async function run(flags: DevFlags, terminal: Terminal): Promise<ExitCode> {
  const { home, orchestrator, baseUrl, api } = flags;
  const setting = loadSetting(given({ home, orchestrator, baseUrl, api }), terminal);
  const choice = chooseOrchestrator(setting, flags.localOnly === true);
  const instructions = await readInstructions(flags.instructions, process.stdin);
  const workspace = await openWorkspace(flags.workspace);
  if (flags.output !== undefined) await checkOutputPath(flags.output);
  sayWho(choice, setting, terminal);

  using interrupts = listenForInterrupts(() => terminal.err('stopping: what is done is kept; once more stops at once'));
  const limit = flags.timeout === undefined ? [] : [AbortSignal.timeout(Math.round(flags.timeout * 1000))];
  const signal = AbortSignal.any([interrupts.drain, ...limit]);
  const log = createTerminalLogger(terminal, flags.verbose === true ? 'info' : 'warn');
  const runId = randomUUID();

  await using stack = new AsyncDisposableStack();
  const ledger = stack.use(
    openLedger({
      path: setting.paths.ledger,
      clock: systemClock,
      limits: setting.config.limits,
      version: setting.catalogue.version,
    }),
  );
  const journal = stack.use(openJournal(setting.paths.journal));
  const engines = await setUpEngines({ setting, flags, choice, ledger, workspace, log, runId, signal, stack });
  const policy = {
    localOnly: flags.localOnly === true,
    preferLocal: flags.preferLocal === true,
    apiAvailable: engines.apiAvailable,
    meshAvailable: engines.mesh !== undefined,
    localAvailable: engines.local !== undefined,
    startRungs: startRungs(setting),
  };
  const executor = new Cascade({ rungs: engines.rungs, policy, journal, clock: systemClock, log });
  const dev = new HanzoDevOrchestrator({
    orchestratorModel: nameOf(choice),
    orchestratorPrice: choice.kind === 'api' ? choice.card.price : undefined,
    planner: plannerOf(engines, runId),
    noPlannerBecause: choice.kind === 'local' ? choice.because : undefined,
    executor,
    workspace,
    limits: limitsOf(engines, flags),
  });
  await journal.startRun({
    id: runId,
    node: engines.mesh?.member.name ?? 'this machine',
    orchestrator: nameOf(choice),
    workspace: workspace.root,
    startedAt: systemClock.now(),
  });
  const onEvent = listeners(flags, terminal);
  const result = await keepState(journal, runId, terminal, () =>
    dev.run({ instructions, include: flags.files, signal, onEvent, runId, concurrency: engines.concurrency }),
  );
  return await finish(result, flags, interrupts.drain.aborted, terminal);
}

async function finish(result: RunResult, flags: DevFlags, interrupted: boolean, terminal: Terminal): Promise<ExitCode> {
  const report = renderMarkdown(result);
  const exitCode = exitCodeOf(result, interrupted);
  const unwritten = flags.output === undefined ? undefined : await tryToWrite(flags.output, report);
  if (flags.json === true) {
    const { runId, complete, counts, receipt, findings } = result;
    terminal.out(
      JSON.stringify({
        v: 1,
        event: 'result',
        runId,
        complete,
        counts,
        findings,
        receipt,
        output: flags.output,
        exitCode,
      }),
    );
  } else if (flags.output === undefined || unwritten !== undefined) terminal.out(report.trimEnd());
  if (flags.output !== undefined) printFindings(result, terminal);
  printReceipt(result, terminal);
  if (unwritten !== undefined) throw unwritten;
  if (flags.output !== undefined) terminal.err(`Report: ${flags.output}`);
  return exitCode;
}

/** A report that cannot be written is printed instead: what was paid for is not lost with the disk. */
async function tryToWrite(file: string, report: string): Promise<HanzoError | undefined> {
  try {
    await writeReport(file, report);
    return undefined;
  } catch (error) {
    return toHanzoError(error);
  }
}

function listeners(flags: DevFlags, terminal: Terminal): RunListener {
  const emit = eventEmitter(terminal, flags.json);
  const print = progressPrinter(terminal, flags.verbose === true);
  return (event) => {
    const { kind, ...fields } = event;
    emit(kind, fields);
    print(event);
  };
}

function plannerOf({ planner }: Engines, runId: string): Planner | undefined {
  if (planner === undefined) return undefined;
  return { provider: planner.asProvider(`${runId}-plan`), model: planner.card.name, price: planner.card.price };
}

function nameOf(choice: OrchestratorChoice): string {
  return choice.kind === 'api' ? choice.card.name : `local:${choice.model ?? 'any'}`;
}

/** Says plainly who plans and what that means. */
function sayWho(choice: OrchestratorChoice, { catalogue }: Setting, terminal: Terminal): void {
  if (choice.kind === 'local') {
    terminal.err(`orchestrator: none. ${choice.because}`);
    terminal.err(
      'Work is planned by rules: each file is checked by tools, then given to a local model, piece by piece.',
    );
    return;
  }
  terminal.err(`orchestrator: ${choice.card.name}`);
  const warning = lifeWarning(choice.card, catalogue, systemClock.now());
  if (warning !== undefined) terminal.err(terminal.style.yellow(warning));
}

function startRungs({ tiers }: Setting): Record<Tier, RungName> {
  return Object.fromEntries(TIERS.map((tier) => [tier, tiers[tier].startRung])) as Record<Tier, RungName>;
}

function limitsOf({ contextTokens, apiAvailable }: Engines, { dataClass }: DevFlags): Partial<TaskLimits> {
  return {
    contextTokens,
    ...given({ dataClass }),
    ...(apiAvailable ? {} : { maxOutputTokens: answerTokens(contextTokens) }),
  };
}

/** Small contexts keep most of their room for code. */
function answerTokens(contextTokens: number): number {
  return Math.min(700, Math.floor(contextTokens / 4));
}

/** Drops what is undefined. */
function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
