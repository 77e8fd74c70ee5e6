import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Answer, HanzoError, type Rung, type Task } from '@hanzo/contracts';
import { manualClock, scriptedModel } from '@hanzo/testkit';
import { createToolRung, openWorkspace, type Workspace } from '@hanzo/tools';
import { describe, expect, it } from 'vitest';
import { Orchestrator, renderMarkdown, type RunEvent } from '../src/index.ts';
import { fakeExecutor } from './fake-executor.ts';
import { answer, CART, findings, GOOD_FINDING, SUMMARY } from './samples.ts';
import { verifies } from '../../../test/support/verifies.ts';

const instructions = 'Review the code for bugs.';

async function workspaceOf(
  files: Record<string, string | Uint8Array>,
): Promise<{ workspace: Workspace } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'hanzo-orchestrator-'));
  for (const [name, content] of Object.entries(files)) await writeFile(join(path, name), content);
  return {
    workspace: await openWorkspace(path),
    [Symbol.asyncDispose]: async () => await rm(path, { recursive: true }),
  };
}

async function byTool(rung: Rung, task: Task, signal: AbortSignal): Promise<Answer> {
  return await rung.attempt(task, {
    signal,
    onStart: () => undefined,
    onText: () => undefined,
    onLost: () => undefined,
  });
}

const broken = '{"taxRate": }\n';

describe('Orchestrator', () => {
  it('plans with a model, checks with the real tool, gates answers and collects what was found', async () => {
    await using folder = await workspaceOf({
      'cart.ts': CART,
      'config.json': broken,
      'logo.txt': new Uint8Array([0xff, 0xfe, 0x41]),
    });
    const { workspace } = folder;
    const tool = createToolRung(workspace);
    const executor = fakeExecutor(async (task, { signal }) =>
      task.kind === 'check' ? await byTool(tool, task, signal) : answer(findings(SUMMARY, GOOD_FINDING)),
    );
    const plan = { tasks: [{ kind: 'security', tier: 'simple', title: 'Cart', files: ['cart.ts'], instructions: '' }] };
    const planner = { provider: scriptedModel([{ kind: 'json', value: plan }]), model: 'gpt-5' };
    const events: RunEvent[] = [];
    const orchestrator = new Orchestrator({
      orchestratorModel: 'gpt-5',
      planner,
      executor,
      workspace,
      clock: manualClock(),
    });
    const result = await orchestrator.run({ instructions, runId: 'run', onEvent: (event) => events.push(event) });
    expect(result.complete).toBe(true);
    expect(result.outcomes.map(({ task }) => task.title)).toEqual([
      'check cart.ts',
      'check config.json',
      'Cart (cart.ts:1-13)',
    ]);
    expect(result.findings.map(({ path, line, kind, severity }) => [path, line, kind, severity])).toEqual([
      ['cart.ts', 5, 'security', 'high'],
      ['config.json', 1, 'check', 'high'],
    ]);
    expect(result.plan.notCovered).toEqual([{ path: 'logo.txt', reason: 'not UTF-8' }]);
    expect(result.counts).toMatchObject({
      tasks: 3,
      done: 3,
      undone: 0,
      cancelled: 0,
      bySeverity: { high: 2 },
      droppedFindings: 0,
      fullAnswers: 0,
    });
    expect(events.map((event) => event.kind)).toEqual([
      'plan-start',
      'plan-ready',
      'task-queued',
      'task-queued',
      'task-queued',
      'finding-found',
      'finding-found',
      'run-end',
    ]);
  });

  it('plans by rules without a model and says why', async () => {
    await using folder = await workspaceOf({ 'cart.ts': CART });
    const executor = fakeExecutor(() => answer(findings(SUMMARY)));
    const orchestrator = new Orchestrator({
      orchestratorModel: 'gpt-5',
      executor,
      workspace: folder.workspace,
      noPlannerBecause: 'No API key is set.',
    });
    const { plan, tasks } = await orchestrator.prepare({ instructions });
    expect(plan.origin).toEqual({ kind: 'deterministic', because: 'No API key is set.' });
    expect(tasks.map((task) => task.title)).toEqual(['check cart.ts', 'review cart.ts:1-13']);
    expect(executor.tasks).toEqual([]);
  });

  it(verifies('orchestrator.incomplete'), async () => {
    await using folder = await workspaceOf({ 'a.ts': CART, 'b.ts': CART, 'c.ts': CART });
    const executor = fakeExecutor((task) => {
      if (task.kind === 'check')
        return answer(findings('Nothing found.'), { who: { kind: 'tool', tool: 'syntax-check' } });
      const path = task.sources[0]?.path;
      if (path === 'a.ts') return answer(findings('LGTM'));
      if (path === 'b.ts') throw new HanzoError('NO_WORKER', 'No worker answered.');
      throw new HanzoError('INTERNAL', 'The journal broke.');
    });
    const result = await new Orchestrator({
      orchestratorModel: 'gpt-5',
      executor,
      workspace: folder.workspace,
    }).run({ instructions });
    expect(result.complete).toBe(false);
    expect(result.counts).toMatchObject({
      tasks: 6,
      done: 3,
      undone: 3,
      undoneCodes: { ANSWER_INVALID: 1, NO_WORKER: 1 },
    });
    const report = renderMarkdown(result);
    expect(report).toContain('**INCOMPLETE: 3 of 6 tasks were not done. Nothing was found in what was done.**');
    expect(report).toContain('refused by gate grounded');
    expect(report).toContain('INTERNAL: The journal broke.');
    expect(report).not.toContain('\nNone.\n');
  });

  it('has no more tasks under way than allowed', async () => {
    await using folder = await workspaceOf(
      Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`f${at}.ts`, CART])),
    );
    const executor = fakeExecutor(async () => {
      await nextTurn();
      await nextTurn();
      return answer(findings(SUMMARY));
    });
    const orchestrator = new Orchestrator({
      orchestratorModel: 'gpt-5',
      executor,
      workspace: folder.workspace,
    });
    await orchestrator.run({ instructions, concurrency: 3 });
    expect(executor.most).toBe(3);
    expect(executor.tasks).toHaveLength(24);
  });

  it(verifies('orchestrator.aborted'), async () => {
    await using folder = await workspaceOf({ 'a.ts': CART, 'b.ts': CART });
    const abort = new AbortController();
    const executor = fakeExecutor((task) => {
      if (task.id === 'run-2') abort.abort();
      return answer(findings(SUMMARY));
    });
    const events: RunEvent[] = [];
    const orchestrator = new Orchestrator({
      orchestratorModel: 'gpt-5',
      executor,
      workspace: folder.workspace,
    });
    const result = await orchestrator.run({
      instructions,
      runId: 'run',
      concurrency: 1,
      signal: abort.signal,
      onEvent: (event) => events.push(event),
    });
    expect(result.outcomes.map(({ outcome }) => outcome.state)).toEqual([
      'done',
      'cancelled',
      'cancelled',
      'cancelled',
    ]);
    expect(result.complete).toBe(false);
    expect(executor.tasks).toHaveLength(2);
    expect(events.filter((event) => event.kind === 'task-end')).toHaveLength(2);
    expect(renderMarkdown(result)).toContain('INCOMPLETE: 3 of 4 tasks were not done (3 cancelled).');
  });

  it('rejects with CANCELLED when it is aborted while planning', async () => {
    await using folder = await workspaceOf({ 'a.ts': CART });
    const abort = new AbortController();
    const planner = { provider: scriptedModel([{ kind: 'hang' }]), model: 'gpt-5' };
    const orchestrator = new Orchestrator({
      orchestratorModel: 'gpt-5',
      planner,
      executor: fakeExecutor(() => answer('')),
      workspace: folder.workspace,
    });
    const running = orchestrator.run({
      instructions,
      signal: abort.signal,
      onEvent: ({ kind }) => kind === 'plan-start' && abort.abort('stop'),
    });
    await expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(
      orchestrator.prepare({ instructions, signal: AbortSignal.abort(new DOMException('late', 'TimeoutError')) }),
    ).rejects.toMatchObject({ code: 'TIMED_OUT' });
  });

  it('refuses to work on nothing', async () => {
    await using folder = await workspaceOf({ 'yarn.lock': '' });
    const orchestrator = new Orchestrator({
      orchestratorModel: 'gpt-5',
      executor: fakeExecutor(() => answer('')),
      workspace: folder.workspace,
    });
    await expect(orchestrator.run({ instructions })).rejects.toMatchObject({ code: 'USAGE' });
    await expect(orchestrator.run({ instructions: '  ' })).rejects.toMatchObject({ code: 'USAGE' });
  });
});
