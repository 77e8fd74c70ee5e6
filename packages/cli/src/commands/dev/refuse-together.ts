import { HanzoError } from '@hanzo/contracts';
import type { DevFlags } from './flags.ts';

type FlagName = keyof DevFlags;

const WATCH: readonly (readonly [FlagName, string])[] = [
  ['resume', '--resume'],
  ['dryRun', '--dry-run'],
  ['planOnly', '--plan-only'],
  ['session', '--session'],
  ['autoFix', '--auto-fix'],
  ['patch', '--patch'],
  ['batchApi', '--batch-api'],
  ['profile', '--profile'],
  ['delegateAfter', '--delegate-after'],
];

const SESSION: readonly (readonly [FlagName, string])[] = [
  ['resume', '--resume'],
  ['dryRun', '--dry-run'],
  ['planOnly', '--plan-only'],
];

const WHY: Readonly<Record<string, string>> = {
  '--auto-fix': 'it would look at its own changes, and pay for it, without end',
  '--patch': 'each round would write over the edits of the one before',
  '--batch-api': 'its answers may take a day',
  '--delegate-after': 'each round would delegate the same, and pay for it',
  '--profile': 'it would run the command after each change',
};

/** @throws HanzoError USAGE for ways to start a run that do not go together */
export function refuseTogether(flags: DevFlags): void {
  if (flags.watch === true) refuse(flags, '--watch', WATCH);
  if (flags.session !== undefined) refuse(flags, '--session', SESSION);
}

function refuse(flags: DevFlags, own: string, others: readonly (readonly [FlagName, string])[]): void {
  const wrong = others.find(([name]) => flags[name] !== undefined && flags[name] !== false);
  if (wrong === undefined) return;
  const [, flag] = wrong;
  const why = WHY[flag];
  throw new HanzoError('USAGE', `${own} and ${flag} do not go together${why === undefined ? '' : `: ${why}`}.`, {
    mend: `Leave ${own} or ${flag} out.`,
  });
}
