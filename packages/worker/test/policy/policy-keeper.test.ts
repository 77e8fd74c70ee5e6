import { silentLogger, type Logger } from '@hanzo/contracts';
import { manualClock } from '@hanzo/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import {
  DEFAULT_POLICY,
  type LoadReading,
  type MachineSensors,
  type OwnerPause,
  type OwnerPolicy,
  type PersonReading,
  type Terms,
} from '../../src/index.ts';
import { PolicyKeeper } from '../../src/policy/policy-keeper.ts';
import { UTC } from './zones.ts';

const NOON = Date.parse('2026-11-20T12:00:00Z');
const HOUR = 3_600_000;

describe('the keeper of a policy', () => {
  let stack: AsyncDisposableStack;
  beforeEach(() => {
    stack = new AsyncDisposableStack();
  });
  afterEach(() => stack.disposeAsync());

  async function keep(
    policy: Partial<OwnerPolicy>,
    log: Logger = silentLogger,
    engineIsForeign?: boolean,
  ): Promise<{
    clock: ReturnType<typeof manualClock>;
    applied: Terms[];
    machine: { person: PersonReading; load: LoadReading; reads: string[]; ownerPause: OwnerPause | undefined };
    keeper: PolicyKeeper;
    reason: () => string | undefined;
  }> {
    const clock = manualClock(NOON);
    const applied: Terms[] = [];
    const machine = {
      person: { kind: 'idle', idleMs: HOUR } as PersonReading,
      load: { kind: 'load', others: 0 } as LoadReading,
      reads: [] as string[],
      ownerPause: undefined as OwnerPause | undefined,
    };
    const note = <T>(name: string, reading: T): Promise<T> => {
      machine.reads.push(name);
      return Promise.resolve(reading);
    };
    const sensors: MachineSensors = {
      power: () => note('power', { kind: 'mains' }),
      person: () => note('person', machine.person),
      load: () => note('load', machine.load),
    };
    const keeper = stack.use(
      await PolicyKeeper.start({
        policy: { ...DEFAULT_POLICY, ...policy },
        sensors,
        engineIsForeign,
        clock,
        log,
        ownerPause: () => machine.ownerPause,
        apply: (terms) => void applied.push(terms),
        zone: UTC,
      }),
    );
    return { clock, applied, machine, keeper, reason: () => applied.at(-1)?.pause?.reason };
  }

  it(verifies('policy.exact-boundary'), async () => {
    const quietHours = [{ days: [5], fromMinute: 13 * 60, toMinute: 14 * 60 }];
    const { clock, applied, reason } = await keep({ quietHours });
    await clock.advance(HOUR - 1);
    expect(applied).toHaveLength(1);
    await clock.advance(1);
    expect(reason()).toBe('quiet hours until 14:00');
    await clock.advance(HOUR - 1);
    expect(reason()).toBe('quiet hours until 14:00');
    await clock.advance(1);
    expect(reason()).toBeUndefined();
  });

  it('renews the hint on when to ask again, though not all the time', async () => {
    const quietHours = [{ days: [5], fromMinute: 12 * 60, toMinute: 13 * 60 }];
    const { clock, applied } = await keep({ quietHours });
    await clock.advance(10 * 60_000);
    expect(applied.length).toBeGreaterThan(5);
    expect(applied.length).toBeLessThan(12);
    expect(applied.at(-1)?.pause?.retryAfterMs).toBeLessThanOrEqual(51 * 60_000);
  });

  it(verifies('policy.in-use'), async () => {
    const { clock, machine, reason } = await keep({ whenActive: 'pause' });
    expect(reason()).toBeUndefined();
    machine.person = { kind: 'idle', idleMs: 0 };
    await clock.advance(2_000);
    expect(reason()).toBe('the machine is in use');
    for (let idleMs = 0; idleMs < 5 * 60_000; idleMs += 2_000) {
      machine.person = { kind: 'idle', idleMs };
      await clock.advance(2_000);
      expect(reason()).toBe('the machine is in use');
    }
    machine.person = { kind: 'idle', idleMs: 5 * 60_000 };
    await clock.advance(2_000);
    expect(reason()).toBeUndefined();
  });

  it(verifies('policy.only-needed'), async () => {
    const { clock, machine, keeper } = await keep({});
    await clock.advance(60_000);
    expect(machine.reads).toEqual([]);
    await keeper.setPolicy({ ...DEFAULT_POLICY, maxLoad: 0.5 });
    await clock.advance(20_000);
    expect(new Set(machine.reads)).toEqual(new Set(['load']));
    // Every 2 s at most, and one for the change itself.
    expect(machine.reads.length).toBeLessThanOrEqual(11);
  });

  it('obeys a new policy and a word of the owner at once', async () => {
    const { machine, keeper, reason } = await keep({});
    machine.ownerPause = { running: 'finish' };
    keeper.refresh();
    expect(reason()).toBe('paused by its owner');
    machine.ownerPause = undefined;
    await keeper.setPolicy({ ...DEFAULT_POLICY, quietHours: [{ days: [5], fromMinute: 0, toMinute: 1440 }] });
    expect(reason()).toBe('quiet hours until 00:00');
  });

  it('a pause of the owner ends at its time', async () => {
    const { clock, machine, keeper, reason } = await keep({});
    machine.ownerPause = { running: 'finish', untilMs: NOON + 5_500 };
    keeper.refresh();
    await clock.advance(5_499);
    expect(reason()).toMatch(/^paused by its owner/);
    await clock.advance(1);
    expect(reason()).toBeUndefined();
  });

  it(verifies('policy.unknowable'), async () => {
    const warnings: string[] = [];
    const log = { ...silentLogger, warn: (message: string) => void warnings.push(message) };
    const { machine, keeper, reason } = await keep({}, log);
    machine.person = { kind: 'unknown', why: 'no session' };
    await keeper.setPolicy({ ...DEFAULT_POLICY, whenActive: 'pause' });
    expect(reason()).toBeUndefined();
    expect(warnings).toEqual([expect.stringMatching(/cannot be kept: it shall pause when the machine is used/)]);
  });

  it(verifies('policy.unknowable', 'limits of a server that somebody else started'), async () => {
    const warnings: string[] = [];
    const log = { ...silentLogger, warn: (message: string) => void warnings.push(message) };
    const { clock, machine, reason } = await keep({ maxLoad: 0.5, cpuShare: 0.5, whenActive: 'pause' }, log, true);
    machine.load = { kind: 'load', others: 1 };
    await clock.advance(60_000);
    expect(reason()).toBeUndefined();
    expect(new Set(machine.reads)).toEqual(new Set(['person']));
    expect(warnings).toEqual([
      expect.stringMatching(/cannot be kept: models shall keep to a share of the processor/),
      expect.stringMatching(/cannot be kept: it shall make way for other programs/),
    ]);
  });

  it(verifies('policy.only-needed', 'a sensor that repeats itself'), async () => {
    const { clock, machine } = await keep({ whenActive: 'pause' });
    machine.person = { kind: 'idle', idleMs: 5 * 60_000 - 1 };
    await clock.advance(10_000);
    expect(machine.reads.length).toBeLessThanOrEqual(42);
  });

  it(verifies('policy.exact-boundary', 'shortly after a look'), async () => {
    const { clock, machine, keeper, reason } = await keep({});
    machine.ownerPause = { running: 'finish', untilMs: NOON + 30_100 };
    keeper.refresh();
    await clock.advance(30_099);
    expect(reason()).toMatch(/^paused by its owner/);
    await clock.advance(1);
    expect(reason()).toBeUndefined();
  });

  it('looks at the clock again after it was set', async () => {
    const quietHours = [{ days: [5], fromMinute: 20 * 60, toMinute: 21 * 60 }];
    const { clock, reason } = await keep({ quietHours });
    clock.stepWallClock(8.5 * HOUR);
    await clock.advance(30_000);
    expect(reason()).toBe('quiet hours until 21:00');
  });
});
