import { TASK_KINDS, TIERS } from '@hanzo/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rungsFor, type RungPolicy } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';

const startRungs = { simple: 'tool', medium: 'api', complex: 'api', critical: 'api' } as const;
const everything: RungPolicy = {
  localOnly: false,
  preferLocal: false,
  apiAvailable: true,
  meshAvailable: true,
  localAvailable: true,
  startRungs,
};
const policies = fc.record({
  localOnly: fc.boolean(),
  preferLocal: fc.boolean(),
  apiAvailable: fc.boolean(),
  meshAvailable: fc.boolean(),
  localAvailable: fc.boolean(),
  startRungs: fc.constant(startRungs),
});
const tasks = fc.record({ kind: fc.constantFrom(...TASK_KINDS), tier: fc.constantFrom(...TIERS) });

describe('rungsFor', () => {
  it('gives checks to tools alone', () => {
    expect(rungsFor({ kind: 'check', tier: 'critical' }, everything).rungs).toEqual(['tool']);
  });

  it('starts simple tasks on free engines and escalates to the API', () => {
    expect(rungsFor({ kind: 'review', tier: 'simple' }, everything).rungs).toEqual(['local', 'mesh', 'api']);
  });

  it('starts harder tasks on the API', () => {
    expect(rungsFor({ kind: 'review', tier: 'medium' }, everything).rungs).toEqual(['api']);
  });

  it('starts harder tasks on free engines when the run prefers local', () => {
    const decision = rungsFor({ kind: 'review', tier: 'complex' }, { ...everything, preferLocal: true });
    expect(decision.rungs).toEqual(['local', 'mesh', 'api']);
    expect(decision.why).toContain('prefers local');
  });

  it('follows the policy when it lets a harder tier start free, or sends simple tasks to the API', () => {
    const generous = { ...everything, startRungs: { ...startRungs, medium: 'mesh' } } as const;
    expect(rungsFor({ kind: 'review', tier: 'medium' }, generous).rungs).toEqual(['local', 'mesh', 'api']);
    const strict = { ...everything, startRungs: { ...startRungs, simple: 'api' } } as const;
    expect(rungsFor({ kind: 'review', tier: 'simple' }, strict).rungs).toEqual(['api']);
  });

  it('says why a hard task is tried on free engines without an API', () => {
    const decision = rungsFor(
      { kind: 'review', tier: 'critical' },
      { ...everything, apiAvailable: false, localAvailable: false },
    );
    expect(decision).toEqual({
      rungs: ['mesh'],
      why: 'A critical task belongs on the API, but no API is available: free engines try it.',
    });
  });

  it('says so when nothing can take a task', () => {
    const nothing = { ...everything, localOnly: true, localAvailable: false, meshAvailable: false };
    expect(rungsFor({ kind: 'docs', tier: 'simple' }, nothing)).toEqual({
      rungs: [],
      why: 'Nothing can take the task: no free engine is available and the run allows local engines only.',
    });
  });

  it(verifies('router.why'), () => {
    fc.assert(
      fc.property(tasks, policies, (task, policy) => {
        const { rungs, why } = rungsFor(task, policy);
        expect(why).toMatch(/\.$/);
        expect(new Set(rungs).size).toBe(rungs.length);
        expect(rungs.includes('tool')).toBe(task.kind === 'check');
        if (rungs.includes('api')) expect(policy.apiAvailable && !policy.localOnly).toBe(true);
        if (rungs.includes('mesh')) expect(policy.meshAvailable).toBe(true);
        if (rungs.includes('local')) expect(policy.localAvailable).toBe(true);
        if (rungs.length > 1 && rungs.includes('api')) expect(rungs.at(-1)).toBe('api');
        const anything = policy.localAvailable || policy.meshAvailable || (policy.apiAvailable && !policy.localOnly);
        if (task.kind !== 'check') expect(rungs.length > 0).toBe(anything);
      }),
    );
  });
});
