import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startPaidProject } from '../support/paid-project.ts';
import { verifies } from '../support/verifies.ts';

const planAndAll = 4;

describe('a review that is made again', () => {
  it(verifies('remembered.no-calls', 'the command'), async () => {
    await using project = await startPaidProject();
    const first = await project.dev();
    expect([first.code, first.requests.length]).toEqual([0, planAndAll]);
    const second = await project.dev();
    expect([second.code, second.requests.length]).toEqual([0, 0]);
    expect(second.stderr).toContain('DONE: nothing was left to do. ');
    const known = '3 of 3 pieces of code (functions, or parts of files) were reviewed before: not paid again.';
    expect(second.stderr.split(known)).toHaveLength(3);
    expect(second.events.find(({ event }) => event === 'remembered')).toMatchObject({
      pieces: 3,
      known: 3,
      checks: 3,
      by: [{ engine: expect.stringContaining('gpt-'), pieces: 3 }],
    });
    expect(second.events.at(-1)).toMatchObject({ event: 'result', complete: true, counts: { tasks: 0 }, exitCode: 0 });

    const path = join(project.workspace, 'src/alpha.ts');
    writeFileSync(path, 'export function alpha(amount: number): number {\n  return amount * 2;\n}\n');
    const third = await project.dev();
    expect(third.code).toBe(0);
    const asked = third.requests.filter(({ prompt }) => prompt.includes('File "src/'));
    expect(asked).toHaveLength(1);
    expect(asked[0]?.prompt).toContain('File "src/alpha.ts"');
  });
});
