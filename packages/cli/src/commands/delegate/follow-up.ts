import { HanzoError, type ExitCode } from '@hanzo/contracts';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { given } from '../dev/run/setting-of.ts';
import type { DelegateFollowUpFlags } from './flags.ts';
import { delegateSaid, evidenceIn, refuseTogether } from './handler.ts';
import { followingUp } from './issue/following-up.ts';
import { readIssue } from './issue/read-issue.ts';
import { openPlace } from './place.ts';

/** Asks on: with the files of before as they are now, what was answered then, and of whom it was asked. */
export async function run(flags: DelegateFollowUpFlags, terminal: Terminal): Promise<ExitCode> {
  refuseTogether(flags);
  if (flags.issue !== undefined)
    throw new HanzoError('USAGE', '--issue is for a new delegation: the question is an argument here.', {
      mend: 'hanzo delegate follow-up last "and why only at night?"',
    });
  const { delegations } = await openPlace(flags, terminal);
  const parent = await delegations.find(flags.id);
  const { catalogue } = loadSetting(given({ home: flags.home }), terminal, { makeHome: false });
  const said = await readIssue({ ...flags, text: flags.question }, { stdin: process.stdin, terminal, catalogue });
  const evidence = evidenceIn(flags);
  const input = { ...evidence, ...said, ...followingUp(parent, flags) };
  return await delegateSaid(input, flags, terminal);
}
