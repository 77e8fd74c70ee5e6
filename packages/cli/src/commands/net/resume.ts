import { HanzoError, systemClock, type ExitCode } from '@hanzo/contracts';
import { openPauseBook, type ResumeOutcome } from '@hanzo/worker';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { askEach, findTargets, scopeOf, tellAnswers, type OwnerFlags } from './pause-targets.ts';

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
  const told = {
    json: flags.json,
    fields: { wasPaused },
    line: ({ reason }: ResumeOutcome) => (reason === '' ? 'takes work' : `still pauses by its policy: ${reason}`),
    nobody: `No worker runs. ${wasPaused ? 'The next start will work.' : 'Nothing was paused.'}`,
    failed: 'did not say that it works again',
  };
  return tellAnswers(answers, targets, told, terminal);
}
