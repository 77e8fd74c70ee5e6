import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { DEFAULT_POLICY, limitsOf, termsOf, type MachineState, type OwnerPolicy } from '../../src/index.ts';
import { UTC } from './zones.ts';

const NOON = Date.parse('2026-11-20T12:00:00Z');
const HOUR = 3_600_000;
const QUIET: OwnerPolicy['quietHours'] = [{ days: [0, 1, 2, 3, 4, 5, 6], fromMinute: 600, toMinute: 840 }];

function terms(policy: Partial<OwnerPolicy>, machine: Partial<MachineState> = {}): ReturnType<typeof termsOf> {
  return termsOf({ ...DEFAULT_POLICY, ...policy }, { overloaded: false, ...machine }, NOON, UTC);
}

describe('what a policy allows', () => {
  it('is everything without wishes', () => {
    expect(terms({}, { power: { kind: 'battery', charge: 0.01 }, person: { kind: 'idle', idleMs: 0 } })).toMatchObject({
      pause: undefined,
      slots: Number.POSITIVE_INFINITY,
      dataClasses: ['public', 'internal', 'confidential'],
      nextChangeAt: undefined,
    });
  });

  it.each<[string, Partial<OwnerPolicy>, Partial<MachineState>, string | undefined, number?]>([
    ['quiet hours', { quietHours: QUIET }, {}, 'quiet hours until 14:00', 2 * HOUR],
    ['on battery', { onBattery: 'pause' }, { power: { kind: 'battery', charge: 0.38 } }, 'on battery (38%)', 0],
    ['on mains', { onBattery: 'pause' }, { power: { kind: 'mains' } }, undefined],
    ['charge above', { onBattery: { pauseBelow: 0.4 } }, { power: { kind: 'battery', charge: 0.4 } }, undefined],
    [
      'charge below',
      { onBattery: { pauseBelow: 0.4 } },
      { power: { kind: 'battery', charge: 0.39 } },
      'on battery (39%)',
    ],
    ['charge not told', { onBattery: { pauseBelow: 0.4 } }, { power: { kind: 'battery' } }, 'on battery'],
    ['in use', { whenActive: 'pause' }, { person: { kind: 'idle', idleMs: 60_000 } }, 'the machine is in use', 240_000],
    ['idle long enough', { whenActive: 'pause' }, { person: { kind: 'idle', idleMs: 300_000 } }, undefined],
    ['nobody there', { whenActive: 'pause' }, { person: { kind: 'nobody' } }, undefined],
    ['overloaded', { maxLoad: 0.6 }, { overloaded: true }, 'other programs use more than 60% of the processor', 0],
    [
      'the owner',
      {},
      { ownerPause: { running: 'finish', untilMs: NOON + 2.5 * HOUR } },
      'paused by its owner until 14:30',
      2.5 * HOUR,
    ],
    [
      'the owner, for good',
      {},
      { ownerPause: { running: 'finish', reason: 'gaming' } },
      'paused by its owner (gaming)',
      0,
    ],
    [
      'the owner, days ahead',
      {},
      { ownerPause: { running: 'finish', untilMs: NOON + 68 * HOUR } },
      'paused by its owner until Mon 08:00',
    ],
    ['the owner, over', {}, { ownerPause: { running: 'finish', untilMs: NOON } }, undefined],
    ['unknown power', { onBattery: 'pause' }, { power: { kind: 'unknown', why: 'x' } }, undefined],
  ])(verifies('policy.reasons', '%s'), (_, policy, machine, reason, retryAfterMs) => {
    const { pause } = terms(policy, machine);
    expect(pause?.reason).toBe(reason);
    if (retryAfterMs !== undefined) expect(pause?.retryAfterMs).toBe(retryAfterMs);
  });

  it('with several reasons names the owner first, waits for the last and hands back if one of them does', () => {
    const machine: Partial<MachineState> = { ownerPause: { running: 'finish', untilMs: NOON + HOUR } };
    expect(terms({ quietHours: QUIET }, machine)).toMatchObject({
      pause: { reason: 'paused by its owner until 13:00', retryAfterMs: 2 * HOUR, running: 'hand-back' },
      nextChangeAt: NOON + HOUR,
    });
    expect(terms({ quietHours: QUIET, pausedWork: 'finish' }, machine).pause?.running).toBe('finish');
    // One that nobody can foresee leaves the whole unknown.
    expect(terms({ quietHours: QUIET, maxLoad: 0.5 }, { overloaded: true }).pause?.retryAfterMs).toBe(0);
  });

  it('changes by time alone at the next boundary', () => {
    expect(terms({ quietHours: QUIET }).nextChangeAt).toBe(NOON + 2 * HOUR);
    const person = { kind: 'idle', idleMs: 60_000 } as const;
    expect(terms({ whenActive: 'pause' }, { person }).nextChangeAt).toBe(NOON + 240_000);
  });

  it(verifies('policy.members'), () => {
    const anna = { memberId: 'aaaa1111bbbb2222', memberName: 'anna', nameIsUnique: true };
    const bert = { memberId: 'cccc3333dddd4444', memberName: 'bert', nameIsUnique: true };
    const denied = terms({ members: { deny: ['bert'], weights: { anna: 2, aaaa1111: 3 } } });
    expect([denied.refuses(anna), denied.refuses(bert)]).toEqual([undefined, 'it takes nothing from bert']);
    expect([denied.weightOf(anna), denied.weightOf(bert)]).toEqual([3, 1]);
    const allowed = terms({ members: { allow: ['AAAA1111'], deny: [], weights: { bert: 0.5 } } });
    expect([allowed.refuses(anna), allowed.refuses(bert)]).toEqual([undefined, 'it does not work for bert']);
    expect(allowed.weightOf(bert)).toBe(0.5);
    // Seven digits could be two members.
    expect(terms({ members: { deny: ['cccc333'], weights: {} } }).refuses(bert)).toBeUndefined();
    expect(terms({ members: { allow: [], deny: [], weights: {} } }).refuses(anna)).toBeDefined();
  });

  it(verifies('policy.members', 'a name that several bear allows and weighs nothing, and still denies'), () => {
    const anna = { memberId: 'aaaa1111bbbb2222', memberName: 'anna', nameIsUnique: false };
    const allowed = terms({ members: { allow: ['anna'], deny: [], weights: { anna: 5 } } });
    expect(allowed.refuses(anna)).toBe(
      'several members are called anna; its owner has to name the id instead (hanzo net members)',
    );
    expect(allowed.weightOf(anna)).toBe(1);
    expect(allowed.refuses({ ...anna, nameIsUnique: true })).toBeUndefined();
    const byId = terms({ members: { allow: ['aaaa1111'], deny: [], weights: { aaaa1111: 5 } } });
    expect([byId.refuses(anna), byId.weightOf(anna)]).toEqual([undefined, 5]);
    const denied = terms({ members: { deny: ['anna'], weights: {} } });
    expect(denied.refuses(anna)).toBe('it takes nothing from anna');
  });

  it(verifies('policy.members', 'an entry that is the beginning of an id is no name'), () => {
    const liar = { memberId: 'cccc3333dddd4444', memberName: 'aaaa1111', nameIsUnique: true };
    const rules = terms({ members: { allow: ['aaaa1111'], deny: [], weights: { aaaa1111: 9 } } });
    expect([rules.refuses(liar), rules.weightOf(liar)]).toEqual(['it does not work for aaaa1111', 1]);
    expect(terms({ members: { deny: ['aaaa1111'], weights: {} } }).refuses(liar)).toBeUndefined();
    // Digits and letters of other alphabets, or too few, are names.
    const short = { ...liar, memberName: 'ada' };
    expect(terms({ members: { allow: ['ada'], deny: [], weights: {} } }).refuses(short)).toBeUndefined();
  });

  it('counts shares in the units of the machine', () => {
    const size = { memoryBytes: 16_000, cores: 6 };
    const policy = {
      ...DEFAULT_POLICY,
      maxMemory: { kind: 'share', share: 0.25 },
      cpuShare: 0.5,
      gpuShare: 0,
    } as const;
    expect(limitsOf(policy, size)).toEqual({ memoryBytes: 4_000, threads: 3, gpuShare: 0 });
    expect(limitsOf({ ...DEFAULT_POLICY, cpuShare: 0.01 }, size)).toEqual({ threads: 1 });
    expect(limitsOf({ ...DEFAULT_POLICY, maxMemory: { kind: 'bytes', bytes: 7 } }, size)).toEqual({ memoryBytes: 7 });
  });
});
