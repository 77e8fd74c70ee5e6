import { countOf, type Logger, toHanzoError } from '@hanzo/contracts';
import {
  endInWords,
  failuresIn,
  type GuardFault,
  type GuardName,
  type GuardProject,
  readGuardProject,
  TRIAL_COMMANDS,
  takesFiles,
  type Trial,
  type TrialCommandName,
  type TrialRun,
  type Workspace,
} from '@hanzo/tools';
import type { GuardrailCommand, GuardrailsReport } from './guardrails-report.ts';

/** So many files are given to a command that is run on files, before any change. */
const MOST_FILES = 200;

export interface GuardrailsParts {
  readonly workspace: Workspace;
  /** Undefined: no command can be run. */
  readonly trial: Trial | undefined;
  readonly signal: AbortSignal;
  readonly log?: Logger | undefined;
}

type Before = Pick<GuardrailCommand, 'before' | 'failures' | 'why'>;
type After = Pick<GuardrailCommand, 'after' | 'why'>;

/** What guards the changes of one run: its project, its commands before any change, and what came of them. */
export class Guardrails {
  readonly #parts: GuardrailsParts;
  readonly #before = new Map<TrialCommandName, Before>();
  readonly #after = new Map<TrialCommandName, After>();
  readonly #refused = new Map<GuardName, number>();
  #project: Promise<GuardProject> | undefined;

  constructor(parts: GuardrailsParts) {
    this.#parts = parts;
  }

  /** Read once. Rejects with the signal's reason. */
  async project(): Promise<GuardProject> {
    this.#project ??= readGuardProject(this.#parts.workspace, this.#parts.signal);
    return await this.#project;
  }

  /** Commands that there are and that may be run. */
  get commands(): readonly TrialCommandName[] {
    return TRIAL_COMMANDS.filter((name) => this.#parts.trial?.has(name) === true);
  }

  /** Runs each command once on the workspace as it is; those that take files on these. Never rejects. */
  async runBefore(paths: readonly string[]): Promise<void> {
    const { trial, signal } = this.#parts;
    if (trial === undefined) return;
    for (const name of this.commands) {
      if (signal.aborted) return;
      const ended = await this.#baseline(name, trial, paths);
      this.#before.set(name, ended);
      if (ended.before === 'failed') this.#parts.log?.warn(`guardrail ${name}: ${ended.why}`);
      else this.#parts.log?.info(`guardrail ${name}: ${ended.before} before any change`);
    }
  }

  async #baseline(name: TrialCommandName, trial: Trial, paths: readonly string[]): Promise<Before> {
    const isOfFiles = takesFiles(trial.argv(name));
    if (isOfFiles && paths.length === 0)
      return { before: 'unjudged', why: 'It is run on files, and the run looks at none.' };
    try {
      const run = await trial.baseline(name, isOfFiles ? paths.slice(0, MOST_FILES) : []);
      return beforeOf(name, run);
    } catch (error) {
      return { before: 'unjudged', why: `It could not be tried: ${toHanzoError(error).message}` };
    }
  }

  noteRefused({ guard }: Pick<GuardFault, 'guard'>): void {
    this.#refused.set(guard, (this.#refused.get(guard) ?? 0) + 1);
  }

  /** The last word counts: sets of changes are tried until one goes together. */
  noteTogether(name: TrialCommandName, after: NonNullable<GuardrailCommand['after']>, why: string): void {
    this.#after.set(name, { after, why });
  }

  report(): GuardrailsReport {
    return {
      commands: TRIAL_COMMANDS.map((name) => this.#commandOf(name)),
      refused: Object.fromEntries(this.#refused),
    };
  }

  #commandOf(name: TrialCommandName): GuardrailCommand {
    const { trial } = this.#parts;
    if (trial?.has(name) !== true) {
      return { name, command: '', before: 'missing', why: `The project has no trusted command for ${name}.` };
    }
    const before = this.#before.get(name) ?? { before: 'unjudged', why: 'The run was ended before it was tried.' };
    const after = this.#after.get(name);
    const why = [before.why, after?.why ?? ''].filter((one) => one !== '').join(' ');
    return { name, command: trial.inWords(name), ...before, ...(after && { after: after.after }), why };
  }
}

function beforeOf(name: TrialCommandName, run: TrialRun): Before {
  if (run.end.kind === 'not-started') return { before: 'unjudged', why: `It ${endInWords(run.end)}.` };
  if (run.isFine) {
    const written = name === 'format' ? [...run.written.keys()] : [];
    const [first] = written;
    return first === undefined
      ? { before: 'passed', why: '' }
      : {
          before: 'failed',
          failures: written.length,
          why: `It changes ${countOf(written.length, 'file')}, e.g. ${first}, before any change.`,
        };
  }
  const { named, total } = failuresIn(run, run.root);
  const failures = named.size > 0 ? [...named.values()].reduce((sum, count) => sum + count, 0) : total;
  const count = failures === undefined || failures === 0 ? '' : `, with ${countOf(failures, 'failure')}`;
  return { before: 'failed', failures, why: `It ${endInWords(run.end)} before any change${count}.` };
}
