import { HanzoDevOrchestrator, type RunEvent } from 'hanzo/dev';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PAID_KEY, startPaidProject } from '../../../test/support/paid-project.ts';
import { verifies } from '../../../test/support/verifies.ts';

let before: string | undefined;
beforeEach(() => {
  before = process.env['OPENAI_API_KEY'];
  process.env['OPENAI_API_KEY'] = PAID_KEY;
});
afterEach(() => {
  if (before === undefined) delete process.env['OPENAI_API_KEY'];
  else process.env['OPENAI_API_KEY'] = before;
});

describe('HanzoDevOrchestrator', () => {
  it(verifies('sdk.run'), async () => {
    await using project = await startPaidProject({ names: ['alpha', 'beta'] });
    const { home, workspace, standIn } = project;
    const events: RunEvent['kind'][] = [];
    const said: string[] = [];
    const orchestrator = new HanzoDevOrchestrator({
      orchestratorModel: 'gpt-5',
      home,
      workspace,
      baseUrl: standIn.baseUrl,
      budgetUsd: 1,
      log: (line) => said.push(line),
    });
    let keyInside: string | undefined;
    const onEvent = (event: RunEvent): void => {
      events.push(event.kind);
      keyInside ??= process.env['OPENAI_API_KEY'];
    };
    const handlers = process.listenerCount('SIGINT');
    const result = await orchestrator.run({ instructions: 'review', onEvent });
    expect(result).toMatchObject({ complete: true, exitCode: 0, counts: { tasks: 4, done: 4 } });
    expect(result.receipt.totals.costMicros).toBe(project.calls().reduce((sum, call) => sum + call.chargedMicros, 0));
    expect(result.receipt.totals.costMicros).toBeGreaterThan(0);
    expect(events).toEqual(expect.arrayContaining(['plan-ready', 'attempt-end', 'run-end']));
    // A library does not take the signals of the program that it is in, and gives back what it borrowed.
    expect([keyInside, process.env['OPENAI_API_KEY'], process.listenerCount('SIGINT')]).toEqual([
      undefined,
      PAID_KEY,
      handlers,
    ]);
    expect(said.join('\n')).toContain('orchestrator: gpt-5');
    expect(said.join('\n')).not.toContain(PAID_KEY);
  });

  it(verifies('sdk.run', 'approval, and what is wrong before anything is paid'), async () => {
    await using project = await startPaidProject({ names: ['alpha'] });
    const { home, workspace, standIn } = project;
    const parts = { home, workspace, baseUrl: standIn.baseUrl };
    const orchestrator = new HanzoDevOrchestrator({ ...parts, orchestratorModel: 'gpt-5' });
    const approve = async (): Promise<boolean> => await Promise.resolve(false);
    await expect(orchestrator.run({ instructions: 'review', approve })).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(project.calls()).toHaveLength(1);
    const other = new HanzoDevOrchestrator({ ...parts, orchestratorModel: 'gpt-none' });
    await expect(other.run('review')).rejects.toMatchObject({ code: 'MODEL_UNKNOWN' });
    expect(project.calls()).toHaveLength(1);
    expect(() => new HanzoDevOrchestrator({ budgetUsd: -1 })).toThrow(/budgetUsd/);
    expect(() => new HanzoDevOrchestrator({ timeoutSeconds: Number.NaN })).toThrow(/timeoutSeconds/);
  });

  it(verifies('sdk.resume'), async () => {
    const stop = new AbortController();
    await using project = await startPaidProject({
      names: ['alpha', 'beta'],
      script: (_, name) => {
        if (name === 'beta' && !stop.signal.aborted) {
          stop.abort();
          return { kind: 'hang' };
        }
        return undefined;
      },
    });
    const { home, workspace, standIn } = project;
    const orchestrator = new HanzoDevOrchestrator({
      orchestratorModel: 'gpt-5',
      home,
      workspace,
      baseUrl: standIn.baseUrl,
    });
    const first = await orchestrator.run({ instructions: 'review', signal: stop.signal });
    expect(first).toMatchObject({ complete: false, exitCode: 130 });
    const paid = project.calls().length;
    const second = await orchestrator.resume(first.runId);
    expect(second).toMatchObject({ complete: true, runId: first.runId, exitCode: 0 });
    // The plan is not made again; what was done is not paid again.
    expect(project.calls().length).toBeLessThanOrEqual(paid + 2);
  });

  it(verifies('sdk.models'), async () => {
    await using project = await startPaidProject({ names: ['alpha'], models: ['gpt-5', 'gpt-4o', 'gpt-5-mini'] });
    const { home, workspace, standIn } = project;
    const orchestrator = new HanzoDevOrchestrator({
      orchestratorModel: 'gpt-5',
      workerModels: ['gpt-4o'],
      criticModels: ['gpt-5-mini'],
      home,
      workspace,
      baseUrl: standIn.baseUrl,
    });
    const { outcomes } = await orchestrator.run('review');
    const asked = (kind: string): ReadonlySet<string> =>
      new Set(
        outcomes.flatMap(({ task, outcome }) =>
          task.kind === kind && outcome.state === 'done' && outcome.answer.who.kind === 'api'
            ? [outcome.answer.who.requestedModel]
            : [],
        ),
      );
    expect(asked('review')).toEqual(new Set(['gpt-4o']));
    expect(project.calls().map(({ model }) => model)).not.toContain('gpt-6-luna');
  });
});
