import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toHanzoError } from '@hanzo/contracts';
import { parseProfile, type RouterProfile } from '@hanzo/router';

/** A profile and the file that it is from. */
export interface StoredProfile {
  readonly file: string;
  readonly profile: RouterProfile;
}

/** A file that is no profile, and why. */
export interface BadProfile {
  readonly file: string;
  readonly reason: string;
}

export interface ProfilesFolder {
  readonly profiles: readonly StoredProfile[];
  readonly bad: readonly BadProfile[];
}

/** The routing profiles of a home, by file name. What cannot be used is told of and left out: never throws. */
export function readProfiles(folder: string): ProfilesFolder {
  const profiles: StoredProfile[] = [];
  const bad: BadProfile[] = [];
  for (const name of namesIn(folder, bad)) {
    const file = join(folder, name);
    try {
      profiles.push({ file, profile: parseProfile(JSON.parse(readFileSync(file, 'utf8')), file) });
    } catch (thrown) {
      bad.push({ file, reason: toHanzoError(thrown).message });
    }
  }
  return { profiles, bad };
}

/** A home without the folder has no profiles. */
function namesIn(folder: string, bad: BadProfile[]): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .toSorted();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT'))
      bad.push({ file: folder, reason: toHanzoError(error).message });
    return [];
  }
}
