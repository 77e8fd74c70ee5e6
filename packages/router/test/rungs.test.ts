import { RUNGS, TASK_KINDS, TIERS, TOOL_KINDS, type RungName } from '@hanzo/contracts';
import { routingPolicy } from '@hanzo/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rungsFor, type RungPolicy } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';

const routing = routingPolicy({ escalatesTo: { simple: 'complex', medium: 'complex', complex: 'critical' } });
const ENGINES = ['local', 'mesh', 'api', 'strong'] as const;

function withOnly(...rungs: readonly RungName[]): ReadonlySet<RungName> {
  return new Set<RungName>(['tool', ...rungs]);
}

const everything: RungPolicy = {
  localOnly: false,
  preferLocal: false,
  routing,
  available: withOnly('local', 'mesh', 'api', 'strong'),
};
const policies = fc.record({
  localOnly: fc.boolean(),
  preferLocal: fc.boolean(),
  routing: fc.constant(routing),
  available: fc.subarray([...ENGINES]).map((engines) => withOnly(...engines)),
});
const tasks = fc.record({ kind: fc.constantFrom(...TASK_KINDS), tier: fc.constantFrom(...TIERS) });

describe('rungsFor', () => {
  it('gives checks to tools alone', () => {
    expect(rungsFor({ kind: 'check', tier: 'critical' }, everything).rungs).toEqual(['tool']);
  });

  it('starts simple tasks on free engines and escalates to the API', () => {
    expect(rungsFor({ kind: 'review', tier: 'simple' }, everything).rungs).toEqual(['local', 'mesh', 'api', 'strong']);
  });

  it('starts harder tasks on the API', () => {
    expect(rungsFor({ kind: 'review', tier: 'medium' }, everything).rungs).toEqual(['api', 'strong']);
  });

  it('starts harder tasks on free engines when the run prefers local', () => {
    const decision = rungsFor({ kind: 'review', tier: 'complex' }, { ...everything, preferLocal: true });
    expect(decision.rungs).toEqual(['local', 'mesh', 'api', 'strong']);
    expect(decision.why).toContain('prefers local');
  });

  it('follows the policy when it lets a harder tier start free, or sends simple tasks to the API', () => {
    const generous = {
      ...everything,
      routing: routingPolicy({ startRungs: { medium: 'mesh' }, escalatesTo: { medium: 'complex' } }),
    };
    expect(rungsFor({ kind: 'review', tier: 'medium' }, generous).rungs).toEqual(['local', 'mesh', 'api', 'strong']);
    const strict = {
      ...everything,
      routing: routingPolicy({ startRungs: { simple: 'api' }, escalatesTo: { simple: 'complex' } }),
    };
    expect(rungsFor({ kind: 'review', tier: 'simple' }, strict).rungs).toEqual(['api', 'strong']);
  });

  it('says why a hard task is tried on free engines without an API', () => {
    const decision = rungsFor({ kind: 'review', tier: 'critical' }, { ...everything, available: withOnly('mesh') });
    expect(decision).toEqual({
      rungs: ['mesh'],
      why: 'A critical task belongs on the API, but no API is available: free engines try it.',
    });
  });

  it('says so when nothing can take a task', () => {
    const nothing = { ...everything, localOnly: true, available: withOnly('api') };
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
        if (rungs.includes('tool')) expect(TOOL_KINDS).toContain(task.kind);
        if (task.kind === 'check') expect(rungs).toEqual(['tool']);
        const paid = rungs.some((rung) => rung === 'api' || rung === 'strong');
        if (paid) expect(policy.localOnly).toBe(false);
        for (const rung of rungs) expect(policy.available).toContain(rung);
        expect(rungs.toSorted((a, b) => RUNGS.indexOf(a) - RUNGS.indexOf(b))).toEqual(rungs);
        const free = policy.available.has('local') || policy.available.has('mesh');
        const mayPay =
          !policy.localOnly &&
          (policy.available.has('api') || (policy.available.has('strong') && task.tier !== 'critical'));
        if (!TOOL_KINDS.includes(task.kind)) expect(rungs.length > 0).toBe(free || mayPay);
      }),
    );
  });
});
