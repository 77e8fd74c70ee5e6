import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TaskKind, TaskRun } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { baselineOf, markKnown, readBaseline, renderReport, type Plan } from '../src/index.ts';
import { againstBaseline } from '../src/baseline/gone.ts';
import { countRun } from '../src/run/count-run.ts';
import { isOpen } from '../src/critics/batches.ts';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { doneRun, everything, finding, undoneRun } from './reported-run.ts';
import { EMPTY_PLAN, resultOf } from './result-of.ts';
import { findings, source, SUMMARY, task } from './samples.ts';

const OLD = finding({ fingerprint: 'a'.repeat(32), message: 'An old one.' });

describe('a baseline', () => {
  it.each(['json', 'sarif'] as const)('is read from a report of ours as %s', async (form) => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'before.txt');
    const odd = finding({ path: 'src/a b#ü.ts', fingerprint: 'e'.repeat(32), severity: 'low', kind: 'security' });
    const below = finding({ fingerprint: 'f'.repeat(32), standing: 'refuted' });
    writeFileSync(file, renderReport(resultOf([], { findings: [OLD, odd], below: [below] }), form));
    const baseline = await readBaseline(file);
    expect(baseline.findings).toMatchObject([
      { path: 'src/cart.ts', line: 5, severity: 'high', category: 'off-by-one', kind: 'review' },
      { path: 'src/a b#ü.ts', severity: 'low', kind: 'security' },
    ]);
    expect([OLD, odd, below, finding()].map((one) => baseline.has(one))).toEqual([true, true, false, false]);
  });

  it(verifies('report.baseline-quiet', 'while it has not become worse'), () => {
    const known = baselineOf([finding({ ...OLD, severity: 'low' }), finding({ ...OLD, severity: 'medium' })]);
    const as = (severity: 'low' | 'medium' | 'critical'): unknown => markKnown([{ ...OLD, severity }], known)[0];
    expect([as('low'), as('medium')]).toMatchObject([{ isKnown: true }, { isKnown: true }]);
    expect(as('critical')).toMatchObject({ isKnown: false, was: 'medium' });
    const worse = resultOf([], { findings: markKnown([{ ...OLD, severity: 'critical' }], known) });
    expect(renderReport(worse, 'md')).toContain('known as medium, worse now');
  });

  it(verifies('report.baseline-ours'), async () => {
    using folder = temporaryFolder();
    const at = (name: string, text: string): string => {
      const file = join(folder.path, name);
      writeFileSync(file, text);
      return file;
    };
    const ours = JSON.parse(renderReport(everything('word'), 'json')) as Record<string, unknown>;
    const sarif = JSON.parse(renderReport(everything('word'), 'sarif')) as { runs: { results: object[] }[] };
    const [run] = sarif.runs;
    const foreign = { ...sarif, runs: [{ ...run, tool: { driver: { name: 'OtherLint' } } }] };
    const nameless = { ...sarif, runs: [{ ...run, results: [{ ...run?.results[0], partialFingerprints: {} }] }] };
    mkdirSync(join(folder.path, 'folder'));
    const cases: readonly (readonly [string, RegExp])[] = [
      [join(folder.path, 'none.json'), /There is no baseline .*none\.json/],
      [join(folder.path, 'folder'), /cannot be read/],
      [at('empty.json', ''), /is no JSON/],
      [at('cut.json', '{"v": 1, "kind": "hanzo-rep'), /is no JSON/],
      [at('other.json', '{"results": []}'), /is no report of hanzo/],
      [at('array.json', '[]'), /is no report of hanzo/],
      [at('null.json', 'null'), /is no report of hanzo/],
      [at('newer.json', JSON.stringify({ ...ours, v: 2 })), /cannot read: v:/],
      [at('broken.json', JSON.stringify({ ...ours, findings: [{}] })), /cannot read: findings\.0/],
      [at('foreign.sarif', JSON.stringify(foreign)), /is a report of OtherLint/],
      [at('nameless.sarif', JSON.stringify(nameless)), /SARIF that this hanzo cannot read/],
    ];
    for (const [file, words] of cases)
      await expect(readBaseline(file), file).rejects.toMatchObject({
        code: 'USAGE',
        message: expect.stringMatching(words),
        mend: expect.stringContaining('--output baseline.json'),
      });
  });

  it(verifies('report.baseline-quiet'), () => {
    const fresh = finding();
    const marked = markKnown([OLD, fresh], baselineOf([OLD]));
    expect(marked.map(({ isKnown }) => isKnown)).toEqual([true, false]);
    expect(markKnown([OLD], undefined)).toEqual([OLD]);
    const counts = countRun([], marked, { droppedFindings: 0, fullAnswers: 0 }, 0);
    expect(counts).toMatchObject({ known: 1, bySeverity: { high: 1 } });
    // Critics are asked about what is open; that it is marked before, the run of the command shows.
    expect(marked.map(isOpen)).toEqual([false, true]);
  });
});

describe('what a baseline has and a run has not', () => {
  const look = (kind: TaskKind, path: string): TaskRun =>
    doneRun(findings(SUMMARY), { kind, sources: [source('x', path)] });
  const gone = (runs: readonly TaskRun[], change: Partial<Plan> = {}, unmade = 0): readonly string[] =>
    againstBaseline(baselineOf([OLD]), [], runs, { ...EMPTY_PLAN, ...change }, unmade).gone.map(
      ({ message }) => message,
    );
  const here = look('review', OLD.path);

  it(verifies('report.baseline-gone'), () => {
    expect(gone([here])).toEqual(['An old one.']);
    expect(gone([])).toEqual([]);
    expect(gone([look('review', 'src/other.ts')])).toEqual([]);
    // Looked at for something else.
    expect(gone([look('docs', OLD.path)])).toEqual([]);
    // A part of the file was not looked at.
    const part = { ...undoneRun('x'), task: task({ sources: [source('y', OLD.path)] }) };
    expect(gone([here, part])).toEqual([]);
    expect(gone([here], { notCovered: [{ path: OLD.path, reason: 'too large' }] })).toEqual([]);
    expect(gone([here], {}, 1)).toEqual([]);
  });

  it('is not gone while it is still found, also below the line', () => {
    const below = { ...OLD, standing: 'refuted' } as const;
    expect(againstBaseline(baselineOf([OLD]), [below], [here], EMPTY_PLAN, 0)).toEqual({ size: 1, gone: [] });
  });

  it('is gone where its file was looked at in an earlier run and has not changed since', () => {
    const tasks = [{ kind: 'review', tier: 'simple', title: 't', files: [OLD.path], instructions: '' }] as const;
    const known = [{ task: 0, path: OLD.path, lines: [1] }];
    const remembered = { fingerprint: 'x', pieces: 1, known, findings: [], checks: [], by: [] };
    expect(gone([], { tasks, remembered })).toEqual(['An old one.']);
  });
});
