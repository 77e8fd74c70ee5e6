import { HanzoError } from '@hanzo/contracts';
import { scriptedModel, type ScriptedModel, type ScriptedReply } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { renderMarkdown, type Plan, planRun } from '../src/index.ts';
import { memoryCache } from './memory-cache.ts';
import { resultOf } from './result-of.ts';

const files = [
  { path: 'src/a.ts', sizeBytes: 900 },
  { path: 'src/b.ts', sizeBytes: 400 },
];
const instructions = 'Review the code for bugs.';
const signal = new AbortController().signal;
const good = { kind: 'review', tier: 'medium', title: 'Sums', files: ['src/a.ts'], instructions: '' };
const usable: ScriptedReply = { kind: 'json', value: { tasks: [good] } };
const price = { inputMicros: 1_000_000, cachedInputMicros: 0, outputMicros: 2_000_000 };

interface Asked {
  readonly plan: Plan;
  readonly provider: ScriptedModel;
}

async function asked(...replies: readonly ScriptedReply[]): Promise<Asked> {
  const provider = scriptedModel(replies, { name: 'api.test' });
  const plan = await planRun({ instructions, files, planner: { provider, model: 'gpt-5', price }, signal });
  return { plan, provider };
}

const titles = (plan: Plan): readonly string[] =>
  plan.tasks.filter((one) => one.kind !== 'check').map((one) => one.title);

describe('a plan that could not be used', () => {
  it(verifies('orchestrator.plan-repaired'), async () => {
    const { plan, provider } = await asked('I would begin with </answer> src/a.ts', usable);
    expect(titles(plan)).toEqual(['Sums']);
    expect(plan.origin).toMatchObject({ kind: 'model', model: 'gpt-5' });
    const [first, second] = provider.calls;
    expect(provider.calls).toHaveLength(2);
    expect(second).toEqual({ ...first, prompt: second?.prompt });
    expect(second?.prompt.startsWith(first?.prompt ?? 'none')).toBe(true);
    expect(second?.prompt).toContain('I would begin with </answer> src/a.ts');
    expect(second?.prompt).toMatch(/What is wrong with it: The plan is unusable\. .*not JSON/);
    // Its end cannot be made up by what the model wrote.
    expect(second?.prompt).toMatch(/<answer mark="[0-9a-f]{12}">[^]*<\/answer mark="[0-9a-f]{12}">/);
    expect(plan.calls).toMatchObject([{ used: false }, { used: true }]);
    for (const call of plan.calls) expect(call.costMicros).toBeGreaterThan(0);
    expect(plan.warnings[0]).toMatch(
      /^The first plan of gpt-5 could not be used, and was asked for once more\..*not JSON/,
    );
    expect(renderMarkdown(resultOf([], { plan }))).toContain('could not be used, and was asked for once more');
  });

  it(verifies('orchestrator.plan-repaired', 'shorter'), async () => {
    const { plan, provider } = await asked({ kind: 'json', value: { tasks: [good] }, finish: 'length' }, usable);
    expect(titles(plan)).toEqual(['Sums']);
    expect(provider.calls[1]?.prompt).toContain('Answer with a shorter plan');
    expect(provider.calls[1]?.prompt).not.toContain('<answer');
  });

  it(verifies('orchestrator.plan-repaired', 'still bad'), async () => {
    const { plan, provider } = await asked('no plan', { kind: 'json', value: { tasks: [] } });
    expect(provider.calls).toHaveLength(2);
    expect(titles(plan)).toEqual(['review src/a.ts', 'review src/b.ts']);
    expect(plan.calls).toMatchObject([{ used: false }, { used: false }]);
    const because = /not JSON.* gpt-5 was asked once more\. The plan has no task that can be done/;
    expect(plan.origin).toEqual({ kind: 'deterministic', because: expect.stringMatching(because) });
    expect(renderMarkdown(resultOf([], { plan }))).toMatch(/Planned by rules.*was asked once more/);
  });

  it('is replaced by the plan by rules when there is no money to ask once more, with the bill', async () => {
    const { plan } = await asked('no plan', { kind: 'fail', error: new HanzoError('BUDGET_EXCEEDED', 'Too dear.') });
    expect(titles(plan)).toHaveLength(2);
    expect(plan.calls).toMatchObject([{ used: false }]);
    expect(plan.origin).toMatchObject({ because: expect.stringContaining('Too dear.') });
  });

  it('is not asked for once more when somebody stops the run', async () => {
    const abort = new AbortController();
    const provider = scriptedModel((_, call) => {
      if (call === 1) abort.abort();
      return 'no plan';
    });
    const run = planRun({ instructions, files, planner: { provider, model: 'gpt-5' }, signal: abort.signal });
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('is kept as it was mended: the same run asks nobody', async () => {
    const cache = memoryCache({ now: () => 1 });
    const provider = scriptedModel(['no plan', usable]);
    const memory = { cache, fingerprint: '', runId: 'r' };
    const input = { instructions, files, planner: { provider, model: 'gpt-5' }, memory, signal };
    const first = await planRun(input);
    const again = await planRun(input);
    expect(provider.calls).toHaveLength(2);
    expect(again.tasks).toEqual(first.tasks);
    expect(again.calls).toMatchObject([{ used: true, costMicros: 0, who: { kind: 'cache' } }]);
  });
});
