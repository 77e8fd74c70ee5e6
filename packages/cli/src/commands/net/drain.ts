import { EXIT, HanzoError, systemClock, type ExitCode } from '@hanzo/contracts';
import type { DrainOutcome, RunningWorker } from '@hanzo/worker';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { askEach, findTargets, nameOf, noSuchWorker, tellAnswers, type OwnerFlags } from './pause-targets.ts';

export interface NetDrainFlags extends OwnerFlags {
  /** Milliseconds. */
  readonly timeout: number;
}

/** How long a drained process may take to end: it takes its addresses back and stops its engines. Milliseconds. */
const END_MS = 20_000;
const LOOK_MS = 100;
/** What the control channel takes. Milliseconds. */
const LONGEST_MS = 2_147_483_647;

type Outcome = DrainOutcome & { readonly ended: boolean };

/** Ends the running workers in good order, and waits for that. */
export async function run(flags: NetDrainFlags, terminal: Terminal): Promise<ExitCode> {
  const { paths } = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  using targets = await findTargets(paths.run, flags.worker);
  if (flags.worker !== undefined && targets.workers.length === 0) throw noSuchWorker(flags.worker);
  for (const worker of targets.workers) {
    const { length } = worker.status.work;
    if (length > 0) terminal.err(`${nameOf(worker)}: ${length} to finish`);
  }
  const answers = await askEach(targets, async (worker) => await drain(worker, flags.timeout));
  const told = { json: flags.json, line: inWords, nobody: 'No worker of this home runs.', failed: 'was not drained' };
  const exitCode = tellAnswers(answers, targets, told, terminal);
  const allEnded = answers.every(({ outcome }) => !(outcome instanceof HanzoError) && outcome.ended);
  return allEnded ? exitCode : EXIT.incomplete;
}

async function drain({ client, status }: RunningWorker, timeoutMs: number): Promise<Outcome> {
  const running = timeoutMs === 0 ? 'hand-back' : 'finish';
  const outcome = await client.drain({ timeoutMs: Math.min(timeoutMs, LONGEST_MS), running });
  return { ...outcome, ended: await hasEnded(status.pid) };
}

async function hasEnded(pid: number): Promise<boolean> {
  const end = systemClock.elapsed() + END_MS;
  while (systemClock.elapsed() < end) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await systemClock.sleep(LOOK_MS);
  }
  return false;
}

function inWords({ finished, handedBack, failed, ended }: Outcome): string {
  const end = ended ? 'ended' : `has not ended ${END_MS / 1000} s later`;
  return `${finished} finished, ${handedBack} handed back${failed > 0 ? `, ${failed} failed` : ''}; ${end}`;
}
