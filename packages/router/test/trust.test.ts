import { describe, expect, it } from 'vitest';
import { AuditSchedule, type Evidence, TrustBook, type TrustRow } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { type Kind, LyingMesh, type LiarsInit, type LiarsOutcome } from './liars.ts';
import { seeded } from './seeded.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function noted(book: TrustBook, id: string, evidence: readonly Evidence[], now = 0): TrustRow {
  const rows = evidence.map((one) => book.note(id, 'm', one, now));
  return rows.at(-1) ?? { workerId: id, tests: [], owes: 0, at: now, counts: {} };
}

const times = (count: number, evidence: Evidence): readonly Evidence[] => Array<Evidence>(count).fill(evidence);

/** Of the test for those that always lie. */
const always = ({ tests }: TrustRow): number => tests.at(-1) ?? Number.NaN;

/** What one failed check weighs there, where others fail so many. */
const weighs = (othersFail: number): number => Math.log((othersFail + (1 - othersFail) * 0.9) / othersFail);

/** A book in which three honest workers are known to pass their checks and their gates. */
function peopled(): TrustBook {
  const book = new TrustBook();
  for (const id of ['x', 'y', 'z']) noted(book, id, [...times(30, 'check-passed'), ...times(30, 'gate-passed')]);
  return book;
}

describe('trust', () => {
  it(verifies('trust.banned'), () => {
    const book = peopled();
    noted(book, 'liar', times(4, 'check-failed'));
    expect(book.stateOf('liar', 0)).toMatchObject({ bannedUntil: undefined, isSuspected: true });
    noted(book, 'liar', ['check-failed']);
    expect(book.stateOf('liar', 0)).toMatchObject({
      bannedUntil: DAY_MS,
      score: 0,
      why: 'Its answers were wrong too often: it gets no tasks for another 24.0 h. It passed 0 of 5 checks.',
    });
    // It comes back on probation: suspected, and out again after fewer failures.
    expect(book.stateOf('liar', DAY_MS - 1).bannedUntil).toBe(DAY_MS);
    expect(book.stateOf('liar', DAY_MS)).toMatchObject({ bannedUntil: undefined, isSuspected: true, llr: 3 });
    noted(book, 'liar', times(4, 'check-failed'), DAY_MS + 1);
    expect(book.stateOf('liar', DAY_MS + 1).bannedUntil).toBe(2 * DAY_MS + 1);
  });

  it('does not lengthen a ban by what was under way before it', () => {
    const book = peopled();
    noted(book, 'liar', times(9, 'check-failed'));
    noted(book, 'liar', ['check-failed', 'gate-failed', 'invalid'], HOUR_MS);
    expect(book.stateOf('liar', HOUR_MS).bannedUntil).toBe(DAY_MS);
  });

  it(verifies('trust.soon'), () => {
    const book = peopled();
    noted(book, 'turncoat', times(500, 'check-passed'));
    expect(book.stateOf('turncoat', 0)).toMatchObject({ llr: -2, score: 1, isNew: false, isSuspected: false });
    noted(book, 'turncoat', times(7, 'check-failed'));
    expect(book.stateOf('turncoat', 0).bannedUntil).toBe(DAY_MS);
  });

  it(verifies('trust.usual'), () => {
    const llrAfter = (othersPass: number, othersFail: number): number => {
      const book = new TrustBook();
      for (const id of ['x', 'y', 'z']) {
        noted(book, id, [...times(othersPass, 'check-passed'), ...times(othersFail, 'check-failed')]);
      }
      return always(noted(book, 'one', ['check-failed']));
    };
    expect(llrAfter(100, 0)).toBeCloseTo(weighs(0.05), 6);
    expect(llrAfter(70, 30)).toBeCloseTo(weighs(31 / 102), 6);
    // However bad a model is, failing says something; and nobody excuses himself.
    expect(llrAfter(10, 40)).toBeCloseTo(weighs(0.4), 6);
    expect(always(noted(new TrustBook(), 'alone', times(10, 'check-failed')))).toBeCloseTo(10 * weighs(0.4), 6);
    const fickle = new TrustBook();
    noted(fickle, 'x', [...times(50, 'check-passed'), ...times(50, 'check-failed')]);
    noted(fickle, 'one', times(100, 'check-passed'));
    expect(always(noted(fickle, 'one', ['check-failed']))).toBeCloseTo(-4 + weighs(0.4), 6);
    // Another model is another matter.
    const book = new TrustBook();
    for (const id of ['x', 'y']) for (let at = 0; at < 50; at += 1) book.note(id, 'poor', 'check-failed', 0);
    for (const id of ['x2', 'y2']) noted(book, id, times(50, 'check-passed'));
    expect(always(book.note('one', 'm', 'check-failed', 0))).toBeCloseTo(weighs(0.05), 6);
  });

  it(verifies('trust.gates'), () => {
    const book = peopled();
    noted(book, 'weak', times(2_000, 'gate-failed'));
    expect(book.stateOf('weak', 0)).toMatchObject({ bannedUntil: undefined, isSuspected: true });
    noted(book, 'weak', times(3, 'check-passed'));
    expect(book.stateOf('weak', 0).isSuspected).toBe(false);
    // Gates alone make nobody known, and nobody better than new.
    noted(book, 'smooth', times(2_000, 'gate-passed'));
    expect(book.stateOf('smooth', 0)).toMatchObject({ isNew: true, llr: 0 });
    // Failing as all with the model do says nothing.
    const poor = new TrustBook();
    for (const id of ['x', 'y', 'z', 'one']) {
      for (let at = 0; at < 200; at += 1) noted(poor, id, [at % 2 === 0 ? 'gate-failed' : 'gate-passed']);
    }
    expect(poor.stateOf('one', 0).llr).toBeLessThan(0.5);
  });

  it('weighs a broken promise of the engine like a failed check', () => {
    const [broken, failed] = [peopled(), peopled()];
    expect(noted(broken, 'a', ['invalid']).tests).toEqual(noted(failed, 'a', ['check-failed']).tests);
    expect(broken.stateOf('a', 0).why).toBe(
      'It is under suspicion: each of its answers should be checked until it is cleared. 1 of its answers broke what its engine had promised.',
    );
  });

  it('suspects after a failed check until two were passed', () => {
    const book = peopled();
    noted(book, 'a', [...times(40, 'check-passed'), 'check-failed']);
    expect(book.stateOf('a', 0)).toMatchObject({ isSuspected: true });
    noted(book, 'a', ['check-passed']);
    expect(book.stateOf('a', 0).isSuspected).toBe(true);
    noted(book, 'a', ['check-passed']);
    expect(book.stateOf('a', 0)).toMatchObject({
      isSuspected: false,
      why: 'It is known to answer honestly. It passed 42 of 43 checks.',
    });
  });

  it(verifies('trust.fades'), () => {
    const book = peopled();
    noted(book, 'a', times(3, 'check-failed'));
    const { llr } = book.stateOf('a', 0);
    expect(book.stateOf('a', 7 * DAY_MS).llr).toBeCloseTo(llr / 2, 6);
    noted(book, 'b', times(16, 'check-passed'));
    expect(book.stateOf('b', 0).isNew).toBe(false);
    expect(book.stateOf('b', 7 * DAY_MS)).toMatchObject({ isNew: true, checks: 8, llr: -1 });
    // A clock that was put back makes nobody better or worse.
    expect(book.stateOf('b', -DAY_MS).llr).toBe(-2);
  });

  it(verifies('trust.forgiven'), () => {
    const book = peopled();
    noted(book, 'a', times(9, 'check-failed'));
    expect(book.forgive('a', 5)).toEqual({ workerId: 'a', tests: [0, 0, 0], owes: 0, at: 5, counts: {} });
    expect(book.stateOf('a', 5)).toMatchObject({ bannedUntil: undefined, isSuspected: false, isNew: true, checks: 0 });
  });

  it(verifies('trust.kept'), () => {
    const book = peopled();
    noted(book, 'a', ['check-passed', 'check-failed', 'gate-failed', 'invalid'], 77);
    noted(book, 'liar', times(9, 'check-failed'), 99);
    const again = new TrustBook(JSON.parse(JSON.stringify(book.rows())) as readonly TrustRow[]);
    for (const id of ['x', 'a', 'liar', 'nobody']) expect(again.stateOf(id, DAY_MS)).toEqual(book.stateOf(id, DAY_MS));
    // What is usual is known again as well.
    expect(again.note('new', 'm', 'check-failed', 0)).toEqual(book.note('new', 'm', 'check-failed', 0));
  });

  it(verifies('trust.versions'), () => {
    const counts = { checksPassed: 12, checksFailed: 1, gatesPassed: 3, gatesFailed: 0, invalid: 0 };
    // As the first version wrote it, and what no version did.
    const first = { workerId: 'old', llr: 2.5, owes: 1, at: 0, counts: { m: counts, n: 'many' } };
    const broken = [
      null,
      7,
      'row',
      [],
      {},
      { workerId: 'x' },
      { workerId: 7, at: 0 },
      { workerId: 'y', at: Number.NaN },
    ];
    const odd = { workerId: 'odd', at: 0, tests: [1, 'two'], owes: 'no', bannedUntil: 'never', counts: [] };
    const book = new TrustBook([...broken, first, odd]);
    expect(book.rows().map(({ workerId }) => workerId)).toEqual(['old', 'odd']);
    expect(book.stateOf('old', 0)).toMatchObject({ llr: 2.5, isSuspected: true, isNew: false, checks: 13 });
    expect(book.stateOf('odd', 0)).toMatchObject({ llr: 1, isSuspected: false, bannedUntil: undefined });
    for (const id of ['old', 'odd', 'x'])
      expect(book.note(id, 'm', 'check-passed', 1).tests.every(Number.isFinite)).toBe(true);
  });

  it(verifies('trust.mild', 'only with the next one'), () => {
    const book = peopled();
    const before = noted(book, 'a', times(40, 'check-passed'));
    expect(noted(book, 'a', ['check-differed'])).toMatchObject({ tests: before.tests, counts: before.counts });
    expect(book.stateOf('a', 0).isSuspected).toBe(true);
    noted(book, 'a', ['check-passed', 'check-passed']);
    expect(book.stateOf('a', 0)).toMatchObject({ isSuspected: false, checks: 42, llr: -2 });
    // Two in a row count as two, whatever the second is.
    for (const second of ['check-differed', 'check-failed'] as const) {
      expect(always(noted(book, second, ['check-differed', second]))).toBeCloseTo(2 * weighs(0.05), 6);
    }
    noted(book, 'b', ['check-differed', 'gate-passed', 'unchecked', 'check-differed']);
    expect(book.stateOf('b', 0).checks).toBe(2);
    const always5 = noted(book, 'c', times(6, 'check-differed'));
    expect(always5.bannedUntil).toBe(DAY_MS);
  });

  it(verifies('trust.lazy', 'what says little'), () => {
    const book = peopled();
    noted(book, 'a', ['check-failed']);
    const before = book.stateOf('a', 0).llr;
    for (let at = 0; at < 10; at += 1) book.note('a', 'm', 'check-passed', 0, 0.1);
    expect(book.stateOf('a', 0)).toMatchObject({ isNew: true, isSuspected: true, checks: 2 });
    expect(before - book.stateOf('a', 0).llr).toBeLessThan(2.4);
  });

  it(verifies('trust.member'), () => {
    const book = peopled();
    for (const id of ['good', 'bad']) book.meet(id, 'me', 0);
    expect(book.meet('bad', 'me', 0)).toBeUndefined();
    noted(book, 'good', times(20, 'check-passed'));
    noted(book, 'bad', times(9, 'check-failed'));
    // A machine of the member that was there before keeps its name.
    book.meet('good', 'me', 1);
    expect(book.stateOf('good', 1)).toMatchObject({ isSuspected: false, bannedUntil: undefined });
    // What gates say makes nobody known.
    noted(book, 'again', ['gate-passed'], 1);
    expect(book.meet('again', 'me', 1)).toMatchObject({ workerId: 'again', member: 'me' });
    expect(book.stateOf('again', 1)).toMatchObject({ isSuspected: true, bannedUntil: undefined, llr: 3 });
    book.meet('stranger', 'you', 1);
    book.meet('later', 'me', DAY_MS + 1);
    for (const id of ['stranger', 'later'])
      expect(book.stateOf(id, DAY_MS + 1)).toMatchObject({ llr: 0, isSuspected: false });
    const again = new TrustBook(JSON.parse(JSON.stringify(book.rows())) as readonly TrustRow[]);
    expect(again.meet('again', 'me', 1)).toBeUndefined();
  });

  it(verifies('trust.alone', 'said'), () => {
    const book = new TrustBook();
    noted(book, 'a', times(3, 'unchecked'));
    expect(book.stateOf('a', 0).why).toBe(
      'It is new: its answers are checked more often. Nobody else has its model, so 3 of its answers could not be checked.',
    );
  });

  it('keeps no more than 16 models of a worker, whatever they are called', () => {
    const book = new TrustBook();
    for (const name of ['__proto__', 'constructor', ...Array.from({ length: 30 }, (_, at) => `m${at}`), 'toString']) {
      expect(book.note('a', name, 'check-failed', 0).tests.every(Number.isFinite)).toBe(true);
    }
    expect(Object.keys(book.rows()[0]?.counts ?? {})).toHaveLength(16);
    const hostile = new TrustBook();
    expect(Object.entries(hostile.note('a', '__proto__', 'gate-failed', 0).counts)).toMatchObject([
      ['__proto__', { gatesFailed: 1 }],
    ]);
  });
});

describe('the schedule of checks', () => {
  const KNOWN = { checks: 50, isNew: false, isSuspected: false };
  const NEW = { checks: 0, isNew: true, isSuspected: false };

  function dueAt(seed: number, tasks: number, state: typeof KNOWN): number[] {
    const schedule = new AuditSchedule(seeded(seed));
    return Array.from({ length: tasks }, (_, at) => at + 1).filter(() => schedule.due('w', state));
  }

  it(verifies('trust.schedule'), () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      expect(dueAt(seed, 5, NEW)).not.toEqual([]);
      const known = dueAt(seed, 1_000, KNOWN);
      expect(known.length).toBeLessThanOrEqual(52);
      expect(known.length).toBeGreaterThan(35);
      const gaps = known.slice(1).map((at, index) => at - (known[index] ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(10);
    }
    // However chance has it.
    const eager = new AuditSchedule(() => 0);
    expect(Array.from({ length: 1_000 }, () => eager.due('w', KNOWN)).filter(Boolean).length).toBeLessThanOrEqual(52);
    const fresh = dueAt(3, 801, { ...NEW, checks: 4 }).length;
    expect(fresh).toBeGreaterThan(85);
    expect(fresh).toBeLessThan(115);
    expect(dueAt(1, 9, { ...KNOWN, isSuspected: true })).toHaveLength(9);
  });

  it('cannot be foreseen', () => {
    const firsts = Array.from({ length: 300 }, (_, seed) => dueAt(seed, 40, KNOWN)[0]);
    const after = Array.from({ length: 300 }, (_, seed) => dueAt(seed, 5, NEW)[0]);
    expect(new Set(firsts).size).toBeGreaterThan(20);
    expect(new Set(after)).toEqual(new Set([1, 2, 3, 4, 5]));
  });

  it('checks a worker soon that becomes suspected, and rarely again when it is cleared', () => {
    const schedule = new AuditSchedule(seeded(5));
    for (let at = 0; at < 100; at += 1) schedule.due('w', KNOWN);
    expect(schedule.due('w', { ...KNOWN, isSuspected: true })).toBe(true);
    expect(Array.from({ length: 9 }, () => schedule.due('w', KNOWN))).not.toContain(true);
  });
});

const KINDS: readonly Kind[] = ['noise', 'empty', 'chorus'];
const HONEST_FAILS = [0.02, 0.1];
const RUNS = [
  [5, 500],
  [10, 300],
  [50, 40],
] as const;
/** They compute, and a busy machine is slow. Milliseconds. */
const PATIENCE_MS = 120_000;

/** So many seeded runs, spread over the kinds of liars and how often honest workers fail. */
function runsOf(
  kinds: readonly Kind[],
  init: Omit<LiarsInit, 'kind' | 'honestFails' | 'seed'>,
  runs: number,
): LiarsOutcome[] {
  return Array.from({ length: runs }, (_, seed) => {
    const kind = kinds[seed % kinds.length] ?? 'noise';
    const honestFails = HONEST_FAILS[Math.floor(seed / kinds.length) % HONEST_FAILS.length] ?? 0;
    return new LyingMesh({ ...init, kind, honestFails, seed: seed + 1 }).run();
  });
}

describe('liars among honest workers', { timeout: PATIENCE_MS }, () => {
  it.each(RUNS)(verifies('trust.liars', '%i workers'), (workers, runs) => {
    const outcomes = runsOf(KINDS, { workers, liars: workers / 5, tasksEach: 80 }, runs);
    expect(outcomes.reduce((sum, { honestBans }) => sum + honestBans, 0)).toBe(0);
    const after = outcomes.flatMap(({ bannedAfter }) => bannedAfter.map((tasks) => tasks ?? Number.POSITIVE_INFINITY));
    expect(Math.max(...after)).toBeLessThanOrEqual(60);
  });

  it('are banned as well when they turn after a hundred honest answers', () => {
    const outcomes = runsOf(['turncoat'], { workers: 10, liars: 2, tasksEach: 220 }, 40);
    expect(outcomes.reduce((sum, { honestBans }) => sum + honestBans, 0)).toBe(0);
    const after = outcomes.flatMap(({ bannedAfter }) =>
      bannedAfter.map((tasks) => (tasks ?? Number.POSITIVE_INFINITY) - 100),
    );
    expect(Math.max(...after)).toBeLessThanOrEqual(90);
  });

  it.each([
    [0.5, 150, 1],
    [0.3, 400, 0.95],
    [0.2, 500, 0.8],
  ] as const)(verifies('trust.part-time', 'a share of %d'), (kind, tasksEach, least) => {
    const outcomes = runsOf([kind], { workers: 10, liars: 2, tasksEach }, 30);
    expect(outcomes.reduce((sum, { honestBans }) => sum + honestBans, 0)).toBe(0);
    const after = outcomes.flatMap(({ bannedAfter }) => bannedAfter);
    expect(after.filter((tasks) => tasks !== undefined).length / after.length).toBeGreaterThanOrEqual(least);
  });

  it(verifies('trust.cheap'), () => {
    const outcomes = runsOf(['honest'], { workers: 10, liars: 0, tasksEach: 600 }, 20);
    for (const { honestBans, checkedLater } of outcomes) {
      expect(honestBans).toBe(0);
      // 5 %, and the two tasks after each honest disagreement.
      expect(checkedLater).toBeLessThan(0.1);
    }
    const perfect = new LyingMesh({
      workers: 10,
      liars: 0,
      kind: 'honest',
      honestFails: 0,
      tasksEach: 600,
      seed: 1,
    }).run();
    expect(perfect.checkedLater).toBeLessThanOrEqual(0.05);
  });
});
