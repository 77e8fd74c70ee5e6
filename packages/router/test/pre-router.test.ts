import { describe, expect, it } from 'vitest';
import {
  apgr,
  featuresOf,
  parseProfile,
  PreRouter,
  type RouterProfile,
  routedText,
  trainProfile,
} from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { pairRows } from './learned-tasks.ts';

const OPTIONS = {
  weakModel: 'small',
  strongModel: 'large',
  data: { name: 'made up', sha256: '00', licence: 'CC0-1.0' },
  date: '2026-01-02',
  folds: 3,
  rounds: 200,
};
const ROWS = pairRows(400, true);
const LEARNED = trainProfile(ROWS.slice(0, 250), OPTIONS);

function again(change: (profile: Record<string, unknown>) => void): () => RouterProfile {
  const copy = structuredClone(LEARNED) as unknown as Record<string, unknown>;
  change(copy);
  return () => parseProfile(copy, 'mine.json');
}

describe('a profile', () => {
  it(verifies('pre-router.learns'), () => {
    expect(LEARNED.abstains).toBe(false);
    expect(LEARNED.apgr.low).toBeGreaterThan(0.5);
    const router = new PreRouter(LEARNED);
    const unseen = ROWS.slice(250).map(({ text, weak, strong }) => ({ score: router.gain({ text }), weak, strong }));
    expect(apgr(unseen)).toBeGreaterThan(0.65);
    expect(trainProfile(ROWS.slice(0, 250), OPTIONS)).toEqual(LEARNED);
  });

  it(verifies('pre-router.reachable'), () => {
    // What tells the tasks apart tells it without fault: reckoned gains would be beyond 1.
    const rows = Array.from({ length: 400 }, (_, at) => {
      const isHard = at % 2 === 0;
      return { text: `${isHard ? 'deadlock' : 'comment'} number ${at}`, weak: isHard ? 0 : 1, strong: 1 };
    });
    const data = { name: 'made up', sha256: '00', licence: 'CC0-1.0' };
    const options = { weakModel: 'small', strongModel: 'large', data, date: '2026-01-02', folds: 3, rounds: 200 };
    const router = new PreRouter(trainProfile(rows, { ...options, strongShare: 0.2 }));
    expect(router.profile).toMatchObject({ abstains: false });
    expect(router.profile.threshold).toBeLessThanOrEqual(1);
    const fired = rows.filter(({ text }) => router.gain({ text }) >= router.profile.threshold);
    expect(fired.length).toBeGreaterThan(0);
    expect(fired.every(({ weak }) => weak === 0)).toBe(true);
  });

  it(verifies('pre-router.abstains'), () => {
    const profile = trainProfile(pairRows(250, false), OPTIONS);
    expect(profile).toMatchObject({ abstains: true, weights: { steps: '' } });
    const router = new PreRouter(profile);
    expect(router.gain({ text: 'deadlock in the scheduler' })).toBe(router.gain({ text: 'typo' }));
    expect(router.explain({ text: 'typo' })).toMatchObject({ parts: [], gain: profile.meanGain });
  });

  it(verifies('pre-router.kept'), () => {
    expect(parseProfile(JSON.parse(JSON.stringify(LEARNED)), 'mine.json')).toEqual(LEARNED);
    expect(again((profile) => (profile['threshold'] = 0.9))).toThrow('not as it was written');
    expect(again((profile) => (profile['version'] = 2))).toThrow('another version');
    expect(again((profile) => (profile['features'] = 99))).toThrow('another version');
    expect(again((profile) => delete profile['meanGain'])).toThrow('meanGain');
    expect(again((profile) => (profile['more'] = 1))).toThrow('more');
    for (const foreign of [null, [], 'text', 7, {}]) {
      expect(() => parseProfile(foreign, 'mine.json')).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
    }
  });

  it(verifies('pre-router.explained'), () => {
    const { parts, gain, threshold } = new PreRouter(LEARNED).explain({ text: 'please mend the deadlock' });
    expect(gain).toBeGreaterThan(threshold - 1);
    expect(parts.map(({ feature }) => feature)).toContain('word "deadlock"');
  });

  it('is refused for rows that cannot teach', () => {
    expect(() => trainProfile(ROWS.slice(0, 99), OPTIONS)).toThrow('99 rows');
    const wrong = [...ROWS.slice(0, 200), { text: 'x', weak: 2, strong: 1 }];
    expect(() => trainProfile(wrong, OPTIONS)).toThrow('Row 201');
    expect(() => trainProfile(ROWS, { ...OPTIONS, strongShare: 2 })).toThrow('cannot get 2');
  });
});

describe('features', () => {
  it('are of length 1, the same each time, and those of the words that a person wrote', () => {
    const { values } = featuresOf({ text: 'How many apples are 3 apples?', kind: 'docs' });
    expect(values.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 5);
    expect(featuresOf({ text: 'A b a' })).toEqual(featuresOf({ text: 'A b a' }));
    expect(featuresOf({ text: '' }).values.every(Number.isFinite)).toBe(true);
    const prompt =
      'File "a.ts":\n<file mark="ab">\nx\n</file mark="ab">\n\n<wanted mark="ab">\nFix it.\n</wanted mark="ab">';
    const sources = [{ path: 'a.ts', firstLine: 1, text: 'x' }];
    expect(routedText({ kind: 'debug', tier: 'simple', prompt, sources })).toEqual({
      text: 'Fix it.',
      code: 'x\n',
      kind: 'debug',
      tier: 'simple',
      paths: ['a.ts'],
    });
  });

  it(verifies('pre-router.bounded'), () => {
    const words = (count: number, from = 0): string =>
      Array.from({ length: count }, (_, at) => `w${String.fromCharCode(97 + (at % 26))}${from + at}x`).join(' ');
    const [start, end] = [words(400), words(400, 900_000)];
    const long = featuresOf({ text: `${start} ${words(100_000)} ${end}`, code: `${start} ${words(100_000)} ${end}` });
    expect(long.indices.length).toBeLessThan(2_500);
    const other = featuresOf({
      text: `${start} ${words(100_000, 7)} ${end}`,
      code: `${start} ${words(100_000, 7)} ${end}`,
    });
    expect(other.indices).toEqual(long.indices);
  });
});
