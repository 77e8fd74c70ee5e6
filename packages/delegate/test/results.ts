import type { Analysis, DelegationResult, RecommendedFix } from '../src/index.ts';

export function fixOf(change: Partial<RecommendedFix> = {}): RecommendedFix {
  return {
    title: 'Lock the counter before it is read',
    explanation: 'Two threads read the same value, so that one increment is lost.',
    codeExample: '',
    edits: [
      {
        path: 'src/counter.py',
        find: '        self.value += 1',
        replace: '        with self.lock:\n            self.value += 1',
      },
    ],
    ...change,
  };
}

export function analysisOf(change: Partial<Analysis> = {}): Analysis {
  return {
    rootCause: '`Counter.increment` reads and writes `self.value` without holding a lock.',
    technicalExplanation: 'In `src/counter.py` line 12 the read and the write are two steps.',
    fixes: [fixOf()],
    additionalInvestigation: ['Run the test 1,000 times with `--count`.'],
    wantedFiles: ['src/pool.py'],
    confidence: 'high',
    confidenceReason: 'The log shows two writes of the same value.',
    ...change,
  };
}

export function resultOf(change: Partial<DelegationResult> = {}): DelegationResult {
  return {
    v: 1,
    id: '20251128_133758',
    request: 'OPENAI_DELEGATION_REQUEST_20251128_133758.md',
    state: 'answered',
    issue: 'Counts are too low under load',
    model: 'gpt-4o',
    servedModel: 'gpt-4o-2024-11-20',
    endpoint: 'https://api.openai.com/v1',
    round: 1,
    askedAt: '2025-11-28T12:37:58.000Z',
    answeredAt: '2025-11-28T12:38:13.000Z',
    costMicros: 12_345,
    inputTokens: 4_000,
    outputTokens: 700,
    files: ['src/counter.py', 'src/worker.py'],
    runId: '1a2b3c4d5e6f',
    analysis: analysisOf(),
    ...change,
  };
}

/** A result without an analysis. */
export function withoutAnalysis(
  state: Exclude<DelegationResult['state'], 'answered'>,
  change: Partial<DelegationResult> = {},
): DelegationResult {
  const { analysis: _, ...rest } = resultOf();
  return { ...rest, state, ...change };
}

/** As a model answers it. */
export function answerOf({ fixes, ...said }: Analysis = analysisOf()): Readonly<Record<string, unknown>> {
  return {
    root_cause: said.rootCause,
    technical_explanation: said.technicalExplanation,
    fixes: fixes.map(({ title, explanation, codeExample, edits }) => ({
      title,
      explanation,
      code_example: codeExample,
      edits,
    })),
    additional_investigation: said.additionalInvestigation,
    wanted_files: said.wantedFiles,
    confidence_reason: said.confidenceReason,
    confidence: said.confidence,
  };
}
