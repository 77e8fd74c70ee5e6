import { EXIT, HanzoError, toHanzoError, type ExitCode } from '@hanzo/contracts';
import { controlClients, type PauseScope, type RunningWorker, type RunningWorkers } from '@hanzo/worker';
import type { Terminal } from '../../terminal/terminal.ts';

/** What all commands take that speak to running workers. */
export interface OwnerFlags {
  readonly home?: string;
  readonly json?: boolean;
  /** Only the worker of this name. */
  readonly worker?: string;
}

/** The running workers that a command is for. */
export interface Targets extends Disposable {
  readonly workers: readonly RunningWorker[];
  readonly silent: RunningWorkers['silent'];
}

export async function findTargets(runDir: string, name: string | undefined): Promise<Targets> {
  const found = await controlClients(runDir);
  const workers = found.workers.filter(({ status }) => name === undefined || status.name === name);
  return { workers, silent: found.silent, [Symbol.dispose]: () => found[Symbol.dispose]() };
}

export function scopeOf(name: string | undefined): PauseScope {
  return name === undefined ? { kind: 'all' } : { kind: 'worker', name };
}

/** For those commands that make no sense without one. */
export function noSuchWorker(name: string): HanzoError {
  return new HanzoError('NO_WORKER', `No worker "${name}" of this home runs on this machine.`, {
    details: { name },
    mend: 'See which ones run: hanzo net policy',
  });
}

/** Whoever does not answer has to be dealt with by hand, so it is never left out. */
export function warnOfSilent(silent: Targets['silent'], terminal: Terminal): void {
  for (const { pid, reason } of silent)
    terminal.err(`${terminal.style.yellow('warning:')} the worker of process ${pid} does not answer: ${reason}`);
}

/** What one worker answered, or why it did not. */
export interface Answered<T> {
  readonly worker: RunningWorker;
  readonly outcome: T | HanzoError;
}

/** Asks all at once. One that fails does not hide what the others say. */
export async function askEach<T>(
  { workers }: Targets,
  ask: (worker: RunningWorker) => Promise<T>,
): Promise<readonly Answered<T>[]> {
  return await Promise.all(
    workers.map(async (worker) => {
      try {
        return { worker, outcome: await ask(worker) };
      } catch (error) {
        return { worker, outcome: toHanzoError(error) };
      }
    }),
  );
}

/** How a command's outcome is told. */
export interface Telling<T> {
  readonly json: boolean | undefined;
  /** What `--json` says besides the workers. */
  readonly fields?: object;
  /** What one worker's answer comes to, after its name. */
  line(outcome: T): string;
  /** When no worker runs. */
  readonly nobody: string;
  /** Completes "NAME " for one that failed: `was not paused`. */
  readonly failed: string;
}

/** Tells what all answered. Exit code 1 when one was not found or did not do what it was asked for. */
export function tellAnswers<T extends object>(
  answers: readonly Answered<T>[],
  targets: Targets,
  { json, fields, line, nobody, failed }: Telling<T>,
  terminal: Terminal,
): ExitCode {
  const { silent } = targets;
  if (json === true) {
    terminal.out(JSON.stringify({ v: 1, ...fields, workers: answers.map(answerFields), silent }));
  } else {
    for (const { worker, outcome } of answers)
      if (!(outcome instanceof HanzoError)) terminal.out(`${nameOf(worker)}: ${line(outcome)}`);
    if (answers.length === 0) terminal.out(nobody);
  }
  warnOfFailed(answers, failed, terminal);
  warnOfSilent(silent, terminal);
  return allDid(answers, targets) ? EXIT.done : EXIT.incomplete;
}

/** Whether every worker was found and did what it was asked for. */
export function allDid(answers: readonly Answered<unknown>[], { silent }: Targets): boolean {
  return silent.length === 0 && !answers.some(hasFailed);
}

export function hasFailed({ outcome }: Answered<unknown>): boolean {
  return outcome instanceof HanzoError;
}

/** Says who failed, and why. `what` completes "NAME ": `was not paused`. */
export function warnOfFailed(answers: readonly Answered<unknown>[], what: string, terminal: Terminal): void {
  for (const { worker, outcome } of answers)
    if (outcome instanceof HanzoError)
      terminal.err(`${terminal.style.yellow('warning:')} ${nameOf(worker)} ${what}: ${told(outcome)}`);
}

function told({ message, mend }: HanzoError): string {
  return mend === undefined ? message : `${message} ${mend}`;
}

/** One worker's answer for `--json`. */
export function answerFields<T extends object>({ worker, outcome }: Answered<T>): Readonly<Record<string, unknown>> {
  const { name, pid } = worker.status;
  if (!(outcome instanceof HanzoError)) return { name, pid, ...outcome };
  return { name, pid, error: { code: outcome.code, message: outcome.message } };
}

/** A name for people; one that is still starting has none. */
export function nameOf({ status }: RunningWorker): string {
  return status.name === '' ? `process ${status.pid}` : status.name;
}
