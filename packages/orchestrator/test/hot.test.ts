import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorkspace, type Finding, type Profile, type Workspace } from '@hanzo/tools';
import { describe, expect, it } from 'vitest';
import { Orchestrator, type Plan, renderReport, type RunEvent, type RunResult } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { fakeExecutor, type FakeExecutor } from './fake-executor.ts';
import { doneRun, finding } from './reported-run.ts';
import { EMPTY_PLAN, resultOf } from './result-of.ts';
import { answer, CART, findings, GOOD_FINDING, SUMMARY } from './samples.ts';
import { withHeat } from '../src/hot/heat.ts';

export const SUBTOTAL = {
  name: 'cartSubtotal',
  path: 'cart.ts',
  line: 3,
  lastLine: 9,
  selfMs: 610,
  totalMs: 700,
  share: 0.61,
  totalShare: 0.7,
};
const VOUCHER = {
  ...SUBTOTAL,
  name: 'applyVoucher',
  line: 11,
  lastLine: 13,
  selfMs: 2,
  share: 0.002,
  totalShare: 0.002,
};
export const PROFILE: Profile = {
  command: 'node work.js',
  profiler: 'node',
  samples: 900,
  totalMs: 2_000,
  ownMs: 1_000,
  functions: [SUBTOTAL, VOUCHER],
  notes: [],
};

const SLOW: Finding = { ...GOOD_FINDING, category: 'complexity', confidence: 'low', message: 'cartSubtotal is slow.' };
const COLD: Finding = {
  ...SLOW,
  line: 12,
  quote: 'return subtotal - subtotal * voucherPercent / 100;',
  message: 'applyVoucher multiplies subtotal.',
};

async function shop(): Promise<{ workspace: Workspace } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'hanzo-hot-'));
  await writeFile(join(folder, 'cart.ts'), CART);
  // By name, and by what the focus looks for, it would be the first.
  const loops = 'for (const one of firstByName) for (const two of firstByName) console.log(one, two);\n'.repeat(9);
  await writeFile(join(folder, 'aaa.ts'), `export const firstByName = [1];\n${loops}`);
  return {
    workspace: await openWorkspace(folder),
    [Symbol.asyncDispose]: async () => await rm(folder, { recursive: true }),
  };
}

const reviewer = (...found: readonly Finding[]): FakeExecutor =>
  fakeExecutor(({ kind, sources }) => {
    const isCart = kind !== 'check' && sources[0]?.path === 'cart.ts';
    return answer(findings(isCart ? SUMMARY : 'firstByName is a constant.', ...(isCart ? found : [])));
  });

async function run(workspace: Workspace, executor: FakeExecutor, events: RunEvent[] = []): Promise<RunResult> {
  const dev = new Orchestrator({
    orchestratorModel: 'none',
    executor,
    workspace,
    focus: 'performance',
    profile: PROFILE,
  });
  return await dev.run({ instructions: 'Find what is slow.', runId: 'r', onEvent: (event) => events.push(event) });
}

describe('what was measured', () => {
  it(verifies('profile.facts'), async () => {
    await using at = await shop();
    const executor = reviewer();
    const events: RunEvent[] = [];
    await run(at.workspace, executor, events);
    const models = executor.tasks.filter(({ kind }) => kind !== 'check');
    expect(models.map(({ sources }) => sources[0]?.path)).toEqual(['cart.ts', 'aaa.ts']);
    expect(models[0]?.prompt).toContain(
      `line 3, "cartSubtotal": 61 % of the time in the workspace's code is its own, 70 % with what it calls`,
    );
    expect(models[0]?.prompt).not.toContain('"applyVoucher":');
    expect(models[1]?.prompt).not.toContain('profile');
    const ready = events.find((event) => event.kind === 'plan-ready');
    expect(ready?.plan.profile).toEqual(PROFILE);
  });

  it(verifies('profile.facts', 'for the model that plans'), async () => {
    await using at = await shop();
    const asked: string[] = [];
    const provider = {
      generate: async (request: { readonly prompt: string }) => {
        asked.push(request.prompt);
        return await Promise.reject(new Error('no plan'));
      },
    };
    const planner = { provider, model: 'gpt-5' } as never;
    const dev = new Orchestrator({
      orchestratorModel: 'gpt-5',
      planner,
      executor: reviewer(),
      workspace: at.workspace,
      profile: PROFILE,
    });
    await dev.prepare({ instructions: 'Find what is slow.' }).catch(() => undefined);
    expect(asked[0]).toContain('- "cart.ts" line 3, "cartSubtotal": 61 %');
  });

  it(verifies('profile.heat'), async () => {
    await using at = await shop();
    const { findings: above } = await run(at.workspace, reviewer(SLOW, { ...COLD, severity: 'medium' }));
    const byLine = new Map(above.map((one) => [one.line, one]));
    expect(byLine.get(5)).toMatchObject({ confidence: 'medium', heat: { share: 0.7, in: 'cartSubtotal' } });
    expect(byLine.get(12)).toMatchObject({ confidence: 'low', heat: { share: 0.002, in: 'applyVoucher' } });
    const other = finding({ category: 'injection', path: 'cart.ts', confidence: 'low' });
    const unseen = finding({ category: 'complexity', path: 'other.ts', confidence: 'low' });
    expect(withHeat([other, unseen], PROFILE)).toEqual([other, unseen]);
  });

  it(verifies('profile.report'), () => {
    const plan: Plan = { ...EMPTY_PLAN, profile: { ...PROFILE, notes: ['"node work.js" exited with 1.'] } };
    const result = resultOf([doneRun(findings(SUMMARY))], {
      plan,
      findings: withHeat([finding({ ...COLD, path: 'cart.ts' })], PROFILE),
    });
    const markdown = renderReport(result, 'md');
    expect(markdown).toContain('## Profile\n\nOf `node work.js`.');
    expect(markdown).toContain("900 samples, 2.00 s of processor time, 50 % of it in the workspace's own code");
    expect(markdown).toContain('| `cart.ts:3` | `cartSubtotal` | 610 ms | 61 % | 70 % |');
    expect(markdown).toContain('exited with 1.');
    expect(markdown).toContain('cold: 0.2 % of the measured time');
    const html = renderReport(result, 'html');
    expect(html).toContain('<h2>Profile</h2>');
    expect(html).toContain('<code>cartSubtotal</code>');
    expect(html).toContain('cold: 0.2 %');
    expect(JSON.parse(renderReport(result, 'json'))).toMatchObject({
      profile: { functions: [{ name: 'cartSubtotal' }, {}] },
      findings: [{ heat: { share: 0.002 } }],
    });
    expect(JSON.parse(renderReport(result, 'sarif'))).toMatchObject({
      runs: [{ properties: { profile: { command: 'node work.js', hot: [{ name: 'cartSubtotal' }] } } }],
    });
    expect(renderReport(resultOf([]), 'md')).not.toContain('## Profile');
  });

  it(verifies('profile.resumed'), async () => {
    await using at = await shop();
    const executor = reviewer(SLOW);
    const events: RunEvent[] = [];
    await run(at.workspace, executor, events);
    const ready = events.find((event) => event.kind === 'plan-ready');
    if (ready === undefined) throw new Error('no plan');
    const plan: unknown = JSON.parse(JSON.stringify(ready.plan));
    const dev = new Orchestrator({
      orchestratorModel: 'none',
      executor: reviewer(SLOW),
      workspace: at.workspace,
      focus: 'performance',
    });
    const { tasks } = ready;
    const again = await dev.resume({ runId: 'r', instructions: 'Find what is slow.', plan, tasks });
    expect(again.plan.profile).toEqual(PROFILE);
    expect(again.findings[0]).toMatchObject({ confidence: 'medium', heat: { in: 'cartSubtotal' } });
  });
});
