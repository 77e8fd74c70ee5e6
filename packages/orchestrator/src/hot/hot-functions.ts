import type { Profile, ProfiledFunction } from '@hanzo/tools';

/** What models are told of, and people shown. */
const MOST_HOT = 15;
/** Less is cold. Part of the time in the workspace's code. */
export const LEAST_SHARE = 0.01;

/** The functions that are worth a look: most time of their own first, at most 15. */
export function hotFunctions({ functions }: Pick<Profile, 'functions'>): readonly ProfiledFunction[] {
  return functions.filter(({ share }) => share >= LEAST_SHARE).slice(0, MOST_HOT);
}

/** `61 %`, `0.2 %`: a tenth only where it says something. */
export function shareInWords(share: number): string {
  const percent = share * 100;
  return percent >= 10 ? `${Math.round(percent)} %` : `${percent.toFixed(1)} %`;
}

/** The function that a line belongs to: the innermost that the profile saw; undefined where it saw none. */
export function functionAt(
  { functions }: Pick<Profile, 'functions'>,
  { path, line }: { readonly path: string; readonly line: number },
): ProfiledFunction | undefined {
  const holding = functions.filter((one) => one.path === path && one.line <= line && line <= one.lastLine);
  return holding.toSorted((a, b) => a.lastLine - a.line - (b.lastLine - b.line))[0];
}
