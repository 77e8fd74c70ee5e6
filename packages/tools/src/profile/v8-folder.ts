import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Measured } from './profile.ts';
import { MOST_PROFILE_BYTES, profileJson } from './profile-json.ts';
import { type FramePlace, measureV8 } from './v8-profile.ts';

/** Large ones are where the time went: test runners start hundreds of processes that do next to nothing. */
const MOST_FILES = 64;

/** Adds up the profiles in a folder, the largest first, and says how many are not in it. */
export async function measureV8Folder(folder: string, placeOf: FramePlace): Promise<Measured> {
  const files = await profilesIn(folder);
  const small = files.filter(({ bytes }) => bytes <= MOST_PROFILE_BYTES).slice(0, MOST_FILES);
  const { profiles, ...measured } = await measureV8(contents(small), placeOf);
  const left = files.length - profiles;
  if (left === 0) return measured;
  const missing = files.length - small.length;
  const why = [
    ...(missing > 0 ? [`at most ${MOST_FILES} are, the largest below ${MOST_PROFILE_BYTES / 1024 / 1024} MiB`] : []),
    ...(left > missing ? [`${left - missing} cannot be read`] : []),
  ];
  return {
    ...measured,
    notes: [`Of ${files.length} processes that wrote a profile ${left} are not in it: ${why.join(', and ')}.`],
  };
}

interface ProfileFile {
  readonly file: string;
  readonly bytes: number;
}

/** The largest first. */
async function profilesIn(folder: string): Promise<readonly ProfileFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.cpuprofile'));
  const files = await Promise.all(
    names.toSorted().map(async (name) => {
      const file = join(folder, name);
      return { file, bytes: (await stat(file).catch(() => undefined))?.size ?? 0 };
    }),
  );
  return files.toSorted((a, b) => b.bytes - a.bytes);
}

async function* contents(files: readonly ProfileFile[]): AsyncGenerator<unknown> {
  for (const { file } of files) yield await profileJson(file);
}
