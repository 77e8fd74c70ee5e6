import { NO_USAGE } from '@hanzo/contracts';
import { memoryCache, scriptedModel, type ScriptedReply } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { type Plan, planRun, type PlanRunInput } from '../src/index.ts';
import { receiptOf } from '../src/index.ts';

const files = [
  { path: 'src/a.ts', sizeBytes: 900 },
  { path: 'src/b.ts', sizeBytes: 400 },
];
const task = { kind: 'review', tier: 'medium', title: 'Sums', files: ['src/a.ts'], instructions: 'Look at rounding.' };
const good: ScriptedReply = { kind: 'json', value: { tasks: [task] }, servedModel: 'gpt-5-2025' };
const price = { inputMicros: 2_000_000, cachedInputMicros: 0, outputMicros: 8_000_000 };

describe('plans of before', () => {
  const planner = (...replies: readonly ScriptedReply[]) => {
    const provider = scriptedModel(replies, { name: 'api.test' });
    const cache = memoryCache();
    const plan = (changes: Partial<PlanRunInput> = {}, fingerprint = 'f'): Promise<Plan> =>
      planRun({
        instructions: 'Review the code.',
        files,
        planner: { provider, model: 'gpt-5', price },
        memory: { cache, fingerprint, runId: 'run-1' },
        signal: new AbortController().signal,
        ...changes,
      });
    return { provider, cache, plan };
  };

  it(verifies('cache.plan-once'), async () => {
    const { provider, cache, plan } = planner(good);
    const first = await plan();
    const second = await plan();
    expect(provider.calls.length).toBe(1);
    expect({ ...second, calls: [] }).toEqual({ ...first, calls: [] });
    expect(second.calls).toEqual([
      {
        who: { kind: 'cache', engine: 'gpt-5 → gpt-5-2025 at api.test', answeredAt: 1_000 },
        usage: NO_USAGE,
        timings: { queueMs: 0, firstTokenMs: 0, totalMs: 0 },
        costMicros: 0,
        used: true,
      },
    ]);
    expect([...cache.entries.values()].map(({ kind }) => kind)).toEqual(['plan']);
    const receipt = receiptOf({ calls: second.calls, runs: [], orchestratorPrice: price });
    expect(receipt.rows).toMatchObject([{ role: 'plan', tasksDone: 1, costMicros: 0, who: { kind: 'cache' } }]);
  });

  it.each<[string, Partial<PlanRunInput>, string]>([
    ['other words', { instructions: 'Review the code!' }, 'f'],
    ['another file', { files: [...files, { path: 'src/c.ts', sizeBytes: 1 }] }, 'f'],
    ['a file of another size', { files: files.map((file) => ({ ...file, sizeBytes: 1 })) }, 'f'],
    ['another policy', {}, 'g'],
    ['another bound', { maxTasks: 3 }, 'f'],
    ['no memory', { memory: undefined }, 'f'],
  ])(verifies('cache.plan-once', 'not for %s'), async (_, changes, fingerprint) => {
    const { provider, plan } = planner(good, good);
    await plan();
    await plan(changes, fingerprint);
    expect(provider.calls.length).toBe(2);
  });

  it.each<ScriptedReply>([
    { kind: 'json', value: { tasks: [] } },
    { kind: 'text', text: 'I have no plan.' },
    { kind: 'json', value: { tasks: [task] }, finish: 'length' },
  ])(verifies('cache.plan-once', 'not one that was unusable: %o'), async (bad) => {
    const { provider, cache, plan } = planner(bad, bad, good);
    expect((await plan()).origin.kind).toBe('deterministic');
    expect(cache.entries.size).toBe(0);
    expect((await plan()).origin.kind).toBe('model');
    expect(provider.calls.length).toBe(3);
  });

  it(verifies('cache.plan-once', 'an entry that is no plan any more'), async () => {
    const { provider, cache, plan } = planner(good, good);
    await plan();
    for (const [key, entry] of cache.entries)
      cache.entries.set(key, { ...entry, value: JSON.stringify({ text: '{"tasks":[]}', servedModel: 'm' }) });
    expect((await plan()).calls).toMatchObject([{ used: true, who: { kind: 'api' } }]);
    expect(provider.calls.length).toBe(2);
  });
});
