import { EXIT, HanzoError, systemClock, toHanzoError, type ExitCode } from '@hanzo/contracts';
import { openPauseBook, type OwnerPause, type PauseOutcome } from '@hanzo/worker';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatTime } from '../../terminal/units.ts';
import { askEach, findTargets, scopeOf, tellAnswers, type OwnerFlags } from './pause-targets.ts';
import { parseUntil } from './pause-until.ts';
import { policySourceOf } from './policy-source.ts';

export interface NetPauseFlags extends OwnerFlags {
  /** Milliseconds. */
  readonly for?: number;
  readonly until?: string;
  readonly finish?: boolean;
  readonly reason?: string;
}

/** Longer ones fill the adverts that carry them. */
const MAX_REASON = 100;

/** Takes the machine back, and remembers that. */
export async function run(flags: NetPauseFlags, terminal: Terminal): Promise<ExitCode> {
  const { config, paths } = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  const pause = pauseOf(flags, policySourceOf(config).policy.pausedWork, systemClock.now());
  // First the book: a worker that starts at this moment reads it, one that runs already is found below.
  const fault = remember(paths.pause, flags.worker, pause);
  using targets = await findTargets(paths.run, flags.worker);
  if (fault !== undefined && targets.workers.length === 0) throw fault;
  const everywhere = flags.worker === undefined;
  const answers = await askEach(targets, async ({ client }) => await client.pause({ ...pause, everywhere }));
  const until = pause.untilMs === undefined ? 'until `hanzo net resume`' : `until ${formatTime(pause.untilMs)}`;
  const told = {
    json: flags.json,
    fields: pause,
    line: (outcome: PauseOutcome) => `paused ${until}${fate(outcome)}`,
    nobody: `${nobodyRuns(flags.worker)}. The next start will be paused, ${until}.`,
    failed: 'did not say that it paused',
  };
  const exitCode = tellAnswers(answers, targets, told, terminal);
  if (fault === undefined) return exitCode;
  terminal.err(`warning: only until the worker ends, because ${fault.message}`);
  return EXIT.incomplete;
}

/** Running workers pause all the same when it cannot be written. */
function remember(file: string, worker: string | undefined, pause: OwnerPause): HanzoError | undefined {
  try {
    openPauseBook(file, systemClock).pause(scopeOf(worker), pause);
    return undefined;
  } catch (error) {
    return toHanzoError(error);
  }
}

function pauseOf(flags: NetPauseFlags, byPolicy: OwnerPause['running'], now: number): OwnerPause {
  const { until, reason } = flags;
  if (flags.for !== undefined && until !== undefined)
    throw new HanzoError('USAGE', 'A pause has one end: --for or --until.', { mend: 'Leave one of them out.' });
  if (reason !== undefined && reason.length > MAX_REASON)
    throw new HanzoError('USAGE', `--reason may have ${MAX_REASON} characters.`, { mend: 'Shorten it.' });
  const untilMs = until === undefined ? flags.for && now + flags.for : parseUntil(until, now);
  return {
    running: flags.finish === true ? 'finish' : byPolicy,
    ...(untilMs !== undefined && { untilMs }),
    ...(reason !== undefined && { reason }),
  };
}

function nobodyRuns(worker: string | undefined): string {
  return worker === undefined ? 'No worker of this home runs' : `No worker "${worker}" of this home runs`;
}

function fate({ handedBack, finishing }: PauseOutcome): string {
  const parts = [
    ...(handedBack > 0 ? [`${count(handedBack)} handed back`] : []),
    ...(finishing > 0 ? [`${count(finishing)} will be finished`] : []),
  ];
  return parts.length === 0 ? '' : `; ${parts.join(', ')}`;
}

function count(tasks: number): string {
  return tasks === 1 ? '1 task' : `${tasks} tasks`;
}
