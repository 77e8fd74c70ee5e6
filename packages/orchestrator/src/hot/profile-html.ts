import { code, paragraph, section, table } from '../report/html/blocks.ts';
import type { Child } from '../report/html/markup.ts';
import type { RunResult } from '../run/run-result.ts';
import { profileInWords, profileRows } from './profile-in-words.ts';

/** The same for pages. */
export function profileHtml({ plan: { profile } }: Pick<RunResult, 'plan'>): readonly Child[] {
  if (profile === undefined) return [];
  const columns = [
    { title: 'Where' },
    { title: 'Function' },
    { title: 'Its own', isNumber: true },
    { title: 'Share', isNumber: true },
    { title: 'With what it calls', isNumber: true },
  ];
  return section(
    'Profile',
    paragraph('Of ', code(profile.command)),
    ...profileInWords(profile).map((words) => paragraph(words)),
    table(
      'Where the time went',
      columns,
      profileRows(profile).map(({ place, name, self, share, totalShare }) => [
        code(place),
        code(name),
        self,
        share,
        totalShare,
      ]),
    ),
  );
}
