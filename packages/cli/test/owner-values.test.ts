import { describe, expect, it } from 'vitest';
import { readPolicyFlags } from '../src/commands/net/policy-flags.ts';
import { parseUntil } from '../src/commands/net/pause-until.ts';
import { csvLines } from '../src/terminal/csv.ts';

describe('--until', () => {
  const noon = new Date(2026, 10, 20, 12, 0).getTime();

  it.each([
    ['18:00', new Date(2026, 10, 20, 18, 0)],
    ['12:00', new Date(2026, 10, 21, 12, 0)],
    ['7:30', new Date(2026, 10, 21, 7, 30)],
    ['2026-11-22 08:15', new Date(2026, 10, 22, 8, 15)],
    ['2026-11-22', new Date(2026, 10, 22)],
  ])('%s is local time that is still to come', (text, at) => {
    expect(parseUntil(text, noon)).toBe(at.getTime());
  });

  it.each(['24:00', '12:60', 'tomorrow', '2026-11-19', '2026-13-01', ''])('"%s" is refused', (text) => {
    expect(() => parseUntil(text, noon)).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });
});

describe('flags of a policy', () => {
  it('take the form of config.json', () => {
    expect(readPolicyFlags({})).toEqual({});
    expect(
      readPolicyFlags({
        quietHours: ['none'],
        denyMembers: ['bert'],
        dataClasses: 'public, internal',
        shareModels: false,
      }),
    ).toEqual({ quietHours: [], members: { deny: ['bert'] }, dataClasses: ['public', 'internal'], shareModels: false });
  });

  it.each([
    [{ maxMemory: '8' }, '--max-memory'],
    [{ cpuShare: '0' }, '--cpu-share'],
    [{ gpuShare: '2' }, '--gpu-share'],
    [{ quietHours: ['22:00-07:00', 'never'] }, '--quiet-hours'],
    [{ onBattery: 'stop' }, '--on-battery'],
    [{ whenActive: 'maybe' }, '--when-active'],
    [{ idleAfter: '5' }, '--idle-after'],
    [{ maxLoad: '600' }, '--max-load'],
    [{ dataClasses: 'secret' }, '--data-classes'],
  ])('%j is refused with the flag and the mend', (flags, flag) => {
    const refused = { code: 'USAGE', message: expect.stringContaining(flag), mend: expect.any(String) };
    expect(() => readPolicyFlags(flags)).toThrow(expect.objectContaining(refused));
  });
});

describe('comma-separated values', () => {
  it('quote what needs it, and disarm formulas', () => {
    expect(
      csvLines(
        ['a', 'b'],
        [
          ['x,"y"', 1],
          ['=SUM(A1)', -2],
          ['two\nlines', 0.5],
        ],
      ),
    ).toEqual(['a,b', '"x,""y""",1', "'=SUM(A1),-2", '"two\nlines",0.5']);
  });
});
