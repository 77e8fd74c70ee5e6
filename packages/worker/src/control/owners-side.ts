import type { Clock, Logger } from '@hanzo/contracts';
import type { MachineSensors } from '../policy/machine.ts';
import type { MachineSize } from '../policy/limits-of.ts';
import { machineSize } from '../policy/machine-size.ts';
import { PolicyKeeper } from '../policy/policy-keeper.ts';
import type { OwnerPolicy, PolicySource } from '../policy/owner-policy.ts';
import type { TimedTerms } from '../policy/terms-of.ts';
import { openWorkJournal } from '../work-journal/work-journal.ts';
import type { WorkRecord } from '../work-record.ts';
import { startControlServer } from './control-server.ts';
import type { GovernedWorker } from './governed-worker.ts';
import { openPauseBook } from './pause-book.ts';
import { WorkerControl, type DrainOutcome } from './worker-control.ts';

/** Files of the home that the owner's side uses. */
export interface OwnerPaths {
  /** Folder of running processes' sockets. */
  readonly run: string;
  /** Remembers `hanzo net pause` over restarts. */
  readonly pause: string;
  /** The journal of what ran for whom. */
  readonly work: string;
}

export interface OwnersSideParts {
  readonly worker: GovernedWorker;
  readonly paths: OwnerPaths;
  /** Reads flags and files; called at the start and for each `hanzo net policy`. Throws HanzoError when they are wrong. */
  readonly readPolicy: () => PolicySource;
  readonly sensors: MachineSensors;
  /**
   * The engine is a server that somebody else started. Then limits of memory, CPU, GPU and load cannot be kept: they are
   * not applied, and the owner is told. @default false
   */
  readonly engineIsForeign?: boolean | undefined;
  /** @default what this process may use */
  readonly size?: MachineSize | undefined;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Everything by which its owner governs a worker, until disposed. */
export interface OwnersSide extends AsyncDisposable {
  /** In force now; applied to the worker already. */
  readonly terms: TimedTerms;
  /** From which the terms follow. */
  readonly policy: OwnerPolicy;
  /** Resolves when `hanzo net drain` has been carried out: the process shall end with exit code 0. */
  readonly drained: Promise<DrainOutcome>;
  /** Hand this to the worker: for the journal, and for those who watch. Never throws. */
  onWork(record: WorkRecord): void;
  /** To be called once the worker's name is known: a pause may be for this worker alone. */
  refresh(): void;
}

/**
 * Puts a worker under its owner's policy: terms and limits are applied before this resolves, `hanzo net pause`, `drain`,
 * `policy` and `work --live` reach it, and what it does is kept in the work journal.
 *
 * @throws HanzoError CONFIG_INVALID
 */
export async function startOwnersSide(parts: OwnersSideParts): Promise<OwnersSide> {
  const { worker, paths, clock, log, sensors, engineIsForeign, readPolicy, size = machineSize() } = parts;
  await using stack = new AsyncDisposableStack();
  const journal = stack.use(openWorkJournal({ file: paths.work, clock, log }));
  const book = openPauseBook(paths.pause, clock);
  const source = readPolicy();
  const control = new WorkerControl({ worker, book, clock, size, source, readPolicy, engineIsForeign });
  // The socket first: whoever pauses the home from now on either finds it, or has written the pause book before it is read.
  const server = stack.use(await startControlServer({ runDir: paths.run, target: control, clock, log }));
  const keeper = stack.use(
    await PolicyKeeper.start({
      policy: source.policy,
      sensors,
      engineIsForeign,
      clock,
      log,
      ownerPause: () => control.ownerPause(),
      apply: (terms) => control.noteHandedBack(worker.setTerms(terms)),
    }),
  );
  control.govern(keeper);
  const running = stack.move();
  return {
    get terms() {
      return keeper.terms;
    },
    get policy() {
      return keeper.policy;
    },
    drained: control.drained,
    onWork: (record) => {
      journal.add(record, worker.view().name);
      control.onWork(record);
      server.onWork(record);
    },
    refresh: () => keeper.refresh(),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
