import { describe, expect, it } from 'vitest';
import type { RunResult } from '@hanzo/orchestrator';
import { exitCodeOf, failOnInWords } from '../src/commands/dev/run/run-exit.ts';
import { doneRun, undoneRun } from '../../orchestrator/test/reported-run.ts';
import { resultOf } from '../../orchestrator/test/result-of.ts';
import { findings, GOOD_FINDING, SUMMARY } from '../../orchestrator/test/samples.ts';
import { verifies } from '../../../test/support/verifies.ts';

const found = resultOf([doneRun(findings(SUMMARY, GOOD_FINDING))]);
const clean = resultOf([doneRun(findings(SUMMARY))]);

describe('--fail-on', () => {
  it(verifies('report.fail-on'), () => {
    expect(exitCodeOf(found, false)).toBe(0);
    expect(['info', 'low', 'medium', 'high', 'critical'].map((one) => exitCodeOf(found, false, one as 'info'))).toEqual(
      [6, 6, 6, 6, 0],
    );
    expect(exitCodeOf(clean, false, 'info')).toBe(0);
    expect(failOnInWords(found, 'medium')).toBe('--fail-on medium: 1 new finding is medium or worse.');
    expect(failOnInWords(clean, 'critical')).toBe('--fail-on critical: no new finding is critical.');
    expect(failOnInWords(found, undefined)).toBeUndefined();
  });

  it(verifies('report.fail-on', 'incomplete'), () => {
    const part = resultOf([doneRun(findings(SUMMARY, GOOD_FINDING)), undoneRun('nobody')]);
    expect(part.counts.bySeverity.high).toBe(1);
    expect(exitCodeOf(part, false, 'high')).toBe(1);
    expect(exitCodeOf(part, true, 'high')).toBe(130);
    expect(failOnInWords(part, 'high')).toBe(
      '--fail-on high: 1 new finding is high or worse in what was done, and not all was done: this decides the exit code.',
    );
  });

  it(verifies('report.fail-on', 'known and below the line'), () => {
    const known: RunResult = { ...found, counts: { ...clean.counts, known: 1, below: 1 } };
    expect(exitCodeOf(known, false, 'info')).toBe(0);
  });
});
