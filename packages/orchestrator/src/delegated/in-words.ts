import { countOf, formatDollars } from '@hanzo/contracts';
import type { DelegatedTask } from './delegated-task.ts';

/** `2 tasks that had failed were delegated, 1 of them with an analysis, for $0.0123 besides the receipt. They are still not done.` */
export function delegatedInWords(delegated: readonly DelegatedTask[]): string {
  const tried = delegated.filter(({ state }) => state !== 'left-out');
  const answered = tried.filter(({ state }) => state === 'answered').length;
  const micros = delegated.reduce((sum, { costMicros }) => sum + costMicros, 0);
  const left = delegated.length - tried.length;
  const which = `${countOf(tried.length, 'task')} that had failed ${tried.length === 1 ? 'was' : 'were'} delegated`;
  const parts = [
    ...(tried.length === 0
      ? []
      : [`${which}, ${answered} of them with an analysis, for ${formatDollars(micros)} besides the receipt.`]),
    ...(left === 0 ? [] : [`${countOf(left, 'task')} that had failed ${left === 1 ? 'was' : 'were'} not delegated.`]),
    'An analysis makes no task done: its fixes are applied by `hanzo delegate apply`.',
  ];
  return parts.join(' ');
}

/** Why there is no analysis, or how sure one is. */
export function delegationEnd({ state, why, confidence }: DelegatedTask): string {
  if (state === 'answered') return `confidence: ${confidence ?? 'not told'}`;
  const what = state === 'left-out' ? 'not delegated' : state;
  return why === undefined ? what : `${what}: ${why}`;
}
