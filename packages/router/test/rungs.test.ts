import { RUNGS, TASK_KINDS, TIERS, TOOL_KINDS, type RungName } from '@hanzo/contracts';
import { routingPolicy } from '@hanzo/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowedTier, escalationTier, rungsFor, type RungDecision, type RungPolicy } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';

const routing = routingPolicy({ escalatesTo: { simple: 'complex', medium: 'complex', complex: 'critical' } });
const PAID: readonly RungName[] = ['api', 'strong'];
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
  maxTier: fc.option(fc.constantFrom(...TIERS), { nil: undefined }),
  advice: fc.option(
    fc.subarray([...RUNGS]).map((skip) => () => ({ skip, why: 'Experience says so.' })),
    { nil: undefined },
  ),
});
const tasks = fc.record({
  kind: fc.constantFrom(...TASK_KINDS),
  tier: fc.constantFrom(...TIERS),
  tries: fc.integer({ min: 1, max: 8 }),
});

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
    expect(rungsFor({ kind: 'review', tier: 'medium' }, generous).rungs).toEqual(['mesh', 'api', 'strong']);
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

  it(verifies('router.max-tier'), () => {
    const capped = { ...everything, maxTier: 'complex' } as const;
    expect(escalationTier('complex', capped)).toBeUndefined();
    expect(escalationTier('simple', capped)).toBe('complex');
    expect(escalationTier('simple', { ...everything, maxTier: 'medium' })).toBe('medium');
    expect(rungsFor({ kind: 'review', tier: 'critical' }, capped).rungs).toEqual(['api']);
    expect(rungsFor({ kind: 'review', tier: 'critical' }, { ...everything, maxTier: 'simple' })).toEqual({
      rungs: ['local', 'mesh', 'api'],
      why: 'A simple task starts on free engines; the API takes it only after they fail.',
    });
  });

  it('lets the mesh try as often as the task allows, before anything is paid', () => {
    const { rungs } = rungsFor({ kind: 'review', tier: 'simple', tries: 3 }, everything);
    expect(rungs).toEqual(['local', 'mesh', 'mesh', 'mesh', 'api', 'strong']);
  });

  it('follows advice to leave rungs out, with its reason, and never leaves nobody', () => {
    const advice = (...skip: RungName[]) => ({ ...everything, advice: () => ({ skip, why: 'They failed 9 of 9.' }) });
    const task = { kind: 'review', tier: 'simple', tries: 2 } as const;
    expect(rungsFor(task, advice('mesh'))).toEqual({
      rungs: ['local', 'api', 'strong'],
      reserve: ['mesh'],
      why: 'Experience shortens the way that the policy gives. They failed 9 of 9.',
    });
    expect(rungsFor(task, advice(...RUNGS)).rungs).toEqual(['strong']);
    expect(rungsFor(task, { ...advice(...RUNGS), localOnly: true }).rungs).toEqual(['local', 'mesh', 'mesh']);
  });

  it('begins where the kind or the tier says, whoever is preferred', () => {
    const rungs = (startRung: RungName, change: Partial<RungPolicy> = {}): readonly RungName[] => {
      const routing = routingPolicy({ escalatesTo: { medium: 'complex' }, kinds: { docs: { startRung } } });
      return rungsFor({ kind: 'docs', tier: 'medium' }, { ...everything, routing, ...change }).rungs;
    };
    expect(rungs('local')).toEqual(['local', 'mesh', 'api', 'strong']);
    expect(rungs('mesh')).toEqual(['mesh', 'api', 'strong']);
    expect(rungs('mesh', { preferLocal: true })).toEqual(['mesh', 'api', 'strong']);
    expect(rungs('mesh', { localOnly: true })).toEqual(['mesh']);
    expect(rungs('strong')).toEqual(['strong']);
    expect(rungs('strong', { preferLocal: true })).toEqual(['local', 'mesh', 'strong']);
    expect(rungs('strong', { localOnly: true })).toEqual(['local', 'mesh']);
    expect(rungs('strong', { maxTier: 'medium' })).toEqual(['api']);
  });

  it(verifies('router.mesh-start'), () => {
    const routing = routingPolicy({ startRungs: { medium: 'mesh' }, kinds: { tests: { lastRung: 'local' } } });
    const decide = (kind: 'docs' | 'tests', ...rungs: readonly RungName[]): RungDecision =>
      rungsFor({ kind, tier: 'medium' }, { ...everything, routing, available: withOnly(...rungs) });
    expect(decide('docs', 'local')).toEqual({
      rungs: ['local'],
      why: 'A medium task starts on free engines; it stays there, as no API is available. The policy starts it at the mesh, and this run uses none: --use-hanzo-net.',
    });
    expect(decide('docs', 'local', 'api').rungs).toEqual(['local', 'api']);
    expect(decide('docs', 'api').why).toContain('uses none: --use-hanzo-net.');
    expect(decide('docs', 'local', 'mesh')).toMatchObject({
      rungs: ['mesh'],
      why: expect.not.stringContaining('uses none'),
    });
    expect(decide('tests', 'local', 'mesh').rungs).toEqual(['local']);
  });

  it('lets a tool do what ends at a tool, whatever its tier starts at', () => {
    const routing = routingPolicy({ kinds: { lint: { lastRung: 'tool' } } });
    expect(rungsFor({ kind: 'lint', tier: 'medium' }, { ...everything, routing }).rungs).toEqual(['tool']);
  });

  it('says when it is the policy of the kind that keeps a task from the API', () => {
    const routing = routingPolicy({ kinds: { docs: { lastRung: 'mesh' } } });
    expect(rungsFor({ kind: 'docs', tier: 'medium' }, { ...everything, routing })).toEqual({
      rungs: ['local', 'mesh'],
      why: 'A medium task belongs on the API, but the policy of its kind ends before that: free engines try it.',
    });
  });

  it('tries the cache where nobody else is left', () => {
    expect(
      rungsFor({ kind: 'docs', tier: 'simple' }, { ...everything, available: new Set(['cache'] as const) }),
    ).toEqual({
      rungs: ['cache'],
      why: 'Only an answer from before can do it: no free engine is available and no API is available.',
    });
    expect(rungsFor({ kind: 'check', tier: 'simple' }, { ...everything, available: new Set() })).toEqual({
      rungs: [],
      why: 'Nothing can take the task: only a tool may, and there is none.',
    });
  });

  it(verifies('router.why'), () => {
    fc.assert(
      fc.property(tasks, policies, (task, policy) => {
        const { rungs, why } = rungsFor(task, policy);
        expect(why).toMatch(/\.$/);
        const tries = rungs.filter((rung) => rung === 'mesh').length;
        expect([0, task.tries]).toContain(tries);
        expect(new Set(rungs).size).toBe(rungs.length - Math.max(0, tries - 1));
        if (rungs.includes('tool')) expect(TOOL_KINDS).toContain(task.kind);
        if (task.kind === 'check') expect(rungs).toEqual(['tool']);
        for (const rung of rungs) expect(policy.available).toContain(rung);
        expect(rungs.toSorted((a, b) => RUNGS.indexOf(a) - RUNGS.indexOf(b))).toEqual(rungs);
        if (policy.localOnly) expect(rungs.filter((rung) => PAID.includes(rung))).toEqual([]);
      }),
    );
  });

  it(verifies('router.max-tier', 'whatever the policy'), () => {
    fc.assert(
      fc.property(tasks, policies, (task, policy) => {
        const { maxTier = 'critical' } = policy;
        const tier = allowedTier(task.tier, maxTier);
        const higher = escalationTier(tier, policy);
        expect(TIERS.indexOf(tier)).toBeLessThanOrEqual(TIERS.indexOf(maxTier));
        if (rungsFor(task, policy).rungs.includes('strong')) expect(higher).toBeDefined();
        if (higher === undefined) return;
        expect(TIERS.indexOf(higher)).toBeLessThanOrEqual(TIERS.indexOf(maxTier));
        expect(TIERS.indexOf(higher)).toBeGreaterThan(TIERS.indexOf(tier));
      }),
    );
  });

  it(verifies('router.somebody'), () => {
    fc.assert(
      fc.property(tasks, policies, (task, policy) => {
        const { rungs } = rungsFor(task, policy);
        const { available, localOnly } = policy;
        const isFree = available.has('local') || available.has('mesh');
        const higher = escalationTier(allowedTier(task.tier, policy.maxTier), policy);
        const mayPay = !localOnly && (available.has('api') || (available.has('strong') && higher !== undefined));
        if (!TOOL_KINDS.includes(task.kind)) expect(rungs.length > 0).toBe(isFree || mayPay);
        // Whatever experience advises, it only leaves out, and never the last one.
        const plain = rungsFor(task, { ...policy, advice: undefined }).rungs;
        expect(rungs.at(-1)).toBe(plain.at(-1));
        expect(plain).toEqual(expect.arrayContaining([...rungs]));
      }),
    );
  });
});
