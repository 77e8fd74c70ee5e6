import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '@hanzo/tools';
import { expect, it } from 'vitest';
import { startPaidProject } from '../support/paid-project.ts';
import { verifies } from '../support/verifies.ts';

const QUOTE = 'return lines.reduce((a, b) => a + b, 0);';

function finding(change: Partial<Finding>): Finding {
  return {
    line: 2,
    quote: QUOTE,
    severity: 'medium',
    category: 'input-validation',
    confidence: 'medium',
    message: 'Nothing bounds how many lines come in.',
    rationale: 'Whoever sends the request decides how long lines is, and reduce walks all of it.',
    fix: 'Bound it.',
    ...change,
  };
}

it(verifies('focus.flag'), async () => {
  const found = [
    finding({}),
    finding({ category: 'readability', message: 'The name alpha says nothing.' }),
    finding({ category: 'injection', message: 'It is bad.', rationale: '' }),
  ];
  await using project = await startPaidProject({
    names: ['alpha'],
    script: (_, name) => {
      if (name === undefined) return undefined;
      const summary = `${name} adds up all lines with reduce and returns their total.`;
      return { kind: 'json', value: { summary, findings: found } };
    },
  });
  const report = join(project.home, 'report.md');
  const run = await project.dev('--focus', 'security', '--output', report, '--fail-on', 'medium');
  expect(run.code, run.stderr).toBe(6);
  const bodies = run.requests.map((request) => JSON.stringify(request));
  expect(bodies[0]).toContain('The whole run is about security');
  expect(bodies[1]).toContain('Does input reach a query');
  const result = run.events.find(({ event }) => event === 'result');
  expect(result).toMatchObject({
    focus: 'security',
    findings: [{ category: 'input-validation', standing: 'unjudged' }],
    counts: { below: 2 },
  });
  const text = readFileSync(report, 'utf8');
  expect(text).toContain('# Hanzo: security report');
  expect(text).toMatch(/\| Are size, type and range[^|]*\| input-validation \| 1 \| 0 \|/);
  expect(text).toContain('does not belong to the focus security');
  expect(text).toContain('it does not say how the quoted code leads to the harm');
});
