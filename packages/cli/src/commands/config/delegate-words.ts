import { formatDollars } from '@hanzo/contracts';
import type { Config } from '@hanzo/config';

/** How issues are delegated, a line each. */
export function delegateInWords({ delegate }: Config): readonly string[] {
  const { model = 'gpt-4o, else the strongest that can be called', folder, afterFailures } = delegate;
  return [
    `asks: ${model}`,
    `keeps requests and results in: ${folder}`,
    `at most ${formatDollars(delegate.budgetMicros)} each, ${delegate.contextTokens} tokens of files, ${delegate.retries} further ${delegate.retries === 1 ? 'round' : 'rounds'}`,
    afterFailures === undefined
      ? 'by itself: never'
      : `by itself: a task of hanzo dev that has failed ${afterFailures} ${afterFailures === 1 ? 'time' : 'times'}`,
  ];
}

/** Settings that a file says, by their paths in it: that of the user, or of the project. */
export function delegateChanged(
  { origins }: Config,
  files: { readonly own: string; readonly project: string },
): readonly (readonly [path: string, file: string])[] {
  return Object.entries(origins).flatMap(([key, from]) => {
    if (!key.startsWith('delegate.') || from === 'default') return [];
    return [[key, from === `${files.project} (${key})` ? files.project : files.own] as const];
  });
}
