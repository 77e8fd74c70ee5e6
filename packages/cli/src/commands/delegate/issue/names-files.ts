import { readFileWishes, type FileWish } from '@hanzo/delegate';

/** True where `--files` names something to be sent: what only leaves out narrows what is sent anyway. */
export function namesFiles(files: readonly string[] | undefined): boolean {
  return readFileWishes(files ?? []).some(({ isExcluded }) => !isExcluded);
}

/**
 * What `--files` says, from the workspace on.
 *
 * @param within the folder from which patterns count: its own name is none. @default the workspace
 */
export function wishesIn(within: string | undefined, files: readonly string[] | undefined): readonly FileWish[] {
  const wishes = readFileWishes(files ?? []);
  if (within === undefined) return wishes;
  const folder = within.replaceAll(/[!()*+?@[\\\]{}]/g, String.raw`\$&`);
  return wishes.map((wish) => ({ ...wish, pattern: `${folder}/${wish.pattern}` }));
}
