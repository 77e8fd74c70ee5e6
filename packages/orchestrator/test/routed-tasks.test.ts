import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GATES, type KindPolicy, type RoutingPolicy, type Tier } from '@hanzo/contracts';
import { routingPolicy, scriptedModel } from '@hanzo/testkit';
import { openWorkspace, type Workspace } from '@hanzo/tools';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { Orchestrator, type OrchestratorOptions, type PreparedRun } from '../src/index.ts';
import { fakeExecutor } from './fake-executor.ts';
import { answer, CART, findings, SUMMARY } from './samples.ts';

const REVIEW: Pick<KindPolicy, 'gates' | 'tries' | 'agreement' | 'agreementShare'> = {
  gates: ['evidence', 'critic'],
  tries: 3,
  agreement: 2,
  agreementShare: 0.7,
};
const routing: RoutingPolicy = routingPolicy({ kinds: { review: REVIEW } });
const instructions = 'Review the code.';

describe('what the policy says of tasks', () => {
  let stack: AsyncDisposableStack;
  let workspace: Workspace;
  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    const folder = stack.adopt(await mkdtemp(join(tmpdir(), 'hanzo-routed-')), (path) => rm(path, { recursive: true }));
    for (const name of ['a.ts', 'b.ts', 'c.ts']) await writeFile(join(folder, name), CART);
    workspace = await openWorkspace(folder);
  });
  afterEach(() => stack.disposeAsync());

  const orchestrator = (options: Partial<OrchestratorOptions> = {}): Orchestrator =>
    new Orchestrator({
      orchestratorModel: 'gpt-5',
      executor: fakeExecutor(() => answer(findings(SUMMARY))),
      workspace,
      ...options,
    });

  /** A model that plans a task of each of these tiers. */
  const planned = (tiers: readonly Tier[], options: Partial<OrchestratorOptions>): Promise<PreparedRun> => {
    const tasks = tiers.map((tier, at) => ({
      kind: 'review',
      tier,
      title: tier,
      files: [`${'abc'[at]}.ts`],
      instructions: '',
    }));
    const provider = scriptedModel([{ kind: 'json', value: { tasks } }]);
    return orchestrator({ planner: { provider, model: 'gpt-5' }, ...options }).prepare({ instructions });
  };
  const tiersOf = ({ tasks }: PreparedRun, kind: string): readonly Tier[] =>
    tasks.filter((task) => task.kind === kind).map(({ tier }) => tier);

  it(verifies('routing.kinds'), async () => {
    const { tasks } = await orchestrator({ routing }).prepare({ instructions });
    const [check] = tasks;
    expect(check).toMatchObject({ kind: 'check', gates: [], tries: 1, agreement: 1 });
    expect(tasks.at(-1)).toMatchObject({ kind: 'review', ...REVIEW });
    const without = await orchestrator().prepare({ instructions });
    expect(without.tasks.at(-1)).not.toHaveProperty('gates');
  });

  it(verifies('routing.kinds', 'when tasks that were not written down are made again'), async () => {
    const runId = 'r';
    const { plan, tasks } = await orchestrator({ routing }).prepare({ instructions, runId });
    const other = routingPolicy({ kinds: { review: { gates: [...GATES], tries: 8, agreement: 5 } } });
    const executor = fakeExecutor(() => answer(findings(SUMMARY)));
    const stored: unknown = JSON.parse(JSON.stringify(plan));
    const result = await orchestrator({ routing: other, executor }).resume({
      runId,
      instructions,
      plan: stored,
      tasks: tasks.slice(0, 4),
    });
    expect(result.plan.warnings).toEqual(plan.warnings);
    expect(executor.tasks).toHaveLength(6);
    expect(executor.tasks).toEqual(tasks);
  });

  it(verifies('routing.tier'), async () => {
    const run = await planned(['simple', 'medium', 'critical'], { tier: 'complex' });
    expect(tiersOf(run, 'review')).toEqual(['complex', 'complex', 'complex']);
    expect(tiersOf(run, 'check')).toEqual(['simple', 'simple', 'simple']);
    expect(run.plan.tasks.at(-1)?.tier).toBe('complex');
    expect(run.plan.warnings).toEqual([]);
  });

  it(verifies('routing.max-tier', 'in plans, which say so'), async () => {
    const run = await planned(['simple', 'critical', 'complex'], { maxTier: 'medium' });
    expect(tiersOf(run, 'review')).toEqual(['simple', 'medium', 'medium']);
    expect(run.plan.warnings).toEqual([
      '2 tasks are of a higher tier than medium, the highest that this run allows: lowered to it.',
    ]);
    const fine = await planned(['simple', 'medium'], { maxTier: 'medium' });
    expect(fine.plan.warnings).toEqual([]);
  });
});
