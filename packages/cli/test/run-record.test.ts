import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { glyphsFor } from '../src/terminal/glyphs.ts';
import { fittedLines } from '../src/commands/tasks/fitted-lines.ts';
import type { DevFlags, EngineFlags } from '../src/commands/dev/flags.ts';
import { resumeRun } from '../src/commands/dev/run/resume-run.ts';
import { keptFlags, keptInWords, readRecord, withRunsOwn, writeRecord } from '../src/commands/dev/run/run-record.ts';
import { listeningTerminal } from './conversation/listening-terminal.ts';
import { tableLines } from '../src/terminal/table.ts';

const stored = (record: unknown): unknown => JSON.parse(JSON.stringify(record));

describe('what a run keeps of how it was started', () => {
  it(verifies('tasks.keeps-its-word', 'as it comes back from the journal'), () => {
    const flags = keptFlags({
      localOnly: true,
      useHanzoNet: true,
      verbose: true,
      json: true,
      timeout: 3,
      output: ['x'],
    });
    expect(flags).toEqual({ localOnly: true, useHanzoNet: true });
    expect(readRecord(stored(writeRecord(flags, { tasks: [] })))).toEqual({ flags, plan: { tasks: [] } });
    expect(readRecord(stored(writeRecord(flags, undefined))).plan).toBeUndefined();
  });

  it(verifies('focus.flag', 'but not of a run that has its tasks already'), async () => {
    const { terminal } = listeningTerminal();
    const refused = resumeRun({ focus: 'security' }, 'last', terminal);
    await expect(refused).rejects.toThrow('--resume and --focus do not go together');
  });

  it(verifies('routing.max-tier', 'when the run is taken up again'), () => {
    const flags = keptFlags({ tier: 'simple', maxTier: 'medium' });
    expect(flags).toEqual({ tier: 'simple', maxTier: 'medium' });
    expect(keptInWords(flags)).toBe('--max-tier medium');
    expect(withRunsOwn<EngineFlags>({ maxTier: 'complex' }, { orchestrator: 'gpt-5' }, flags).maxTier).toBe('complex');
  });

  it(verifies('cache.asked-anew', '--no-cache, when the run is taken up again'), () => {
    const flags = keptFlags({ cache: false });
    expect([flags, keptInWords(flags)]).toEqual([{ cache: false }, '--no-cache']);
    expect(withRunsOwn<EngineFlags>({}, { orchestrator: 'gpt-5' }, flags).cache).toBe(false);
  });

  it(verifies('report.fail-on', 'when the run is taken up again, from whatever folder'), () => {
    const flags = keptFlags({ failOn: 'high', baseline: 'before.json' });
    expect(flags).toEqual({ failOn: 'high', baseline: resolve('before.json') });
    expect(keptInWords(flags)).toBe(`--baseline ${resolve('before.json')} --fail-on high`);
    expect(withRunsOwn<DevFlags>({ failOn: 'low' }, { orchestrator: 'gpt-5' }, flags)).toMatchObject({ failOn: 'low' });
  });

  it('takes what another program keeps there as its plan', () => {
    expect(readRecord({ tasks: [], v: 2 })).toEqual({ flags: {}, plan: { tasks: [], v: 2 } });
    expect(readRecord(undefined)).toEqual({ flags: {}, plan: undefined });
  });

  it.each([
    [{}, 'gpt-5', {}, 'gpt-5'],
    [{ orchestrator: 'o3' }, 'gpt-5', {}, 'o3'],
    [{}, 'gpt-5', { localOnly: true }, undefined],
    [{ localOnly: true }, 'gpt-5', {}, undefined],
    [{ localOnly: true }, 'local:any', {}, 'local:any'],
  ])(verifies('tasks.keeps-its-word', 'written %o on a run of %s with %o'), (written, orchestrator, kept, chosen) => {
    const flags: EngineFlags = withRunsOwn<EngineFlags>(written, { orchestrator }, kept);
    expect(flags.orchestrator).toBe(chosen);
  });

  it(verifies('tasks.keeps-its-word', 'what is written now counts for more'), () => {
    const flags = withRunsOwn({ budget: '2' }, { orchestrator: 'gpt-5' }, { budget: '1', useHanzoNet: true });
    expect(flags).toEqual({ budget: '2', useHanzoNet: true, orchestrator: 'gpt-5' });
    expect(keptInWords(flags)).toBe('--use-hanzo-net --budget 2');
  });
});

describe('tables of tasks', () => {
  it(verifies('cli.table-fits', 'tasks'), () => {
    const head = ['task', 'state', 'kind', 'tier', 'title', 'tries', 'age', 'reason'];
    const title = `review ${'deep/'.repeat(8)}file.ts`;
    const row = ['1a2b3c4d.17', 'undone', 'refactor', 'critical', title, '3', '90 min', `it\nwas ${'x'.repeat(100)}`];
    const gives = { texts: ['task', 'title', 'reason'], leftOut: ['tier', 'tries'] };
    const lines = (columns: number): readonly string[] =>
      fittedLines(head, [row], gives, { watched: true, columns, glyphs: glyphsFor({ LANG: 'C.UTF-8' }) });
    const narrow = lines(80);
    expect(narrow).toHaveLength(2);
    expect(Math.max(...narrow.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(narrow[1]).toMatch(/^1a2b3c4d\.17 {2}undone {2}refactor {2}review deep\S*… .*it was x+…$/);
    expect(lines(240)[1]).toContain(title);
  });

  it('aligns numbers right, but no names that look like numbers', () => {
    expect(tableLines(['run', 'done'], [['12345678', '7']], ['run'])).toEqual(['run       done', '12345678     7']);
  });
});
