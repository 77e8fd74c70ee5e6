import { existsSync } from 'node:fs';
import { systemClock, toHanzoError } from '@hanzo/contracts';
import { openOutcomeBook } from '@hanzo/coordinator';
import { readProfiles } from '../../route/profiles-folder.ts';
import { ok, warn, type Check, type Finding } from '../check.ts';

/** What the router learned and was given. Runs do without what cannot be used, so nothing of it is a failure. */
export const checkLearning: Check = ({ config, paths }) => [
  ...(config.routing.learn ? bookFinding(paths.outcomes) : [ok('learning', 'switched off (routing.learn)')]),
  ...profileFindings(paths.profiles),
];

function bookFinding(path: string): readonly Finding[] {
  // To look is not to make.
  if (!existsSync(path)) return [ok('learning', `${path}: made by the first run`)];
  try {
    using book = openOutcomeBook(path, systemClock);
    const judged = book.counts().reduce((sum, count) => sum + count.judged, 0);
    return [ok('learning', `${path}, ${judged} judged answers`)];
  } catch (thrown) {
    const { message, mend = 'Move the file away; a new one is made.' } = toHanzoError(thrown);
    return [warn('learning', `${message} Runs go on without it.`, mend)];
  }
}

function profileFindings(folder: string): readonly Finding[] {
  const { profiles, bad } = readProfiles(folder);
  const faults = bad.map(({ file, reason }) =>
    warn('profiles', `${file} is left out: ${reason}`, 'Train it again with `hanzo route train`, or delete it.'),
  );
  if (profiles.length === 0) return faults;
  const silent = profiles.filter(({ profile }) => profile.abstains).length;
  const abstain = silent === 0 ? '' : `, ${silent} of them abstain`;
  return [ok('profiles', `${profiles.length} in ${folder}${abstain}`), ...faults];
}
