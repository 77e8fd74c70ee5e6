import { describe, expect, it } from 'vitest';
import { startPaidProject } from '../support/paid-project.ts';
import { verifies } from '../support/verifies.ts';

const DEFECT = {
  line: 1,
  quote: 'export function alpha',
  severity: 'low',
  category: 'logic',
  confidence: 'medium',
  message: 'alpha adds up what may be no number.',
  rationale: 'Nothing checks the lines before reduce adds them.',
  fix: 'Check the lines.',
};

describe('several looks at the same code', () => {
  it(verifies('looks.asked'), async () => {
    const looks: string[] = [];
    await using project = await startPaidProject({
      names: ['alpha'],
      script: ({ prompt }, name) => {
        if (name === undefined) return undefined;
        looks.push(prompt);
        const summary = 'alpha adds up all lines with reduce and returns their total.';
        // Two of the three see it, and one of these sees it a line too far down.
        const found = [[DEFECT], [], [{ ...DEFECT, line: 2 }]][looks.length - 1] ?? [];
        return { kind: 'json', value: { summary, findings: found } };
      },
    });
    const run = await project.dev('--instances', '3');
    expect(run.code, run.stderr).toBe(0);
    expect(new Set(looks).size).toBe(3);
    const result = run.events.find(({ event }) => event === 'result');
    expect(result?.['findings']).toEqual([
      expect.objectContaining({ line: 1, looks: { found: 2, of: 3 }, confidence: 'high' }),
    ]);
    expect(project.calls().filter(({ state }) => state === 'settled')).toHaveLength(4);
    // What was kept of three looks answers three, and asks nobody.
    const again = await project.dev('--instances', '3');
    expect(again.requests).toEqual([]);
    expect(again.events.find(({ event }) => event === 'result')).toMatchObject({
      findings: [{ looks: { found: 2, of: 3 } }],
    });
    const { code, stderr, requests } = await project.dev('--instances', '9');
    expect(code).toBe(2);
    expect(stderr).toContain('--instances');
    expect(requests).toEqual([]);
  });
});
