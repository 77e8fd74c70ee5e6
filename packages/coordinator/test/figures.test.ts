import { join } from 'node:path';
import { NO_USAGE, type Answer, type Who } from '@hanzo/contracts';
import {
  openJournal,
  readFigures,
  readJournalReport,
  type FiguresQuery,
  type RunReport,
  type Yardstick,
} from '@hanzo/coordinator';
import { openLedger, type LedgerCall } from '@hanzo/ledger';
import { manualClock } from '@hanzo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GPT_5, KNOWN, writeKnownWork } from '../../../test/support/known-work.ts';
import { temporaryFolder, testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const MINUTE = 60_000;
const TOTAL = KNOWN.plan + 2 * KNOWN.paidAnswer + KNOWN.uncertain + KNOWN.cutOff + KNOWN.elsewhere;

const folder = temporaryFolder();
const journal = join(folder.path, 'journal.db');
let calls: readonly LedgerCall[] = [];

beforeAll(async () => {
  await writeKnownWork(folder.path, NOW);
  const options = { path: join(folder.path, 'ledger.db'), clock: manualClock(NOW), limits: {}, version: '1' };
  await using ledger = await openLedger(options);
  calls = ledger.calls();
});
afterAll(() => folder[Symbol.dispose]());

const isPlan = ({ runId, taskId }: LedgerCall): boolean => taskId === `${runId}-plan`;
const yardstick = (orchestrator: string): Yardstick | undefined =>
  orchestrator === 'unpriced' ? undefined : { model: 'gpt-5', price: GPT_5 };

function figures(query: Partial<FiguresQuery> = {}): RunReport {
  return readFigures(journal, { now: NOW, by: 'engine', calls, isPlan, yardstick, ...query });
}

/** `name: field, field` of each group. */
function table(by: FiguresQuery['by'], ...fields: readonly (keyof RunReport['groups'][number])[]): unknown[] {
  return figures({ by }).groups.map((row) => [Object.values(row.keys).join(' '), ...fields.map((field) => row[field])]);
}

describe('figures', () => {
  it(verifies('metrics.known-work'), () => {
    expect(figures().totals).toEqual({
      tries: 10,
      passed: 5,
      rejected: 2,
      failed: 3,
      extra: 1,
      successRate: 5 / 9,
      tasks: 7,
      resolved: 5,
      refusedBy: { evidence: 1, schema: 1 },
      failedBy: { PROVIDER_DOWN: 1 },
      usage: { inputTokens: 11_060, cachedInputTokens: 1_800, outputTokens: 1_375, reasoningTokens: 100 },
      // 100, 500, 2000, 3000, 3500, 4000, 5000, 6000, 9000 ms; the one that was cut off took nobody knows how long.
      p50Seconds: 3.5,
      p95Seconds: 9,
      // 300, 300, 350, 500, 600, 700 ms.
      firstTokenP50Seconds: 0.35,
      firstTokenP95Seconds: 0.7,
      calls: 6,
      spentMicros: TOTAL,
      uncertainMicros: KNOWN.uncertain + KNOWN.cutOff,
      heldMicros: 0,
      journalMicros: 2 * KNOWN.paidAnswer + KNOWN.uncertain,
      elsewhereMicros: 2 * (2_250 + 4_500),
    });
  });

  it('counts runs and tasks by state', () => {
    const { runsByState, tasksByState, orchestrators } = figures();
    expect(runsByState).toEqual({ complete: 1, interrupted: 1 });
    expect(tasksByState).toEqual({ done: 5, undone: 1, interrupted: 1 });
    expect(orchestrators).toEqual(['gpt-5', 'local:llama3.2']);
  });

  it(verifies('metrics.groups', 'model'), () => {
    expect(table('model', 'tries', 'passed', 'calls', 'spentMicros', 'served')).toEqual([
      ['gpt-5', 0, 0, 1, KNOWN.plan, ['gpt-5-2025-08-07']],
      ['gpt-5-mini', 4, 2, 4, 2 * KNOWN.paidAnswer + KNOWN.uncertain + KNOWN.cutOff, ['gpt-5-mini-2025-08-07']],
      ['gpt-4o', 0, 0, 1, KNOWN.elsewhere, []],
      ['llama3.2', 5, 2, 0, 0, []],
      ['', 1, 1, 0, 0, []],
    ]);
  });

  it(verifies('metrics.groups', 'node'), () => {
    expect(table('node', 'tries', 'resolved', 'calls')).toEqual([
      ['api api.openai.com', 4, 2, 6],
      ['mesh w1', 3, 1, 0],
      ['mesh w2', 2, 1, 0],
      ['tool prettier', 1, 1, 0],
    ]);
  });

  it(verifies('metrics.groups', 'engine'), () => {
    expect(table('engine', 'tries', 'spentMicros')).toEqual([
      ['plan api.openai.com  gpt-5', 0, KNOWN.plan],
      ['api api.openai.com  gpt-5-mini', 4, 2 * KNOWN.paidAnswer + KNOWN.uncertain + KNOWN.cutOff],
      ['api api.openai.com  gpt-4o', 0, KNOWN.elsewhere],
      ['mesh w1 peer-1 llama3.2', 3, 0],
      ['mesh w2 peer-2 llama3.2', 2, 0],
      ['tool prettier  ', 1, 0],
    ]);
  });

  it(verifies('metrics.groups', 'task'), () => {
    expect(table('task', 'tasks', 'tries', 'resolved', 'spentMicros', 'successRate', 'refusedBy')).toEqual(
      [
        ['plan', 0, 0, 0, KNOWN.plan, undefined, {}],
        ['(no record)', 0, 0, 0, KNOWN.elsewhere, undefined, {}],
        ['tests', 1, 2, 1, KNOWN.paidAnswer, 0.5, { schema: 1 }],
        ['review', 3, 5, 3, KNOWN.paidAnswer, 0.75, { evidence: 1 }],
        ['docs', 1, 1, 0, KNOWN.cutOff, 0, {}],
        ['security', 1, 1, 0, KNOWN.uncertain, 0, {}],
        ['check', 1, 1, 1, 0, 1, {}],
      ].toSorted((a, b) => Number(b[4]) - Number(a[4]) || Number(b[2]) - Number(a[2])),
    );
  });

  it(verifies('metrics.groups', 'member: for whom, and who served'), () => {
    expect(table('member', 'tries', 'resolved', 'spentMicros')).toEqual([
      [' api.openai.com', 3, 1, TOTAL - KNOWN.paidAnswer],
      ['ada api.openai.com', 1, 1, KNOWN.paidAnswer],
      [' w1', 2, 1, 0],
      ['ada w2', 2, 1, 0],
      [' prettier', 1, 1, 0],
      ['ada w1', 1, 0, 0],
    ]);
  });

  it(verifies('metrics.groups', 'orchestrator'), () => {
    expect(table('orchestrator', 'tries', 'resolved', 'spentMicros')).toEqual([
      ['gpt-5', 5, 2, KNOWN.plan + KNOWN.paidAnswer + KNOWN.uncertain + KNOWN.cutOff],
      ['(no record)', 0, 0, KNOWN.elsewhere],
      ['local:llama3.2', 5, 3, KNOWN.paidAnswer],
    ]);
  });

  it(verifies('metrics.groups', 'day'), () => {
    const day = new Date(NOW).toLocaleDateString('sv-SE');
    expect(table('day', 'tries', 'calls')).toEqual([[day, 10, 6]]);
  });

  it(verifies('metrics.orchestrator-money'), () => {
    const { totals, runsByState } = figures({ orchestrators: ['gpt-5'] });
    expect(runsByState).toEqual({ interrupted: 1 });
    expect(totals).toMatchObject({ tries: 5, calls: 4, spentMicros: 8_750 + 788 + 500 + 700 });
    expect(figures({ orchestrators: ['o3'] }).totals).toMatchObject({ tries: 0, calls: 0, spentMicros: 0 });
  });

  it(verifies('metrics.window'), () => {
    const since = figures({ since: NOW - 60 * MINUTE });
    expect(since.totals).toMatchObject({ tries: 5, calls: 2, spentMicros: KNOWN.paidAnswer + KNOWN.elsewhere });
    expect(since.runsByState).toEqual({ complete: 1 });
    expect(since.tasksByState).toEqual({ done: 3 });
    const until = figures({ until: NOW - 60 * MINUTE });
    expect(until.totals).toMatchObject({ tries: 5, calls: 4 });
    const between = figures({ since: NOW - 165 * MINUTE, until: NOW - 155 * MINUTE });
    expect(between.totals).toMatchObject({ tries: 2, calls: 1, spentMicros: KNOWN.paidAnswer });
  });

  it(verifies('metrics.unattended'), () => {
    expect(figures().unattended).toEqual([
      { role: 'plan', calls: 1, spentMicros: KNOWN.plan },
      { role: 'elsewhere', calls: 1, spentMicros: KNOWN.elsewhere },
      { role: 'cut-off', calls: 1, spentMicros: KNOWN.cutOff },
    ]);
  });

  it('tell what is charged by model, key and member, and what is held', () => {
    const [first] = calls;
    if (first === undefined) throw new Error('there are calls');
    const open = { ...first, id: 'open', state: 'sent', chargedMicros: 0, endedAt: undefined, key: 'other' } as const;
    const { charges, totals } = figures({ calls: [...calls, open] });
    const one = { key: 'openai', member: '', calls: 1, heldMicros: 0, uncertainMicros: 0 };
    expect(charges).toEqual([
      { ...one, model: 'gpt-5', spentMicros: KNOWN.plan },
      { ...one, model: 'gpt-5-mini', calls: 3, spentMicros: 788 + 500 + 700, uncertainMicros: 500 + 700 },
      { ...one, model: 'gpt-4o', spentMicros: KNOWN.elsewhere },
      { ...one, model: 'gpt-5-mini', member: 'ada', spentMicros: KNOWN.paidAnswer },
      { ...one, model: 'gpt-5', key: 'other', calls: 0, spentMicros: 0, heldMicros: KNOWN.plan },
    ]);
    expect(totals).toMatchObject({ calls: 6, heldMicros: KNOWN.plan, spentMicros: TOTAL });
    expect(figures({ calls: [open], orchestrators: ['o3'] }).totals.heldMicros).toBe(0);
  });

  it(verifies('metrics.unattended', 'critics'), () => {
    // Which are paid for a task that no journal has.
    const isCritic = ({ model }: LedgerCall): boolean => model === 'gpt-4o';
    const { unattended, groups } = figures({ isCritic, by: 'task' });
    expect(unattended).toContainEqual({ role: 'critic', calls: 1, spentMicros: KNOWN.elsewhere });
    expect(unattended).not.toContainEqual(expect.objectContaining({ role: 'elsewhere' }));
    expect(groups).toContainEqual(
      expect.objectContaining({
        keys: { task: 'critic' },
        spentMicros: KNOWN.elsewhere,
        usage: { inputTokens: 60, cachedInputTokens: 0, outputTokens: 75, reasoningTokens: 0 },
      }),
    );
  });

  it(verifies('metrics.unattended', 'a second charge for one attempt'), () => {
    const paid = calls.filter(({ taskId }) => taskId === 'run-gpt-b');
    const { unattended, totals } = figures({ calls: [...paid, ...paid.map((call) => ({ ...call, id: 'again' }))] });
    expect(unattended).toEqual([{ role: 'lost', calls: 1, spentMicros: KNOWN.paidAnswer }]);
    // Of the one that no attempt tells of, the ledger alone knows the tokens.
    expect(totals.usage.inputTokens).toBe(4_000 + 4_000 + 2_000);
  });

  it(verifies('metrics.savings'), () => {
    const otherwise = 2_250 + 4_500;
    expect(figures().savings).toEqual([
      {
        orchestrator: 'local:llama3.2',
        comparedWith: 'gpt-5',
        resolved: 3,
        spentMicros: KNOWN.paidAnswer,
        otherwiseMicros: otherwise,
        savedMicros: otherwise - KNOWN.paidAnswer,
      },
      {
        orchestrator: 'gpt-5',
        comparedWith: 'gpt-5',
        resolved: 2,
        spentMicros: 10_738,
        otherwiseMicros: KNOWN.plan + otherwise,
        savedMicros: 4_762,
      },
    ]);
    const none = figures({ yardstick: (name) => (name === 'gpt-5' ? yardstick(name) : undefined) });
    expect(none.savings[0]).toMatchObject({
      comparedWith: undefined,
      otherwiseMicros: undefined,
      savedMicros: undefined,
    });
  });

  it(verifies('metrics.series'), () => {
    const { bucketMs, buckets } = figures({ since: NOW - 180 * MINUTE }).series;
    expect(bucketMs).toBe(15 * MINUTE);
    expect(buckets).toHaveLength(13);
    expect(buckets.map(({ resolved }) => resolved)).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0]);
    expect(buckets.map(({ spentMicros }) => spentMicros).reduce((sum, micros) => sum + micros)).toBe(TOTAL);
    expect(buckets[1]?.successRate).toBe(0.5);
    expect(buckets[5]?.successRate).toBeUndefined();
    for (const days of [0.01, 0.3, 2, 40, 3_000]) {
      const { series } = figures({ since: NOW - days * 24 * 60 * MINUTE });
      expect(series.buckets.length).toBeLessThanOrEqual(24);
      expect(series.buckets.length).toBeGreaterThan(4);
    }
  });

  it('compare one answer of a task that has two, the last one, and none of a tool', async () => {
    using box = temporaryFolder();
    const file = join(box.path, 'journal.db');
    using writer = openJournal(file);
    await writer.startRun({ id: 'run-1', node: 'c', orchestrator: 'gpt-5', workspace: '/w', startedAt: NOW });
    const task = testTask();
    await writer.queueTask(task, '', NOW);
    const timings = { queueMs: 0, firstTokenMs: 1, totalMs: 2 };
    const passed = (number: number, inputTokens: number): Answer => {
      const who: Who = { kind: 'worker', node: `w${number}`, peerId: 'p', model: 'tiny' };
      const usage = { ...NO_USAGE, inputTokens };
      const answer: Answer = { text: 'ok', finish: 'stop', who, usage, timings, costMicros: 0 };
      const times = { startedAt: NOW, endedAt: NOW + number };
      writer.endAttempt(task.id, { number, rung: 'mesh', who, ...times, end: { kind: 'passed', answer } });
      return answer;
    };
    passed(1, 1_000);
    await writer.endTask(task.id, { state: 'done', answer: passed(2, 4_000), attempts: [] }, NOW + 3);
    const checked = testTask({ kind: 'check' });
    await writer.queueTask(checked, '', NOW);
    const who: Who = { kind: 'tool', tool: 'prettier' };
    const usage = { ...NO_USAGE, inputTokens: 9 };
    const answer: Answer = { text: 'ok', finish: 'stop', who, usage, timings, costMicros: 0 };
    const times = { startedAt: NOW, endedAt: NOW + 4 };
    writer.endAttempt(checked.id, { number: 1, rung: 'tool', who, ...times, end: { kind: 'passed', answer } });
    await writer.endTask(checked.id, { state: 'done', answer, attempts: [] }, NOW + 4);
    const { totals, groups } = readFigures(file, { now: NOW + 10, by: 'node', yardstick });
    expect(totals).toMatchObject({ tries: 3, passed: 3, resolved: 2, elsewhereMicros: 5_000 });
    expect(groups.map(({ keys, resolved }) => [keys['node'], resolved])).toEqual([
      ['w1', 0],
      ['w2', 1],
      ['prettier', 1],
    ]);
  });

  it('of an empty journal are nothing', () => {
    using empty = temporaryFolder();
    const report = readFigures(join(empty.path, 'journal.db'), { now: NOW, by: 'model' });
    expect(report.totals).toMatchObject({ tries: 0, spentMicros: 0, successRate: undefined });
    expect(report).toMatchObject({ groups: [], savings: [], unattended: [], series: { buckets: [] } });
  });

  it('of the journal alone tell what the attempts tell', () => {
    const { engines } = readJournalReport(journal);
    expect(engines.map(({ rung, node, model, costMicros }) => [rung, node, model, costMicros])).toEqual([
      ['api', 'api.openai.com', 'gpt-5-mini-2025-08-07', 2 * KNOWN.paidAnswer + KNOWN.uncertain],
      ['mesh', 'w1', 'llama3.2', 0],
      ['mesh', 'w2', 'llama3.2', 0],
      ['tool', 'prettier', '', 0],
    ]);
  });
});
