import { join } from 'node:path';
import { silentLogger, systemClock } from '@hanzo/contracts';
import { AnswerFile, type AnswerRecord, type PaidEvent } from '@hanzo/coordinator';
import type { Ledger } from '@hanzo/ledger';
import { startApiStandIn, type ApiStandIn } from '@hanzo/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryLedger } from '../../../../test/support/memory-ledger.ts';
import { PAID_KEY } from '../../../../test/support/paid-project.ts';
import { temporaryFolder } from '../../../../test/support/small-mesh.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { endLeftAnswers } from '../../src/commands/dev/money/left-answers.ts';
import { loadSetting, type Setting } from '../../src/setting.ts';
import { listeningTerminal } from '../conversation/listening-terminal.ts';
import { withPaidKey } from '../mcp-serve/paid-served.ts';

const WORST = 5_000;

describe('answers that a run leaves at a provider', () => {
  withPaidKey();
  let stack: AsyncDisposableStack;
  let standIn: ApiStandIn;
  let setting: Setting;
  let ledger: Ledger;
  let book: AnswerFile;
  let warnings: string[];
  const events: PaidEvent[] = [];
  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    const home = stack.use(temporaryFolder()).path;
    standIn = stack.use(
      await startApiStandIn({
        apiKey: PAID_KEY,
        script: () => ({ kind: 'text', text: 'ok', usage: { inputTokens: 100, outputTokens: 10 } }),
        background: ({ isCancelled }) => (isCancelled ? { kind: 'cancelled', tellsUsage: true } : 'working'),
      }),
    );
    const flags = { home, baseUrl: standIn.baseUrl, api: 'responses' } as const;
    setting = loadSetting(flags, listeningTerminal().terminal);
    ledger = memoryLedger(systemClock);
    book = new AnswerFile(join(home, 'background'), 'run-1');
    warnings = [];
  });
  afterEach(() => stack.disposeAsync());

  const record = async (task: string, end?: AnswerRecord['end']): Promise<AnswerRecord> => {
    const response = await fetch(`${standIn.baseUrl}/responses`, {
      method: 'POST',
      headers: { authorization: `Bearer ${PAID_KEY}` },
      body: JSON.stringify({ model: 'gpt-4o', input: task, background: true, store: true }),
    });
    const { id } = (await response.json()) as { readonly id: string };
    const endpoint = new URL(standIn.baseUrl).host;
    const hold = await ledger.send({
      runId: 'run-1',
      taskId: task,
      model: 'gpt-4o',
      endpoint,
      worstCaseMicros: WORST,
    });
    await ledger.markUncertain(hold, 'its process died');
    const about = { answerId: id, endpoint, model: 'gpt-4o', serviceTier: 'standard', requestHash: 'ab' } as const;
    const made = { ...about, hold, begunAt: 0, ...(end && { end }) };
    book.add(made);
    return made;
  };
  const end = (kept: readonly string[], signal: AbortSignal = new AbortController().signal): Promise<void> => {
    const log = { ...silentLogger, warn: (message: string) => void warnings.push(message) };
    const isKept = (task: string): boolean => kept.includes(task);
    const onPaid = (event: PaidEvent): void => void events.push(event);
    return endLeftAnswers(book, { setting, ledger, runId: 'run-1', onPaid, log, signal, isKept });
  };
  const left = (): readonly string[] => book.list().map(({ hold }) => hold.taskId);
  const deleted = (): readonly boolean[] => standIn.background.map(({ isDeleted }) => isDeleted);

  it(verifies('background-answers.left', 'what the journal has not got yet stays'), async () => {
    for (const task of ['kept', 'lost']) await record(task, 'answered');
    await record('failed', 'failed');
    await record('awaited');
    await end(['kept']);
    expect([left(), deleted(), warnings]).toEqual([['lost', 'awaited'], [true, false, true, false], []]);
  });

  it(verifies('background-answers.left', 'what was given up for another is ended and paid as told'), async () => {
    await record('t1', 'unwanted');
    await end([], AbortSignal.abort());
    expect([left(), standIn.background.map(({ isCancelled }) => isCancelled)]).toEqual([['t1'], [false]]);
    await end([]);
    expect([left(), deleted()]).toEqual([[], [true]]);
    const [call] = ledger.calls();
    expect(call).toMatchObject({ state: 'settled', usage: { inputTokens: 100, outputTokens: 10 } });
    expect(call?.chargedMicros).toBeLessThan(WORST);
    expect(warnings).toHaveLength(1);
  });

  it('says what a provider still keeps', async () => {
    await record('t1', 'failed');
    await standIn.close();
    await end([]);
    expect([left(), warnings]).toEqual([['t1'], ['a provider still keeps an answer']]);
  });
});
