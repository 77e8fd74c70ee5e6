import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { isQuiet, nextQuietChange } from '../../src/policy/quiet-hours.ts';
import type { QuietHours } from '../../src/index.ts';
import { BERLIN, UTC } from './zones.ts';

const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const hours = (from: number, to: number, days: readonly number[] = EVERY_DAY): QuietHours => ({
  days,
  fromMinute: from * 60,
  toMinute: to * 60,
});
const at = (iso: string): number => Date.parse(iso);
const iso = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 16);
const NIGHT = [hours(22, 7)];
/** 2026-11-20 is a Friday. */
const WEEKEND = [hours(0, 24, [0, 6])];

describe('quiet hours', () => {
  it.each([
    ['an evening before', NIGHT, '2026-11-20T21:59:59Z', false, '2026-11-20T22:00'],
    ['the first second', NIGHT, '2026-11-20T22:00:00Z', true, '2026-11-21T07:00'],
    ['after midnight', NIGHT, '2026-11-21T03:00:00Z', true, '2026-11-21T07:00'],
    ['the last second', NIGHT, '2026-11-21T06:59:59Z', true, '2026-11-21T07:00'],
    ['the end', NIGHT, '2026-11-21T07:00:00Z', false, '2026-11-21T22:00'],
    ['Friday', WEEKEND, '2026-11-20T12:00:00Z', false, '2026-11-21T00:00'],
    ['Saturday', WEEKEND, '2026-11-21T12:00:00Z', true, '2026-11-23T00:00'],
    ['only Fridays, across midnight', [hours(22, 7, [5])], '2026-11-21T06:00:00Z', true, '2026-11-21T07:00'],
    ['only Fridays, the night before', [hours(22, 7, [5])], '2026-11-20T06:00:00Z', false, '2026-11-20T22:00'],
    ['two that overlap', [hours(8, 12), hours(11, 14)], '2026-11-20T09:00:00Z', true, '2026-11-20T14:00'],
    ['two that touch', [hours(22, 24), hours(0, 6)], '2026-11-20T23:00:00Z', true, '2026-11-21T06:00'],
    ['all the time', [hours(0, 24)], '2026-11-20T23:00:00Z', true, undefined],
    ['none', [], '2026-11-20T23:00:00Z', false, undefined],
  ])(verifies('policy.quiet-hours', '%s'), (_, windows, now, quiet, change) => {
    expect([isQuiet(windows, at(now), UTC), iso(nextQuietChange(windows, at(now), UTC))]).toEqual([quiet, change]);
  });

  it.each([
    ['the short night in spring', NIGHT, '2026-03-28T22:00:00Z', true, '2026-03-29T05:00'],
    ['the long night in autumn', NIGHT, '2026-10-24T21:00:00Z', true, '2026-10-25T06:00'],
    // 02:00 does not exist that night: the clock goes from 01:59:59 to 03:00.
    ['an hour that is skipped', [hours(2, 3)], '2026-03-29T00:30:00Z', false, '2026-03-30T00:00'],
    [
      'an end that is skipped',
      [{ days: EVERY_DAY, fromMinute: 60, toMinute: 150 }],
      '2026-03-29T00:30:00Z',
      true,
      '2026-03-29T01:00',
    ],
    // The clock shows 02:00 to 03:00 twice: at 00:00Z and at 01:00Z.
    ['an hour that comes twice', [hours(2, 3)], '2026-10-25T00:30:00Z', true, '2026-10-25T02:00'],
    [
      'a half hour that comes twice',
      [{ days: EVERY_DAY, fromMinute: 120, toMinute: 150 }],
      '2026-10-25T00:10:00Z',
      true,
      '2026-10-25T00:30',
    ],
    [
      'and its second time',
      [{ days: EVERY_DAY, fromMinute: 120, toMinute: 150 }],
      '2026-10-25T00:40:00Z',
      false,
      '2026-10-25T01:00',
    ],
  ])(verifies('policy.daylight-saving', '%s'), (_, windows, now, quiet, change) => {
    expect([isQuiet(windows, at(now), BERLIN), iso(nextQuietChange(windows, at(now), BERLIN))]).toEqual([
      quiet,
      change,
    ]);
  });
});
