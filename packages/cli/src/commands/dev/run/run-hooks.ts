import type { GivenFinding, PreparedRun, RunListener, RunResult } from '@hanzo/orchestrator';
import type { WorkspaceOptions } from '@hanzo/tools';
import type { AskConsent } from '@hanzo/tools';
import type { finish } from './finish.ts';

/** What whoever starts a run wants to have a say in. */
export interface RunHooks {
  /** Hears what happens, besides the terminal. */
  readonly onEvent?: RunListener | undefined;
  /** Told of the result before it is shown. */
  readonly onResult?: ((result: RunResult) => void | Promise<void>) | undefined;
  /** Ends the run: it keeps what is done. @default Ctrl-C does, and other signals */
  readonly signal?: AbortSignal | undefined;
  /** Told the run's id once it is in the journal: from then on it can be taken up again. */
  readonly onStart?: ((runId: string) => void | Promise<void>) | undefined;
  /** What went before, for the planner and the tasks, after the person's words. Nothing that is shown repeats it. */
  readonly context?: string | undefined;
  /** Findings of an earlier run: they are mended, and nothing is planned or looked for. */
  readonly fixOnly?: readonly GivenFinding[] | undefined;
  /** Who does the work and where was said before a run with the same flags: it is not said again. @default false */
  readonly again?: boolean | undefined;
  /** Flags of tools are those of many runs: what could do nothing in this one is not refused. @default false */
  readonly forManyRuns?: boolean | undefined;
  /** Which files are no sources. @default those that the output of this process goes to */
  readonly isLeftOut?: WorkspaceOptions['isLeftOut'];
  /** Shows the result, in place of the report and the receipt. */
  readonly finish?: typeof finish | undefined;
  /** Asked before a tool is called that needs it. @default a person at the terminal is; nobody elsewhere */
  readonly askConsent?: AskConsent | undefined;
  /** Tools of hanzo change files of the workspace. @default true */
  readonly mayWrite?: boolean | undefined;
  /** The run is incomplete while a file of code was not looked at. @default what the flags say */
  readonly coversAll?: boolean | undefined;
  /** What whoever sits there types to go on with a run. @default the command that takes it up */
  readonly resumeWith?: string | undefined;
  /** Tasks that failed may delegate themselves. @default true, where a flag or the configuration says after how many failures */
  readonly delegates?: boolean | undefined;
  /** Asked once the plan stands. @default a person at the terminal is, before money is spent; nobody in later rounds of --watch */
  readonly approve?: ((prepared: PreparedRun) => Promise<boolean>) | undefined;
}

/** Tells one and the other. */
export function both(first: RunListener, second: RunListener | undefined): RunListener {
  if (second === undefined) return first;
  return (event) => {
    first(event);
    second(event);
  };
}
