import { HanzoError, toHanzoError, type ExitCode } from '@hanzo/contracts';
import type { RunListener, RunResult } from '@hanzo/orchestrator';
import type { DevFlags } from '../commands/dev/flags.ts';
import { withProfile } from '../commands/dev/profile/profile-flag.ts';
import { refuseFlags } from '../commands/dev/refuse-flags.ts';
import { resumeRun, withoutFixed } from '../commands/dev/run/resume-run.ts';
import type { RunHooks } from '../commands/dev/run/run-hooks.ts';
import { startRun } from '../commands/dev/run/start-run.ts';
import { consentByProgram } from '../commands/dev/tools/ask-consent.ts';
import { borrowKeys } from '../process/environment.ts';
import { checkOptions, checkWork } from './check-options.ts';
import type { DevWork, HanzoDevOrchestratorOptions } from './dev-options.ts';
import { quietTerminal } from './quiet-terminal.ts';

/** What came of it, and the exit code that the command would have ended with. */
export interface DevOutcome extends RunResult {
  readonly exitCode: ExitCode;
}

/**
 * `hanzo dev` for programs: the same engines, policies, gates, money and journal, without a terminal. While work is under
 * way API keys are taken out of `process.env`, so that no child process inherits them; afterwards they are back.
 *
 * @example
 * import { HanzoDevOrchestrator } from 'hanzo/dev';
 *
 * const orchestrator = new HanzoDevOrchestrator({
 *   orchestratorModel: 'gpt-5',
 *   workerModels: ['gpt-4o', 'local:llama3.2'],
 *   criticModels: ['claude-sonnet-5-5', 'gpt-5-mini'],
 *   workspace: '.',
 *   budgetUsd: 1,
 * });
 * const { complete, findings, receipt } = await orchestrator.run('Review the code for bugs.');
 */
export class HanzoDevOrchestrator {
  readonly #flags: DevFlags;
  readonly #log: ((line: string) => void) | undefined;
  readonly #approveTool: HanzoDevOrchestratorOptions['approveTool'];

  constructor(options: HanzoDevOrchestratorOptions = {}) {
    this.#flags = flagsOf(options);
    this.#log = options.log;
    this.#approveTool = options.approveTool;
  }

  /** Name of the model that plans; undefined: `hanzo dev` chooses when a run begins. */
  get orchestratorModel(): string | undefined {
    return this.#flags.orchestrator;
  }

  /**
   * Plans and has the work done. Once the plan stands, failed tasks are part of the result, which is not `complete` then.
   * Rejects with HanzoError for what is wrong before: no key, no money, no such model, nothing to work on.
   */
  async run(work: DevWork | string): Promise<DevOutcome> {
    checkWork(work);
    const { instructions, files, ...hooks } = typeof work === 'string' ? { instructions: work } : work;
    const flags = withProfile({ ...this.#flags, instructions, ...(files !== undefined && { files }) });
    refuseFlags(flags);
    return await this.#outcome((wanted, terminal) => startRun(flags, terminal, wanted), hooks);
  }

  /**
   * Goes on with a run that was interrupted: what is done is neither done nor paid again. Options that its tasks were made by
   * (`dataClass`, `tier`, `focus`, `workerModels` and others) are the run's own. Rejects with RUN_UNKNOWN and others.
   */
  async resume(runId: string, hooks: Omit<DevWork, 'instructions' | 'files' | 'approve'> = {}): Promise<DevOutcome> {
    const flags = withoutFixed(this.#flags);
    refuseFlags({ ...flags, resume: runId });
    return await this.#outcome(
      (wanted, terminal) => resumeRun(flags, runId, terminal, { ...wanted, forManyRuns: true }),
      hooks,
    );
  }

  async #outcome(
    start: (hooks: RunHooks, terminal: ReturnType<typeof quietTerminal>) => Promise<ExitCode>,
    { signal = new AbortController().signal, onEvent, approve }: Omit<DevWork, 'instructions' | 'files'>,
  ): Promise<DevOutcome> {
    if (signal.aborted)
      throw new HanzoError('CANCELLED', 'The signal was aborted before anything was done.', {
        mend: 'Give each run a signal that was not aborted yet.',
        cause: signal.reason,
      });
    using _keys = borrowKeys();
    let result: RunResult | undefined;
    const onResult = (told: RunResult): void => {
      result = told;
    };
    const broken = new AbortController();
    const askConsent = this.#approveTool && consentByProgram(this.#approveTool, (error) => broken.abort(error));
    const stop = AbortSignal.any([signal, broken.signal]);
    const hooks = { signal: stop, onEvent: this.#told(onEvent), approve, onResult, askConsent };
    const exitCode = await start(hooks, quietTerminal(this.#log));
    broken.signal.throwIfAborted();
    if (result === undefined)
      throw new HanzoError('INTERNAL', `The run ended with exit code ${exitCode} and no result.`);
    return { ...result, exitCode };
  }

  /** What a listener throws is its own: paid work does not end for it. It is logged once. */
  #told(listener: RunListener | undefined): RunListener | undefined {
    if (listener === undefined) return undefined;
    let isLogged = false;
    const note = (thrown: unknown): void => {
      if (!isLogged) this.#log?.(`warning: onEvent failed: ${toHanzoError(thrown).message} The run goes on.`);
      isLogged = true;
    };
    return (event) => {
      try {
        const told: unknown = listener(event);
        if (told instanceof Promise) told.catch(note);
      } catch (thrown) {
        note(thrown);
      }
    };
  }
}

/** @throws HanzoError USAGE */
function flagsOf(options: HanzoDevOrchestratorOptions): DevFlags {
  checkOptions(options);
  const { orchestratorModel, criticModels = [], budgetUsd, timeoutSeconds, deadlineSeconds, ...rest } = options;
  const { applyFixes = false, log: _log, approveTool: _approve, toolBudgetUsd, ...flags } = rest;
  return {
    ...flags,
    ...(orchestratorModel !== undefined && { orchestrator: orchestratorModel }),
    ...(criticModels.length > 0 && { critic: criticModels.join(','), criticInstances: criticModels.length }),
    ...(flags.criticInstances !== undefined && { criticInstances: flags.criticInstances }),
    ...(budgetUsd !== undefined && { budget: budgetUsd.toFixed(6) }),
    ...(toolBudgetUsd !== undefined && { toolBudget: toolBudgetUsd.toFixed(6) }),
    ...(timeoutSeconds !== undefined && { timeout: timeoutSeconds }),
    ...(deadlineSeconds !== undefined && { deadline: deadlineSeconds }),
    ...(applyFixes && { yes: true }),
  };
}
