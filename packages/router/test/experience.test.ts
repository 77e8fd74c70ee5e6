import type { RungName } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { Experience, featuresOf, PreRouter, routedText, trainProfile } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { outcome, pairRows, routed, sentence } from './learned-tasks.ts';
import { seeded } from './seeded.ts';

const MODELS = new Map<RungName, readonly string[]>([
  ['local', ['small']],
  ['api', ['large']],
]);
const NEVER = { exploreOneIn: Number.MAX_SAFE_INTEGER };

function learned(
  experience: Experience,
  count: number,
  passes: (isHard: boolean) => boolean,
  model = 'small',
): Experience {
  const random = seeded(11);
  for (let at = 0; at < count; at++) {
    const isHard = random() < 0.5;
    experience.add(outcome(sentence(isHard, random), passes(isHard), model));
  }
  return experience;
}

describe('advice from experience', () => {
  it(verifies('experience.skips'), () => {
    const experience = learned(new Experience(NEVER), 60, () => false);
    const task = routed('please mend this comment');
    expect(experience.advise(task, MODELS)).toMatchObject({
      skip: ['local'],
      why: expect.stringContaining('60 judged'),
    });
    expect(experience.advise({ ...task, kind: 'debug' }, MODELS)).toBeUndefined();
    expect(experience.advise(task, new Map([['local', ['small', 'unknown']]]))).toBeUndefined();
    expect(experience.advise(task, new Map())).toBeUndefined();
  });

  it(verifies('experience.honest'), () => {
    const task = routed('please mend this comment');
    expect(learned(new Experience(NEVER), 19, () => false).advise(task, MODELS)).toBeUndefined();
    const features = featuresOf(routedText(task));
    const few = learned(new Experience(NEVER), 4, () => false).estimate('small', 'docs', features);
    const many = learned(new Experience(NEVER), 150, () => false).estimate('small', 'docs', features);
    expect(few?.high).toBeGreaterThan(0.3);
    expect(many?.high).toBeLessThan(0.1);
    expect(new Experience().estimate('small', 'docs', features)).toBeUndefined();
  });

  it(verifies('experience.similar'), () => {
    const experience = learned(new Experience(NEVER), 600, (isHard) => !isHard);
    const random = seeded(5);
    const mean = (isHard: boolean): number =>
      experience.estimate('small', 'docs', featuresOf(routedText(routed(sentence(isHard, random)))))?.mean ?? 0;
    expect(mean(true)).toBeLessThan(0.3);
    expect(mean(false)).toBeGreaterThan(0.7);
  });

  it(verifies('experience.explores'), () => {
    const experience = learned(new Experience(), 100, () => false);
    const random = seeded(9);
    const tasks = Array.from({ length: 2_000 }, (_, at) => routed(`${sentence(false, random)} ${at}`));
    const tried = tasks.filter((task) => experience.advise(task, MODELS) === undefined);
    expect(tried.length).toBeGreaterThan(60);
    expect(tried.length).toBeLessThan(140);
    expect(tried.every((task) => experience.explain(task, MODELS).explores)).toBe(true);
  });

  it(verifies('experience.apart'), () => {
    const experience = new Experience(NEVER);
    const random = seeded(11);
    for (let at = 0; at < 60; at++)
      experience.add({ ...outcome(sentence(false, random), false, 'small'), rung: 'mesh' });
    const task = routed('please mend this comment');
    expect(experience.advise(task, MODELS)).toBeUndefined();
    expect(experience.advise(task, new Map([['mesh', ['small']]]))?.skip).toEqual(['mesh']);
    expect(experience.passRate('small', 'docs')).toBeLessThan(0.1);
    expect(new Experience().passRate('small', 'docs')).toBeUndefined();
  });

  it('tries other tasks each time that it has learned', () => {
    const random = seeded(9);
    const tasks = Array.from({ length: 40 }, (_, at) => routed(`${sentence(false, random)} ${at}`));
    const tried = (outcomes: number): string => {
      const experience = learned(new Experience(), outcomes, () => false);
      return tasks.map((task) => (experience.advise(task, MODELS) === undefined ? '1' : '0')).join('');
    };
    expect(tried(100)).toBe(tried(100));
    expect(new Set([100, 101, 102, 103, 104].map(tried)).size).toBeGreaterThan(2);
  });

  it(verifies('experience.forgets'), () => {
    const experience = learned(new Experience(NEVER), 300, () => false);
    learned(experience, 150, () => true);
    expect(experience.advise(routed('please mend this comment'), MODELS)).toBeUndefined();
  });

  it(verifies('experience.profile'), () => {
    const data = { name: 'made up', sha256: '00', licence: 'CC0-1.0' };
    const options = { weakModel: 'small', strongModel: 'large', data, date: '2026-01-02', folds: 3, rounds: 200 };
    const router = new PreRouter(trainProfile(pairRows(250, true), { ...options, strongShare: 0.4 }));
    const hard = routed('deadlock the protocol invariant and scheduler migration concurrency');
    const experience = new Experience({ ...NEVER, routers: [router] });
    expect(experience.advise(hard, MODELS)).toMatchObject({
      skip: ['local'],
      why: expect.stringContaining('large should'),
    });
    expect(experience.advise(routed('rename the typo and comment'), MODELS)).toBeUndefined();
    expect(
      experience.advise(
        hard,
        new Map([
          ['local', ['small']],
          ['api', ['larger']],
        ]),
      ),
    ).toBeUndefined();
    expect(learned(experience, 60, () => true).advise(hard, MODELS)).toBeUndefined();
  });

  it(verifies('experience.explained'), () => {
    const experience = learned(new Experience(NEVER), 200, (isHard) => !isHard);
    const { rungs } = experience.explain(routed('mend the deadlock'), MODELS);
    expect(rungs[0]).toMatchObject({ rung: 'local', models: [{ model: 'small', estimate: { seen: 200 } }] });
    expect(rungs[0]?.models[0]?.parts.map(({ feature }) => feature)).toContain('word "deadlock"');
  });

  it(verifies('experience.explained', 'not what few answers say, and no punctuation'), () => {
    const parts = (judged: number, text: string): readonly string[] => {
      const experience = learned(new Experience(NEVER), judged, (isHard) => !isHard);
      const { rungs } = experience.explain(routed(text), MODELS);
      return rungs[0]?.models[0]?.parts.map(({ feature }) => feature) ?? [];
    };
    expect(parts(4, 'mend the deadlock')).toEqual([]);
    const told = parts(200, 'mend, the deadlock ( ) ; -- ( )');
    expect(told).toContain('word "deadlock"');
    expect(told.filter((feature) => !/[a-z0-9]/i.test(feature.replace(/^\w+ /, '')))).toEqual([]);
  });

  it('refuses options that mean nothing', () => {
    for (const options of [{ breakEven: 2 }, { exploreOneIn: 0 }, { memory: 0 }]) {
      expect(() => new Experience(options)).toThrow('out of its range');
    }
  });
});
