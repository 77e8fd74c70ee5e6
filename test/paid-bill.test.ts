import { join } from 'node:path';
import { costMicros, HanzoError, priceOf, systemClock, type ApiModelCard, type ServiceTier } from '@hanzo/contracts';
import { BudgetLine, CallCare, MeteredModel, PaidModel, type ChainLink } from '@hanzo/coordinator';
import { openLedger, type Ledger, type LedgerCall } from '@hanzo/ledger';
import { createOpenAiProvider } from '@hanzo/models/openai';
import {
  modelNotFound,
  quotaExhausted,
  rateLimited,
  serverError,
  startApiStandIn,
  type ApiStandIn,
  type Reply,
} from '@hanzo/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { METERED_CARD } from './support/metered-card.ts';
import { temporaryFolder } from './support/small-mesh.ts';
import { verifies } from './support/verifies.ts';

const KEY = 'sk-test-1234567890';
const LONG = 'an answer of some length, '.repeat(20);
const CARD: ApiModelCard = {
  ...METERED_CARD,
  tierPrices: { flex: { inputMicros: 500_000, cachedInputMicros: 50_000, outputMicros: 5_000_000 } },
};
const usage = { inputTokens: 60, cachedInputTokens: 20, outputTokens: 70, reasoningTokens: 5 };

/** What the provider does, in turn: everything that can happen to a call. */
const REPLIES: readonly Reply[] = [
  { kind: 'text', text: LONG, usage },
  rateLimited(undefined, 5),
  { kind: 'cut', text: LONG, afterPieces: 2, usage },
  serverError(500),
  { kind: 'text', text: LONG, usage, servedTier: 'standard' },
  { kind: 'drop' },
  { kind: 'refusal', text: 'I will not.', usage },
  { kind: 'unfinished', text: LONG, afterPieces: 3, usage },
  { kind: 'truncated', text: LONG, usage },
  { kind: 'stream-error', text: LONG, afterPieces: 1, code: 'server_error', message: 'Oops.', usage },
  serverError(503),
  { kind: 'text', text: LONG, usage, pieceMs: 30 },
];

describe('the bill of a provider, call by call', () => {
  let stack: AsyncDisposableStack;
  let ledger: Ledger;
  let standIn: ApiStandIn;
  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    const path = join(stack.use(temporaryFolder()).path, 'ledger.db');
    ledger = stack.use(await openLedger({ path, clock: systemClock, limits: {}, version: 'test' }));
    let turn = 0;
    standIn = stack.use(
      await startApiStandIn({
        apiKey: KEY,
        script: ({ model }) => {
          if (model === 'gpt-gone') return modelNotFound(model);
          if (model === 'gpt-poor') return quotaExhausted();
          turn += 1;
          return REPLIES[turn % REPLIES.length] ?? serverError();
        },
      }),
    );
  });
  afterEach(() => stack.disposeAsync());

  function models(api: 'responses' | 'chat'): Record<'standard' | 'flex' | 'poor', PaidModel> {
    const { host } = new URL(standIn.baseUrl);
    const provider = createOpenAiProvider({ apiKey: KEY, baseUrl: standIn.baseUrl, api, takes: () => CARD.takes });
    const line = new BudgetLine(ledger, systemClock);
    const care = new CallCare({ policy: { retryOnRateLimit: true, maxRetries: 3 }, random: () => 0 });
    const link = (name: string, serviceTier: ServiceTier): ChainLink => ({
      model: new MeteredModel({ provider, ledger, card: { ...CARD, name }, endpoint: host, runId: 'r', line }),
      serviceTier,
    });
    const paid = (tier: ServiceTier): PaidModel =>
      new PaidModel({ chain: [link('gpt-gone', tier), link('gpt-test', tier)], care, runId: 'r' });
    const poor = new PaidModel({ chain: [link('gpt-poor', 'standard')], care, runId: 'r' });
    return { standard: paid('standard'), flex: paid('flex'), poor };
  }

  /** Asks, and goes away in the middle of every fifth answer. Says what the last try was charged with. */
  async function ask(model: PaidModel, task: number): Promise<number> {
    const stop = new AbortController();
    const request = {
      system: '',
      prompt: `task-${task}.`,
      output: { kind: 'text' },
      maxOutputTokens: 200,
      sampling: {},
    } as const;
    try {
      const { costMicros: cost } = await model.ask(request, {
        taskId: `task-${task}.`,
        signal: stop.signal,
        onText: () => {
          if (task % 5 === 0) stop.abort(new HanzoError('CANCELLED', 'Interrupted.'));
        },
      });
      return cost;
    } catch (error) {
      const { details } = error as HanzoError;
      return Number(details['costMicros'] ?? 0);
    }
  }

  it.each(['responses', 'chat'] as const)(verifies('ledger.call-by-call', 'over %s'), async (api) => {
    const { standard, flex, poor } = models(api);
    const costs: number[] = [];
    const lane = async (first: number): Promise<void> => {
      for (let task = first; task < 78; task += 4) costs[task] = await ask(task % 2 === 0 ? standard : flex, task);
    };
    await Promise.all([0, 1, 2, 3].map(lane));
    // Last: whose credit is used up is not asked again.
    costs[79] = await ask(poor, 79);

    const calls = Map.groupBy(ledger.calls(), ({ taskId }) => taskId);
    const requests = Map.groupBy(standIn.requests, ({ prompt }) => prompt);
    let [billed, charged] = [0, 0];
    for (const [task, ofTask] of requests) {
      const paid = calls.get(task) ?? [];
      // One request, one hold: tries of a task come one after the other.
      expect(paid).toHaveLength(ofTask.length);
      for (const [at, { requestId }] of ofTask.entries()) {
        const call = paid[at];
        if (call === undefined) throw new Error('checked above');
        const bill = billOf(requestId);
        expect(call.chargedMicros).toBeGreaterThanOrEqual(bill);
        if (call.requestId !== undefined) expect(call.requestId).toBe(requestId);
        // What is known exactly is charged exactly.
        if (call.state === 'settled') expect(call.chargedMicros).toBe(bill);
        billed += bill;
        charged += call.chargedMicros;
      }
      expect(costs[Number(/\d+/.exec(task)?.[0])]).toBe(paid.at(-1)?.chargedMicros);
    }
    expect(ledger.calls().length).toBe(standIn.requests.length);
    expect(ledger.spent()).toMatchObject({ spentMicros: charged, heldMicros: 0 });
    expect(charged).toBeGreaterThanOrEqual(billed);
    // All of it happened.
    const states = new Set(ledger.calls().map(({ state }: LedgerCall) => state));
    expect(states).toEqual(new Set(['settled', 'uncertain']));
    expect(standIn.requests.length).toBeGreaterThan(78 * 1.3);
  });

  function billOf(requestId: string): number {
    const charge = standIn.charges.find((one) => one.requestId === requestId);
    if (charge === undefined) return 0;
    const price = priceOf(CARD, charge.tier);
    if (price === undefined) throw new Error(`no price in ${charge.tier}`);
    return costMicros(price, charge.usage);
  }
});
