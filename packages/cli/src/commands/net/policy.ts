import { editWorkerSection, WORKER_KEYS, type WorkerKey, type WorkerSection } from '@hanzo/config';
import { EXIT, HanzoError, systemClock, type ExitCode } from '@hanzo/contracts';
import {
  machineSize,
  openPauseBook,
  previewPolicy,
  systemSensors,
  type RunningWorker,
  type WorkOutcome,
} from '@hanzo/worker';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import {
  allDid,
  answerFields,
  askEach,
  findTargets,
  hasFailed,
  warnOfFailed,
  warnOfSilent,
  type Answered,
  type OwnerFlags,
  type Targets,
} from './pause-targets.ts';
import { readPolicyFlags, type PolicyFlags } from './policy-flags.ts';
import { readPolicySource } from './policy-source.ts';
import { overruled, printPolicy, type InForce } from './policy-table.ts';

export interface NetPolicyFlags extends OwnerFlags, PolicyFlags {
  readonly slots?: number;
  /** True: all. */
  readonly reset?: true | readonly string[];
}

/** Shows the policy, or changes it in config.json and at the running workers. */
export async function run(flags: NetPolicyFlags, terminal: Terminal): Promise<ExitCode> {
  const home = flags.home === undefined ? {} : { home: flags.home };
  const set: WorkerSection = { ...readPolicyFlags(flags), ...(flags.slots !== undefined && { slots: flags.slots }) };
  const reset = resetOf(flags.reset);
  const isChange = Object.keys(set).length > 0 || flags.reset !== undefined;
  if (isChange && flags.worker !== undefined) throw forAllWorkers(flags.worker);
  const { paths } = loadSetting(home, terminal);
  if (isChange) editWorkerSection(paths.config, { set, reset });
  using targets = await findTargets(paths.run, flags.worker);
  const applied = isChange ? await askEach(targets, async ({ client }) => await client.reloadPolicy()) : [];
  const views = await askEach(targets, inForceAt);
  const inForce = views.flatMap(({ outcome }) => (outcome instanceof HanzoError ? [] : [outcome]));
  if (views.length === 0) inForce.push(await inForceNext(home, paths.pause));
  if (flags.json === true) terminal.out(JSON.stringify(fields(inForce, applied, targets)));
  else {
    if (isChange) terminal.err(`written to ${paths.config}`);
    for (const one of inForce) printPolicy(one, terminal);
    for (const one of inForce) for (const line of overruled(one, set)) terminal.err(line);
  }
  warnOfFailed(applied, 'does not obey the change yet', terminal);
  // What was said of the change already has the same reason.
  const said = new Set(applied.filter(hasFailed).map(({ worker }) => worker));
  const unsaid = views.filter(({ worker }) => !said.has(worker));
  warnOfFailed(unsaid, 'did not say what it obeys', terminal);
  warnOfSilent(targets.silent, terminal);
  return allDid([...applied, ...views], targets) ? EXIT.done : EXIT.incomplete;
}

/** The file is read by every worker of the home, so a change is for all of them. */
function forAllWorkers(name: string): HanzoError {
  return new HanzoError('USAGE', `A changed policy is for all workers of this home, not for "${name}" alone.`, {
    mend: 'Leave out --worker, or give that one the rules as flags of `hanzo net up`.',
  });
}

function resetOf(reset: NetPolicyFlags['reset']): readonly WorkerKey[] | 'all' {
  if (reset === undefined) return [];
  if (reset === true) return 'all';
  const isKey = (name: string): name is WorkerKey => WORKER_KEYS.some((key) => key === name);
  const wrong = reset.find((name) => !isKey(name));
  if (wrong === undefined) return reset.filter(isKey);
  throw new HanzoError('USAGE', `--reset does not know "${wrong}".`, {
    mend: `Name some of ${WORKER_KEYS.join(', ')}.`,
  });
}

/** Asked anew: the policy may have changed since it was found. */
async function inForceAt({ client }: RunningWorker): Promise<InForce> {
  const status = await client.status();
  const { name, pid, policy, origins, readings, unmet, limits, state, reason, nextChangeAt, slots, threads } = status;
  return {
    worker: { name, pid },
    source: { policy, origins },
    preview: { readings, unmet, limits, state, reason, nextChangeAt },
    slots,
    threads,
  };
}

/** What a worker that started now would do, by this machine's own sensors. */
async function inForceNext(home: { readonly home?: string }, pauseFile: string): Promise<InForce> {
  const source = readPolicySource(home);
  const preview = await previewPolicy({
    policy: source.policy,
    sensors: systemSensors({ clock: systemClock }),
    size: machineSize(),
    ownerPause: openPauseBook(pauseFile, systemClock).entries().all,
    now: systemClock.now(),
  });
  return { worker: undefined, source, preview, slots: undefined, threads: undefined };
}

function fields(
  inForce: readonly InForce[],
  applied: readonly Answered<WorkOutcome>[],
  targets: Targets,
): Readonly<Record<string, unknown>> {
  return {
    v: 1,
    policies: inForce.map(({ source, preview, ...rest }) => ({ ...rest, ...source, ...preview })),
    applied: applied.map(answerFields),
    silent: targets.silent,
  };
}
