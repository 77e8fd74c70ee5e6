import { EXIT, HanzoError, systemClock, type ExitCode } from '@hanzo/contracts';
import { openPauseBook, type ResumeOutcome } from '@hanzo/worker';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal.ts';
import {
  allDid,
  answerFields,
  askEach,
  findTargets,
  nameOf,
  scopeOf,
  warnOfFailed,
  warnOfSilent,
  type Answered,
  type OwnerFlags,
} from './pause-targets.ts';

export type NetResumeFlags = OwnerFlags;

/** Ends a pause, now and for the next start. */
export async function run(flags: NetResumeFlags, terminal: Terminal): Promise<ExitCode> {
  const { paths } = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  // The running ones first: they say whether they were paused.
  using targets = await findTargets(paths.run, flags.worker);
  const everywhere = flags.worker === undefined;
  const answers = await askEach(targets, async ({ client }) => await client.resume({ everywhere }));
  // And again here: none may run, or one may have started meanwhile.
  const wasRemembered = openPauseBook(paths.pause, systemClock).resume(scopeOf(flags.worker));
  const wasPaused =
    wasRemembered || answers.some(({ outcome }) => !(outcome instanceof HanzoError) && outcome.wasPaused);
  if (flags.json === true) {
    terminal.out(JSON.stringify({ v: 1, wasPaused, workers: answers.map(answerFields), silent: targets.silent }));
  } else {
    for (const answer of answers) print(answer, terminal);
    if (answers.length === 0)
      terminal.out(`No worker runs. ${wasPaused ? 'The next start will work.' : 'Nothing was paused.'}`);
  }
  warnOfFailed(answers, 'did not say that it works again', terminal);
  warnOfSilent(targets.silent, terminal);
  return allDid(answers, targets) ? EXIT.done : EXIT.incomplete;
}

function print({ worker, outcome }: Answered<ResumeOutcome>, terminal: Terminal): void {
  if (outcome instanceof HanzoError) return;
  const { reason } = outcome;
  terminal.out(`${nameOf(worker)}: ${reason === '' ? 'takes work' : `still pauses by its policy: ${reason}`}`);
}
