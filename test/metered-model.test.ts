import { join } from 'node:path';
import { HanzoError, systemClock, type ApiModelCard, type ApiProvider } from '@hanzo/contracts';
import { MeteredModel } from '@hanzo/coordinator';
import { openLedger, type Ledger } from '@hanzo/ledger';
import { createOpenAiProvider } from '@hanzo/models/openai';
import { startApiStandIn } from '@hanzo/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { METERED_CARD } from './support/metered-card.ts';
import { scriptedApi } from './support/scripted-api.ts';
import { temporaryFolder } from './support/small-mesh.ts';
import { verifies } from './support/verifies.ts';

const REQUEST = {
  system: 'You review.',
  prompt: 'const a = 1;',
  output: { kind: 'text' },
  maxOutputTokens: 100,
  sampling: {},
} as const;

/** 24 bytes of text, 64 tokens of envelope, 100 tokens of answer. */
const WORST_MICROS = 23 + 64 + 100 * 10;

describe('a metered model', () => {
  let stack: AsyncDisposableStack;
  let ledger: Ledger;
  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    const path = join(stack.use(temporaryFolder()).path, 'ledger.db');
    ledger = stack.use(await openLedger({ path, clock: systemClock, limits: {}, version: 'test' }));
  });
  afterEach(() => stack.disposeAsync());

  const metered = (provider: ApiProvider, changes: Partial<ApiModelCard> = {}, runLimitMicros?: number): MeteredModel =>
    new MeteredModel({
      provider,
      ledger,
      card: { ...METERED_CARD, ...changes },
      endpoint: 'api.test',
      runId: 'run-1',
      runLimitMicros,
    });
  const signal = new AbortController().signal;
  const states = (): string[] => ledger.calls({ runId: 'run-1' }).map((call) => `${call.state} ${call.chargedMicros}`);

  it('reserves the worst case, then charges what was used, cached tokens at their price', async () => {
    const usage = { inputTokens: 100, cachedInputTokens: 50, outputTokens: 10, reasoningTokens: 0 };
    let held = 0;
    const model = scriptedApi(() => {
      held = ledger.spent().heldMicros;
      return { text: 'ok', usage };
    });
    const { costMicros } = await metered(model).generate(REQUEST, { signal }, 'task-1');
    expect(held).toBe(WORST_MICROS);
    expect(costMicros).toBe(50 + 5 + 100);
    expect(states()).toEqual(['settled 155']);
  });

  it(verifies('ledger.not-sent'), async () => {
    const standIn = stack.use(
      await startApiStandIn({ apiKey: 'sk-test-1234567890', script: () => ({ kind: 'hang' }) }),
    );
    const provider = createOpenAiProvider({ apiKey: 'sk-test-1234567890', baseUrl: standIn.baseUrl, api: 'responses' });
    const stop = new AbortController();
    const call = metered(provider).generate(REQUEST, { signal: stop.signal }, 'task-1');
    // The client is still being loaded: nothing has left.
    stop.abort(new HanzoError('CANCELLED', 'Interrupted by SIGINT.'));
    await expect(call).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(standIn.requests).toHaveLength(0);
    expect(states()).toEqual(['settled 0']);
  });

  it('charges in full what nobody knows of, and tells what the failed call cost', async () => {
    const lost = new HanzoError('API_FAILED', 'The stream broke.', { details: { charged: 'unknown' } });
    const call = metered(scriptedApi(() => lost)).generate(REQUEST, { signal }, 'task-1');
    await expect(call).rejects.toMatchObject({ code: 'API_FAILED', details: { costMicros: WORST_MICROS } });
    expect(states()).toEqual([`uncertain ${WORST_MICROS}`]);
  });

  it('charges a refusal what it used, and a refused key nothing', async () => {
    const usage = { inputTokens: 30, cachedInputTokens: 0, outputTokens: 5, reasoningTokens: 0 };
    const refusal = new HanzoError('API_REFUSED', 'No.', { details: { charged: 'yes', usage } });
    const key = new HanzoError('CREDENTIALS_REJECTED', 'Wrong key.', { details: { charged: 'no' } });
    const model = metered(scriptedApi((_, call) => (call === 0 ? refusal : key)));
    await expect(model.generate(REQUEST, { signal }, 'task-1')).rejects.toMatchObject({ details: { costMicros: 80 } });
    await expect(model.generate(REQUEST, { signal }, 'task-2')).rejects.toMatchObject({ code: 'CREDENTIALS_REJECTED' });
    expect(states().toSorted()).toEqual(['settled 0', 'settled 80']);
  });

  it('asks nobody when the price is unknown or the budget is too small', async () => {
    const model = scriptedApi(() => 'hang');
    await expect(metered(model, { price: undefined }).generate(REQUEST, { signal }, 't')).rejects.toMatchObject({
      code: 'PRICE_UNKNOWN',
    });
    await expect(metered(model, {}, WORST_MICROS - 1).generate(REQUEST, { signal }, 't')).rejects.toMatchObject({
      code: 'BUDGET_EXCEEDED',
    });
    expect(model.requests).toEqual([]);
  });
});
