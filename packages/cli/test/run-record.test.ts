import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { fitColumn } from '../src/commands/tasks/fit-column.ts';
import type { EngineFlags } from '../src/commands/dev/flags.ts';
import { keptFlags, keptInWords, readRecord, withRunsOwn, writeRecord } from '../src/commands/dev/run-record.ts';
import { tableLines } from '../src/table.ts';

const stored = (record: unknown): unknown => JSON.parse(JSON.stringify(record));

describe('what a run keeps of how it was started', () => {
  it(verifies('tasks.keeps-its-word', 'as it comes back from the journal'), () => {
    const flags = keptFlags({ localOnly: true, useHanzoNet: true, verbose: true, json: true, timeout: 3, output: 'x' });
    expect(flags).toEqual({ localOnly: true, useHanzoNet: true });
    expect(readRecord(stored(writeRecord(flags, { tasks: [] })))).toEqual({ flags, plan: { tasks: [] } });
    expect(readRecord(stored(writeRecord(flags, undefined))).plan).toBeUndefined();
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
  it('cuts the last column to the width, and no cell has two lines', () => {
    const [row] = fitColumn(['task', 'reason'], [['a.1', `it\nwas ${'x'.repeat(100)}`]], {
      watched: true,
      columns: 40,
    });
    expect(row?.[0]).toBe('a.1');
    expect(row?.[1]).toMatch(/^it was x+…$/);
    expect(`a.1   ${row?.[1] ?? ''}`.length).toBeLessThan(40);
  });

  it('aligns numbers right, but no names that look like numbers', () => {
    expect(tableLines(['run', 'done'], [['12345678', '7']], ['run'])).toEqual(['run       done', '12345678     7']);
  });
});
