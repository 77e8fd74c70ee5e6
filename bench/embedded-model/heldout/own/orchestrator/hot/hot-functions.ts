import type { Profile, ProfiledFunction } from '@hanzo/tools';

const MOST_HOT = 15;
export const LEAST_SHARE = 0.01;

export function hotFunctions({ functions }: Pick<Profile, 'functions'>): readonly ProfiledFunction[] {
  return functions.filter(({ share }) => share >= LEAST_SHARE).slice(0, MOST_HOT);
}

export function shareInWords(share: number): string {
  const percent = share * 100;
  return percent >= 10 ? `${Math.round(percent)} %` : `${percent.toFixed(1)} %`;
}

export function functionAt(
  { functions }: Pick<Profile, 'functions'>,
  { path, line }: { readonly path: string; readonly line: number },
): ProfiledFunction | undefined {
  const holding = functions.filter((one) => one.path === path && one.line <= line && line <= one.lastLine);
  return holding.toSorted((a, b) => a.lastLine - a.line - (b.lastLine - b.line))[0];
}
