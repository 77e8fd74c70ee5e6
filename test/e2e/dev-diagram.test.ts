import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startPaidProject } from '../support/paid-project.ts';
import { verifies } from '../support/verifies.ts';

it(verifies('graph.drawn', 'by the command'), async () => {
  await using project = await startPaidProject();
  const report = join(project.home, 'report.md');
  const { code, stderr, events } = await project.dev('--max-tasks', '1', '--generate-diagrams', '--output', report);
  expect(code, stderr).toBe(0);
  expect(readFileSync(report, 'utf8')).toContain('## Modules and their imports');
  expect(events.at(-1)).toMatchObject({ event: 'result', diagram: { mermaid: expect.stringMatching(/^graph LR\n/) } });
});
