import { codeCell, codeSpan, inline } from '@hanzo/tools';
import type { RunResult } from '../run/run-result.ts';
import { profileInWords, profileRows } from './profile-in-words.ts';

/** Where the time went, as Markdown. */
export function profileSection({ plan: { profile } }: Pick<RunResult, 'plan'>): readonly string[] {
  if (profile === undefined) return [];
  const rows = profileRows(profile).map(
    ({ place, name, self, share, totalShare }) =>
      `| ${codeCell(place)} | ${codeCell(name)} | ${self} | ${share} | ${totalShare} |`,
  );
  return [
    '## Profile',
    '',
    `Of ${codeSpan(profile.command)}.`,
    '',
    ...profileInWords(profile).map((words) => `${inline(words)}\n`),
    '| Where | Function | Its own | Share | With what it calls |',
    '| --- | --- | ---: | ---: | ---: |',
    ...rows,
    '',
  ];
}
