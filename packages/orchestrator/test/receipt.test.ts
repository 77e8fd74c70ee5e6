import { type Attempt, NO_USAGE } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { receiptOf, type TaskRun } from '../src/index.ts';
import { API, answer, findings, passed, rejected, SUMMARY, task, TOOL, WORKER } from './samples.ts';
import { verifies } from '../../../test/support/verifies.ts';

const price = { inputMicros: 1_000_000, cachedInputMicros: 100_000, outputMicros: 10_000_000 };

function done(text: string, change: Parameters<typeof task>[0] = {}, who = WORKER): TaskRun {
  const given = answer(text, { who });
  return { task: task(change), outcome: { state: 'done', answer: given, attempts: [passed(1, given)] } };
}

describe('receiptOf', () => {
  it('adds up per engine, escalations included, and says what was saved', () => {
    const bad = answer('LGTM');
    const paid = answer(findings(SUMMARY), {
      who: API,
      costMicros: 900,
      usage: { inputTokens: 300, cachedInputTokens: 100, outputTokens: 50, reasoningTokens: 10 },
    });
    const escalated: TaskRun = {
      task: task(),
      outcome: { state: 'done', answer: paid, attempts: [rejected(1, bad, 'grounded', 'no'), passed(2, paid)] },
    };
    const call = {
      who: API,
      usage: { ...NO_USAGE, inputTokens: 10 },
      timings: { queueMs: 0, firstTokenMs: 0, totalMs: 500 },
      costMicros: 10,
      used: true,
    };
    const receipt = receiptOf({
      calls: [call],
      runs: [escalated, done(findings(SUMMARY)), done(findings('ok'), { kind: 'check' }, TOOL)],
      orchestratorPrice: price,
    });
    expect(
      receipt.rows.map(({ who, role, tasksDone, attempts, rejected: refused, costMicros }) => [
        who.kind,
        role,
        tasksDone,
        attempts,
        refused,
        costMicros,
      ]),
    ).toEqual([
      ['api', 'plan', 1, 1, 0, 10],
      ['worker', 'task', 1, 2, 1, 0],
      ['api', 'task', 1, 1, 0, 900],
      ['tool', 'task', 1, 1, 0, 0],
    ]);
    expect(receipt.totals).toMatchObject({
      tasksDone: 4,
      attempts: 5,
      rejected: 1,
      failed: 0,
      costMicros: 910,
      usage: { inputTokens: 610, cachedInputTokens: 100, outputTokens: 110, reasoningTokens: 10 },
    });
    // (10 for the plan + 300 + 500 for the paid answer + 100 + 200 for the free one) - 910
    expect(receipt.savedMicros).toBe(200);
  });

  it(verifies('receipt.as-ledger', 'critics of an earlier process'), () => {
    const usage = { ...NO_USAGE, inputTokens: 40, outputTokens: 4 };
    const charge = { role: 'critic', taskId: 'run-critic', who: API, costMicros: 70 } as const;
    const receipt = receiptOf({
      calls: [],
      runs: [done(findings(SUMMARY))],
      orchestratorPrice: price,
      charges: [
        { ...charge, inFull: false, usage },
        { ...charge, costMicros: 500, inFull: true },
      ],
    });
    expect(receipt.rows.filter(({ role }) => role === 'critic')).toMatchObject([
      { attempts: 1, failed: 0, costMicros: 70, usage },
      { attempts: 1, failed: 1, costMicros: 500, lost: 'in-full' },
    ]);
    expect(receipt.rows.find(({ costMicros }) => costMicros === 70)).not.toHaveProperty('lost');
  });

  it(verifies('devTools.money', 'several calls for one answer are its cost together'), () => {
    const usage = { ...NO_USAGE, inputTokens: 40, outputTokens: 4 };
    const timings = { queueMs: 0, firstTokenMs: 0, totalMs: 0 };
    const plan = { who: API, usage, timings, costMicros: 60, used: true };
    const judged = { who: API, usage, timings, costMicros: 30 };
    const charge = (role: 'plan' | 'critic', costMicros: number, inFull = false) =>
      ({ role, taskId: `run-${role}`, who: API, costMicros, inFull }) as const;
    const charges = [
      // A process that died had made these two.
      charge('plan', 25),
      charge('plan', 500, true),
      charge('plan', 10),
      charge('plan', 20),
      charge('plan', 30),
      // Two critics, at the same time.
      charge('critic', 10),
      charge('critic', 12),
      charge('critic', 20),
      charge('critic', 18),
    ];
    const input = { calls: [plan], runs: [], orchestratorPrice: price, critics: [judged, judged], charges };
    const { rows, totals } = receiptOf(input);
    expect(totals.costMicros).toBe(charges.reduce((sum, one) => sum + one.costMicros, 0));
    expect(rows.filter(({ lost }) => lost !== undefined)).toMatchObject([
      { role: 'plan', lost: 'answer', costMicros: 25 },
      { role: 'plan', lost: 'in-full', costMicros: 500 },
    ]);
  });

  it(verifies('receipt.rungs'), () => {
    const kept = answer('kept', { who: { kind: 'cache', engine: 'llama3.2 on studio', answeredAt: 1 } });
    const paid = answer(findings(SUMMARY), { who: API, costMicros: 900 });
    const runs = [
      { task: task(), outcome: { state: 'done', answer: kept, attempts: [{ ...passed(1, kept), rung: 'cache' }] } },
      {
        task: task(),
        outcome: {
          state: 'done',
          answer: paid,
          attempts: [rejected(1, answer('LGTM'), 'grounded', 'no'), { ...passed(2, paid), rung: 'strong' }],
        },
      },
      { task: task(), outcome: { state: 'undone', reason: '', attempts: [rejected(1, answer('no'), 'schema', 'no')] } },
      done(findings('ok'), { kind: 'check' }, TOOL),
    ] as TaskRun[];
    const { rungs, perResolvedMicros } = receiptOf({ calls: [], runs: runs.slice(0, 3), orchestratorPrice: price });
    expect(rungs).toEqual([
      { rung: 'cache', resolved: 1, attempts: 1, costMicros: 0 },
      { rung: 'mesh', resolved: 0, attempts: 2, costMicros: 0 },
      { rung: 'strong', resolved: 1, attempts: 1, costMicros: 900 },
    ]);
    expect(perResolvedMicros).toBe(450);
    // Checks are no such task; nothing resolved has no price.
    expect(receiptOf({ calls: [], runs, orchestratorPrice: price }).perResolvedMicros).toBe(450);
    expect(receiptOf({ calls: [], runs: runs.slice(2), orchestratorPrice: price }).perResolvedMicros).toBeUndefined();
  });

  it('says nothing of savings without a price, and names attempts that nobody took', () => {
    const attempt = {
      number: 1,
      rung: 'mesh',
      who: undefined,
      startedAt: 0,
      endedAt: 1,
      end: { kind: 'error', code: 'NO_WORKER', message: 'None.', costMicros: 5 },
    } as const;
    const receipt = receiptOf({
      calls: [],
      runs: [{ task: task(), outcome: { state: 'undone', reason: '', attempts: [attempt] } }],
      orchestratorPrice: undefined,
    });
    expect(receipt.savedMicros).toBeUndefined();
    expect(receipt.rows).toMatchObject([{ who: { kind: 'none', rung: 'mesh' }, failed: 1, costMicros: 5 }]);
  });

  it('counts tries that the model refused with the answers of the same model, and leaves those of others alone', () => {
    const paid = answer(findings(SUMMARY), { who: API, costMicros: 900 });
    const tryOf = (number: number, requestedModel: string): Attempt => ({
      number,
      rung: 'api',
      who: { kind: 'api', endpoint: 'api.openai.com', requestedModel, servedModel: '' },
      startedAt: 0,
      endedAt: 1,
      end: { kind: 'error', code: 'RATE_LIMITED', message: 'Wait.', costMicros: 0 },
    });
    const attempts = [tryOf(1, 'gpt-4o'), tryOf(2, 'gpt-5'), passed(3, paid), tryOf(4, 'gpt-5')];
    const runs: TaskRun[] = [{ task: task(), outcome: { state: 'done', answer: paid, attempts } }];
    const { rows } = receiptOf({ calls: [], runs, orchestratorPrice: undefined });
    expect(rows.map(({ who, attempts: tries, failed, costMicros }) => [who, tries, failed, costMicros])).toEqual([
      [tryOf(1, 'gpt-4o').who, 1, 1, 0],
      [API, 3, 2, 900],
    ]);
  });
});
