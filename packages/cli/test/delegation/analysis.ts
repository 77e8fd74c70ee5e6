import type { Reply, StandInRequest } from '@hanzo/testkit';

/** How a model is asked for an analysis. */
export function isDelegation({ prompt }: Pick<StandInRequest, 'prompt'>): boolean {
  return prompt.startsWith('# Delegation request');
}

/** An analysis as models answer it, changed. */
export function analysisOf(change: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    root_cause: 'The sum starts at 0, and an empty list keeps it there.',
    technical_explanation: 'In src/alpha.ts reduce returns its start for no lines.',
    fixes: [
      {
        title: 'Refuse an empty list',
        explanation: 'Whoever has no lines hears it.',
        code_example: 'if (lines.length === 0) throw new RangeError();',
        edits: [
          {
            path: 'src/alpha.ts',
            find: 'return lines.reduce((a, b) => a + b, 0);',
            replace: 'return lines.length === 0 ? NaN : lines.reduce((a, b) => a + b, 0);',
          },
        ],
      },
    ],
    additional_investigation: ['Who calls alpha with no lines?'],
    wanted_files: [],
    confidence_reason: 'The code is plain.',
    confidence: 'high',
    ...change,
  };
}

/** Answers delegations with an analysis, and nothing else. */
export function analyses(
  change: Readonly<Record<string, unknown>> = {},
): (request: StandInRequest) => Reply | undefined {
  return (request) => (isDelegation(request) ? { kind: 'json', value: analysisOf(change) } : undefined);
}
