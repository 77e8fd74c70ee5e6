import type { DelegationRequest, IssueToDelegate } from '../../src/index.ts';

export function requestOf(change: Partial<DelegationRequest> = {}): DelegationRequest {
  const file = {
    path: 'src/лічильник.py',
    pieces: [{ firstLine: 1, text: 'value = 1\n' }],
    lineCount: 1,
    tokens: 3,
    isWhole: true,
    because: 'named',
  };
  return {
    issue: 'Counts are too low 🐛\nunder load',
    attemptedFixes: ['Added a lock'],
    files: [file],
    leftOut: [],
    redactions: [],
    earlier: [],
    ...change,
  };
}

export function issueOf(change: Partial<IssueToDelegate> = {}): IssueToDelegate {
  return {
    request: requestOf(),
    models: ['gpt-4o'],
    workspace: '/projects/counter',
    terms: { budgetUsd: 1 },
    ...change,
  };
}
