import type { NewDelegation } from '../../src/index.ts';

/** Half past one in the afternoon, here: the names tell local time. */
export const AT = new Date(2025, 10, 28, 13, 37, 58).getTime();
export const STAMP = '20251128_133758';

export function newDelegation(change: Partial<NewDelegation> = {}): NewDelegation {
  return {
    prompt: '# Delegation request\n\nCounts are too low 🐛 під навантаженням\n',
    issue: 'Counts are too low 🐛',
    attemptedFixes: ['Added a lock'],
    models: ['gpt-4o'],
    files: ['src/лічильник.py'],
    workspace: '/projects/counter',
    terms: { budgetUsd: 1 },
    ...change,
  };
}
