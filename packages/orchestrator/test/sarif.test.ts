import type { Log, Run } from 'sarif';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderReport, type RunResult } from '../src/index.ts';
import type { SarifLog } from '../src/report/sarif/sarif-log.ts';
import { pathOfUri, uriOfPath } from '../src/report/sarif/sarif-names.ts';
import { sarifFaults } from '../../../test/contract/sarif-subset.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { everything, finding, undoneRun } from './reported-run.ts';
import { resultOf } from './result-of.ts';

function sarifOf(result: RunResult): { readonly log: Log; readonly run: Run } {
  // What we write is what the published types allow.
  const log: Log = JSON.parse(renderReport(result, 'sarif', { version: '0.1.0' })) as SarifLog;
  const [run] = log.runs;
  if (run === undefined) throw new Error('no run');
  return { log, run };
}

const HOSTILE = [
  'word',
  '../../x',
  'C:\\x',
  'a\nb',
  '\ud800',
  'a b/ü#?%20',
  'javascript:alert(1)',
  '[x](https://evil)\u202e',
];

describe('a SARIF report', () => {
  it(verifies('report.sarif-valid'), () => {
    for (const words of HOSTILE) {
      const { log, run } = sarifOf(everything(words));
      expect(sarifFaults(log)).toEqual([]);
      const places = [...(run.results ?? []), ...(run.invocations?.[0]?.toolExecutionNotifications ?? [])]
        .flatMap(({ locations = [] }) => locations)
        .map(({ physicalLocation }) => physicalLocation?.artifactLocation);
      expect(places.length).toBeGreaterThan(3);
      for (const place of places) {
        expect(place?.uriBaseId).toBe('%SRCROOT%');
        // Neither a scheme nor a root: it leads to no other machine or folder that is named absolutely.
        expect(place?.uri).not.toMatch(/^\/|^[a-z][a-z0-9+.-]*:/i);
        expect(() => new URL(place?.uri ?? '', 'file:///projects/shop/')).not.toThrow();
      }
      // Viewers make links in messages.
      const messages = [...(run.results ?? []), ...(run.invocations?.[0]?.toolExecutionNotifications ?? [])];
      for (const { message } of messages) expect(message.text).not.toMatch(/\]\(|\u202e/);
    }
  });

  it('checks that fail where SARIF is wrong', () => {
    const { log } = sarifOf(everything('word'));
    const [run] = log.runs;
    expect(sarifFaults({ ...log, version: '2.0.0' })).not.toEqual([]);
    expect(sarifFaults({ ...log, runs: [{ ...run, results: [{ ruleId: 'x' }] }] })).not.toEqual([]);
    expect(sarifFaults({ ...log, runs: [{ ...run, other: 1 }] })).not.toEqual([]);
  });

  it('gives back the path that a URI was made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => {
        expect(pathOfUri(uriOfPath(path))).toBe(path.toWellFormed());
      }),
    );
    expect(uriOfPath("src/it's (1)/a:b.ts")).toBe('src/it%27s%20%281%29/a%3Ab.ts');
  });

  it('says what each finding is, how sure, and whether a baseline has it', () => {
    const known = finding({ isKnown: true, severity: 'low', confidence: 'low', category: 'injection' });
    const findings = [finding({ looks: { found: 2, of: 3 } }), known];
    const { run } = sarifOf(resultOf([], { findings, baseline: { size: 1, gone: [] }, below: [finding()] }));
    expect(run.results).toMatchObject([
      {
        ruleId: 'off-by-one',
        ruleIndex: 1,
        level: 'error',
        rank: 90,
        baselineState: 'new',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'src/cart.ts' },
              region: { startLine: 5, snippet: { text: findings[0]?.quote } },
            },
          },
        ],
        partialFingerprints: { 'hanzoFinding/v1': findings[0]?.fingerprint },
        properties: { severity: 'high', looks: { found: 2, of: 3 } },
      },
      { ruleId: 'injection', ruleIndex: 0, level: 'note', rank: 30, baselineState: 'unchanged' },
    ]);
    expect(run.tool.driver).toMatchObject({ name: 'hanzo', version: '0.1.0' });
    expect(run.tool.driver.rules?.map(({ id, properties }) => [id, properties])).toEqual([
      ['injection', { tags: ['security', 'injection'], 'security-severity': '8.8' }],
      ['off-by-one', { tags: ['off-by-one'] }],
    ]);
    // Without a baseline nothing is said of one.
    expect(sarifOf(resultOf([], { findings })).run.results?.[0]).not.toHaveProperty('baselineState');
  });

  it(verifies('report.sarif-incomplete'), () => {
    const { run } = sarifOf(resultOf([undoneRun('nobody')]));
    expect(run.results).toEqual([]);
    expect(run.invocations).toMatchObject([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          { level: 'error', descriptor: { id: 'run-incomplete' } },
          { level: 'error', descriptor: { id: 'task-not-done' }, message: { text: 'nobody: nobody' } },
        ],
      },
    ]);
    expect(sarifOf(resultOf([])).run.invocations).toMatchObject([
      { executionSuccessful: false, toolExecutionNotifications: [{ descriptor: { id: 'run-incomplete' } }] },
    ]);
  });
});
