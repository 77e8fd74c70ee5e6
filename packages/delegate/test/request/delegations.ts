import type { AppliedFixes, Delegation, Delegations, KeptResult } from '../../src/folder/delegation.ts';
import type { Confidence, DelegationResult } from '../../src/words.ts';

export function keptResult(model: string, confidence: Confidence = 'high'): KeptResult {
  return {
    model,
    round: 1,
    state: 'answered',
    confidence,
    costMicros: 1,
    markdown: `${model}.md`,
    json: `${model}.json`,
  };
}

/** A delegation that gpt-4o has answered. */
export function delegationOf(one: Partial<Delegation> & Pick<Delegation, 'id' | 'issue'>): Delegation {
  return {
    isForeign: false,
    createdAt: 0,
    attemptedFixes: [],
    models: ['gpt-4o'],
    files: [],
    workspace: '/projects/shop',
    terms: {},
    request: `OPENAI_DELEGATION_REQUEST_${one.id}.md`,
    asked: [],
    open: [],
    further: [],
    results: [keptResult('gpt-4o')],
    offered: [],
    applied: [],
    isFinished: true,
    ...one,
  };
}

export function resultOf(
  rootCause: string,
  titles: readonly string[] = [],
  confidence: Confidence = 'high',
): DelegationResult {
  return {
    v: 1,
    id: '20260101_000000',
    request: 'request.md',
    state: 'answered',
    issue: 'old',
    model: 'gpt-4o',
    servedModel: 'gpt-4o-2024-08-06',
    endpoint: 'https://api.example.com',
    round: 1,
    askedAt: '2026-01-01T00:00:00.000Z',
    answeredAt: '2026-01-01T00:00:09.000Z',
    costMicros: 1,
    inputTokens: 1,
    outputTokens: 1,
    files: [],
    runId: 'run',
    analysis: {
      rootCause,
      technicalExplanation: '',
      fixes: titles.map((title) => ({ title, explanation: '', codeExample: '', edits: [] })),
      additionalInvestigation: [],
      wantedFiles: [],
      confidence,
      confidenceReason: '',
    },
  };
}

/** Delegations of which each has one result, with its id as the cause. */
export function keptDelegations(all: readonly Delegation[]): Pick<Delegations, 'list' | 'readResult'> {
  return {
    list: async () => await Promise.resolve(all),
    readResult: async (id, { confidence }) =>
      await Promise.resolve(resultOf(`cause of ${id}`, ['first', 'second'], confidence)),
  };
}

export const APPLIED: AppliedFixes = { changeSet: 'c1', model: 'gpt-4o', result: 'gpt-4o.json', fixes: [2] };
