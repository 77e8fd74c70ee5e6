import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StandInRequest } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { startPaidProject, type PaidProject, type PaidRun } from '../support/paid-project.ts';
import { verifies } from '../support/verifies.ts';

interface Result {
  readonly complete: boolean;
  readonly findings: readonly { readonly line: number; readonly standing: string }[];
  readonly below: readonly { readonly line: number; readonly standing: string; readonly why: string }[];
  readonly counts: { readonly below: number };
  readonly receipt: {
    readonly rows: readonly { readonly role: string; readonly tasksDone: number; readonly costMicros: number }[];
    readonly totals: { readonly costMicros: number };
  };
}

const resultOf = ({ events, stderr }: Pick<PaidRun, 'events' | 'stderr'>): Result => {
  const result = events.find(({ event }) => event === 'result');
  expect(result, stderr).toBeDefined();
  return result as unknown as Result;
};

const finding = (line: number, quote: string, message: string): object => ({
  line,
  quote,
  severity: 'high',
  category: 'logic',
  confidence: 'medium',
  message,
  rationale: 'It follows from the quoted line.',
  fix: 'Change it.',
});

const REVIEW = {
  summary: 'alpha adds up all lines with reduce and returns their total.',
  findings: [
    finding(1, 'export function alpha(', 'alpha is exported twice.'),
    finding(2, 'lines.reduce((a, b) => a + b, 0)', 'Large sums lose precision.'),
  ],
};

const isCritic = ({ prompt }: Pick<StandInRequest, 'prompt'>): boolean =>
  prompt.includes('These are the findings, one in each line:');

/** Confirms what stands in line 2, and refutes the rest. */
function verdictsOn({ prompt }: StandInRequest): object {
  const ids = [...prompt.matchAll(/^\{"id":"(F\d)","line":(\d+)/gm)];
  const verdicts = ids.map(([, id, line]) => ({
    finding: id,
    reason: `Line ${line} says so.`,
    verdict: line === '2' ? 'confirm' : 'refute',
    severity: 'high',
  }));
  return { verdicts };
}

/** A file with two findings, of which critics refute one; what a critic does first may be something else. */
async function reviewed(
  hangs: (request: StandInRequest) => boolean = () => false,
  served: { readonly models?: readonly string[] } = {},
): Promise<PaidProject> {
  return await startPaidProject({
    ...served,
    names: ['alpha'],
    script: (request, name) => {
      if (isCritic(request)) return hangs(request) ? { kind: 'hang' } : { kind: 'json', value: verdictsOn(request) };
      return name === 'alpha' ? { kind: 'json', value: REVIEW } : undefined;
    },
  });
}

describe('a run with critics', () => {
  it(verifies('critics.end-to-end'), async () => {
    await using project = await reviewed();
    const report = join(project.home, 'report.md');
    const panel = ['--critic', 'gpt-5-mini,gpt-4o', '--critic-instances', '3'];
    const run = await project.dev(...panel, '--worker-models', 'gpt-6-luna', '--output', report, '--no-fallback');
    expect(run.code, run.stderr).toBe(0);
    const { findings, below, receipt, complete } = resultOf(run);
    expect(complete).toBe(true);
    expect(findings).toMatchObject([{ line: 2, standing: 'confirmed' }]);
    expect(below).toMatchObject([{ line: 1, standing: 'refuted', why: '3 of 3 critics refute it: Line 1 says so.' }]);
    const asked = run.requests.filter(isCritic).map(({ model }) => model);
    expect(asked.toSorted()).toEqual(['gpt-4o', 'gpt-5-mini', 'gpt-5-mini']);
    const critics = receipt.rows.filter(({ role }) => role === 'critic');
    expect(critics.map(({ tasksDone }) => tasksDone).toSorted((a, b) => a - b)).toEqual([1, 2]);
    expect(critics.every(({ costMicros }) => costMicros > 0)).toBe(true);
    expect(receipt.totals.costMicros).toBe(project.calls().reduce((sum, { chargedMicros }) => sum + chargedMicros, 0));
    expect(run.stderr).toContain('critics: 3 for each finding, in turn gpt-5-mini, gpt-4o');
    const text = readFileSync(report, 'utf8');
    expect(text).toContain('3 of 3 critics refute it');
    expect(text).toMatch(/critic/);
  });

  it(verifies('task-models.flag'), async () => {
    await using project = await reviewed(undefined, { models: ['gpt-5', 'gpt-5-mini', 'gpt-4o'] });
    const run = await project.dev('--worker-models', 'gpt-6-luna,gpt-4o');
    expect(run.code, run.stderr).toBe(0);
    const tasks = run.requests.filter(({ prompt }) => prompt.includes('File "src/alpha.ts"'));
    // The first is not served: the other one of the list does it, and nobody that the policy would name.
    expect(tasks.map(({ model }) => model)).toEqual(['gpt-6-luna', 'gpt-4o']);
    expect(run.stderr).toContain('worker models: gpt-6-luna at 127.0.0.1');
    const wrong = await project.dev('--worker-models', 'gpt-6-lunar');
    expect([wrong.code, wrong.requests.length]).toEqual([2, 0]);
    expect(wrong.stderr).toContain('there is no model "gpt-6-lunar"');
  });

  it(verifies('critics.resumed'), async () => {
    let isStuck = true;
    await using project = await reviewed(({ prompt }) => isStuck && prompt.includes('Begin with what protects it'));
    const dev = project.startDev('--critic-instances', '2');
    await dev.line(/"event":"task-end".*-critic-[0-9a-f]{16}-1"/);
    dev.process.kill('SIGKILL');
    await dev.result;
    const before = project.standIn.requests.filter(isCritic).length;
    expect(before).toBe(2);
    isStuck = false;
    const resumed = await project.dev('--resume', 'last');
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(resumed.requests.filter(isCritic)).toHaveLength(1);
    expect(resumed.requests).toHaveLength(1);
    const { findings, below } = resultOf(resumed);
    expect([findings, below].map((some) => some.map(({ line }) => line))).toEqual([[2], [1]]);
  });
});
