import { describe, expect, it } from 'vitest';
import { drawWitness, FamiliarAnswers, isMildlyDifferent, type Opinion, relatedness, settle } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { seeded } from './seeded.ts';

const RIGHT = 'The file is opened and never closed, so that handles leak under load in the long run.';
const LIE = 'I looked at everything and all of it is fine, there is nothing to report here today.';

const witness = (text: string): Opinion => ({ text, isWitness: true });
const asked = (text: string, isBeginning = false): Opinion => ({ text, isWitness: false, isBeginning });

describe('what is right', () => {
  it(verifies('trust.by-lot', 'two witnesses'), () => {
    const [right, lie] = [witness(RIGHT), witness(LIE)];
    const subject = asked(RIGHT);
    expect(settle([subject])).toBeUndefined();
    expect(settle([subject, right])).toEqual({ agreed: [subject, right], others: [] });
    // One witness alone makes nobody wrong, and neither does who was asked first.
    expect(settle([subject, lie])).toBeUndefined();
    expect(settle([subject, lie, right])).toBeUndefined();
    expect(settle([subject, lie, right, witness(LIE)])).toBeUndefined();
    expect(settle([subject, lie, right, witness(RIGHT)])?.others).toEqual([lie]);
    const liar = asked(LIE);
    expect(settle([liar, right, witness(RIGHT)])?.others).toEqual([liar]);
    expect(settle([asked(''), witness('')])).toBeUndefined();
  });

  it(verifies('trust.leaves', 'as much of it'), () => {
    const good = asked(RIGHT.slice(0, 50), true);
    expect(settle([good, witness(RIGHT)])?.agreed).toContain(good);
    const bad = asked(LIE.slice(0, 50), true);
    expect(settle([bad, witness(RIGHT), witness(RIGHT)])?.others).toEqual([bad]);
    // A whole answer that is only a beginning is none.
    expect(settle([asked(RIGHT.slice(0, 20)), witness(RIGHT)])).toBeUndefined();
  });

  it(verifies('trust.mild', 'alike'), () => {
    const half = asked(
      `${RIGHT.slice(0, 40)} by anybody who would have to care for the state of it all afterwards, alas`,
    );
    expect(settle([half, witness(RIGHT)])).toBeUndefined();
    expect(isMildlyDifferent(half, [witness(RIGHT)])).toBe(true);
    expect(isMildlyDifferent(asked(LIE), [witness(RIGHT)])).toBe(false);
    expect(isMildlyDifferent(asked(''), [witness(RIGHT)])).toBe(false);
    expect(isMildlyDifferent(asked('I see', true), [witness(RIGHT)])).toBe(true);
  });
});

describe('a witness', () => {
  const all = (count: number, member: (at: number) => string, isKnown: (at: number) => boolean = () => false) =>
    Array.from({ length: count }, (_, at) => ({ id: `w${at}`, member: member(at), isKnown: isKnown(at) }));

  it(verifies('trust.by-lot', 'the draw'), () => {
    const random = seeded(1);
    const draws = (from: ReturnType<typeof all>, heard: readonly string[] = []): Map<string, number> => {
      const times = new Map<string, number>();
      for (let at = 0; at < 3_000; at += 1) {
        const id = drawWitness(from, new Set(heard), random)?.id ?? '';
        times.set(id, (times.get(id) ?? 0) + 1);
      }
      return times;
    };
    for (const times of draws(all(10, (at) => `m${at}`)).values()) expect(Math.abs(times - 300)).toBeLessThan(80);
    // One lot for each member: w0 is one of three, its neighbours are one together.
    const crowded = draws(all(10, (at) => (at < 2 ? `m${at}` : 'crowd')));
    expect(Math.abs((crowded.get('w0') ?? 0) - 1_000)).toBeLessThan(150);
    expect(
      [
        ...draws(
          all(
            4,
            (at) => `m${at}`,
            (at) => at > 1,
          ),
        ).keys(),
      ].toSorted(),
    ).toEqual(['w2', 'w3']);
    expect(
      [
        ...draws(
          all(4, (at) => `m${at % 2}`),
          ['m0'],
        ).keys(),
      ].toSorted(),
    ).toEqual(['w1', 'w3']);
    // Of a team of one all are heard.
    expect(
      draws(
        all(3, () => 'me'),
        ['me'],
      ).size,
    ).toBe(3);
    expect(drawWitness([], new Set(), random)).toBeUndefined();
  });
});

describe('what an answer says of who gives it', () => {
  it(verifies('trust.lazy', 'how often it is right'), () => {
    const familiar = new FamiliarAnswers();
    const nothing = { findings: [], summary: 'All is well.' };
    expect(familiar.weightOf('m', JSON.stringify(nothing))).toBe(1);
    for (let at = 0; at < 100; at += 1) {
      familiar.note('m', at % 2 === 0 ? JSON.stringify(nothing, null, 2) : `The variable number${at} is never read.`);
    }
    expect(familiar.weightOf('m', JSON.stringify(nothing))).toBe(0.1);
    expect(familiar.weightOf('m', 'The variable number1 is never read.')).toBe(1);
    expect(familiar.weightOf('n', JSON.stringify(nothing))).toBe(1);
    // What was frequent once is forgotten.
    for (let at = 0; at < 300; at += 1) familiar.note('m', `The variable number${at} is never read.`);
    expect(familiar.weightOf('m', JSON.stringify(nothing))).toBe(1);
    // Nothing is said in it: nobody needs to look for that.
    for (const text of ['{"findings":[]}', '[]', ' ', '{"findings":[],"notes":""}']) {
      expect(familiar.weightOf('new', text)).toBe(0.1);
    }
  });

  it(verifies('trust.mild', 'the same beginning'), () => {
    const familiar = new FamiliarAnswers();
    const right = '{"findings":[{"line":12,"message":"the handle leaks","fix":"close it"}]}';
    const honest = '{"findings":[{"line":12,"message":"the handle stays open"}]}';
    const lie = '{"findings":[{"line":1,"message":"fine"}]}';
    for (const line of [3, 5, 77]) familiar.note('m', `{"findings":[{"line":${line},"message":"other ${line}"}]}`);
    expect(familiar.beginsAlike('m', honest, right)).toBe(true);
    expect(familiar.beginsAlike('m', lie, right)).toBe(false);
  });

  it(verifies('trust.alone', 'related'), () => {
    expect(relatedness(LIE, ['function closeHandle() {}', RIGHT])).toBe(0);
    expect(
      relatedness('handles opened never before: resource leakage, exhausted descriptors', [RIGHT]),
    ).toBeGreaterThan(0.2);
    expect(relatedness('{"message": "fine"}', [RIGHT])).toBeUndefined();
    const keys = '{"severity":1,"message":2,"location":3,"explanation":4,"suggestion":5,"reference":6}';
    expect(relatedness(keys, [keys])).toBeUndefined();
  });
});
