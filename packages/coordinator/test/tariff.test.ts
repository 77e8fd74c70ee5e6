import { NO_USAGE, type ApiModelCard, type ApiRequest, type ServiceTier } from '@hanzo/contracts';
import { manualClock } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { memoryLedger } from '../../../test/support/memory-ledger.ts';
import { METERED_CARD } from '../../../test/support/metered-card.ts';
import { apiFault, scriptedApi, type ScriptedAnswer } from '../../../test/support/scripted-api.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { MeteredModel } from '../src/index.ts';

const REQUEST = {
  system: '',
  prompt: '0123456789',
  output: { kind: 'text' },
  maxOutputTokens: 100,
  sampling: {},
} as const;
const INPUT = 10 + 64;

/** Flex at half the price, priority at twice, batches at half; what goes into the cache costs a quarter more. */
const CARD: ApiModelCard = {
  ...METERED_CARD,
  price: { inputMicros: 1_000_000, cachedInputMicros: 100_000, cacheWriteMicros: 1_250_000, outputMicros: 10_000_000 },
  tierPrices: {
    flex: { inputMicros: 500_000, cachedInputMicros: 50_000, outputMicros: 5_000_000 },
    priority: { inputMicros: 2_000_000, cachedInputMicros: 200_000, outputMicros: 20_000_000 },
    batch: { inputMicros: 500_000, cachedInputMicros: 50_000, outputMicros: 5_000_000 },
  },
};

interface Charged {
  readonly worst: number;
  readonly charged: number;
  readonly tier: ServiceTier;
  readonly requestId: string | undefined;
  readonly held: number;
  readonly state: string;
}

describe('what a call is charged', () => {
  const clock = manualClock();
  const signal = new AbortController().signal;
  const usage = { ...NO_USAGE, inputTokens: 100, cachedInputTokens: 20, cacheWriteTokens: 40, outputTokens: 10 };

  async function charged(
    changes: Partial<ApiRequest>,
    answer: ScriptedAnswer = { text: 'ok', usage },
    { card = CARD, namesTier = true }: { readonly card?: ApiModelCard; readonly namesTier?: boolean } = {},
  ): Promise<Charged> {
    const ledger = memoryLedger(clock);
    let held = 0;
    const provider = scriptedApi(() => {
      held = ledger.spent().heldMicros;
      return answer;
    });
    const model = new MeteredModel({
      provider: { ...provider, namesTier },
      ledger,
      card,
      endpoint: 'api.test',
      runId: 'r',
      key: 'mine',
      member: 'ada',
    });
    await model.generate({ ...REQUEST, ...changes }, { signal }, 't').catch((error: unknown) => {
      if (!(answer instanceof Error)) throw error;
    });
    const [call] = ledger.calls();
    if (call === undefined) throw new Error('no call');
    expect(call).toMatchObject({ key: 'mine', member: 'ada' });
    const { worstCaseMicros, chargedMicros, serviceTier, requestId, state } = call;
    return { worst: worstCaseMicros, charged: chargedMicros, tier: serviceTier, requestId, held, state };
  }

  const standard = 40 + 2 + 50 + 100;
  const worstStandard = Math.ceil(INPUT * 1.25) + 1_000;

  it(verifies('price.tier'), async () => {
    const flex = await charged({ serviceTier: 'flex' }, { text: 'ok', usage, servedTier: 'flex', requestId: 'req-1' });
    // 40 fresh and 40 for the cache at the price of input, which flex has no other for.
    expect(flex).toEqual({
      worst: worstStandard,
      held: worstStandard,
      charged: 40 + 1 + 50,
      tier: 'flex',
      requestId: 'req-1',
      state: 'settled',
    });
    expect(await charged({ serviceTier: 'flex' }, { text: 'ok', usage, servedTier: 'standard' })).toMatchObject({
      charged: standard,
      tier: 'standard',
    });
    const priority = await charged({ serviceTier: 'priority' }, { text: 'ok', usage, servedTier: 'standard' });
    expect(priority).toMatchObject({ worst: INPUT * 2 + 2_000, charged: standard });
  });

  it(verifies('price.tier', 'the dearer one where the provider does not tell'), async () => {
    expect(await charged({ serviceTier: 'flex' })).toMatchObject({ charged: standard });
    expect(await charged({ serviceTier: 'priority' })).toMatchObject({ charged: 80 * 2 + 4 + 200 });
  });

  it('holds and charges a batch at the price of batches', async () => {
    const batch = await charged({ serviceTier: 'batch' }, { text: 'ok', usage, servedTier: 'standard' });
    expect(batch).toMatchObject({ worst: INPUT / 2 + 500, charged: 40 + 1 + 50 });
  });

  it('charges a refusal in the tier that served it', async () => {
    const error = apiFault('API_REFUSED', { charged: 'yes', usage, servedTier: 'standard', requestId: 'req-9' });
    expect(await charged({ serviceTier: 'flex' }, error)).toMatchObject({ charged: standard, requestId: 'req-9' });
  });

  it('asks nobody in a tier that has no price', async () => {
    const card = { ...CARD, tierPrices: {} };
    await expect(charged({ serviceTier: 'flex' }, undefined, { card })).rejects.toMatchObject({
      code: 'PRICE_UNKNOWN',
    });
  });

  it(verifies('price.tier', 'in full in a tier whose price nobody knows'), async () => {
    const card = { ...CARD, tierPrices: {} };
    const served: ScriptedAnswer = { text: 'ok', usage, servedTier: 'priority' };
    expect(await charged({}, served, { card })).toMatchObject({ charged: worstStandard, state: 'uncertain' });
    const refused = apiFault('API_REFUSED', { charged: 'yes', usage, servedTier: 'priority' });
    expect(await charged({}, refused, { card })).toMatchObject({ charged: worstStandard, state: 'uncertain' });
  });

  it(verifies('price.worst-case', 'of the tier that an account may be set to'), async () => {
    const served: ScriptedAnswer = { text: 'ok', usage, servedTier: 'priority' };
    const unnamed = await charged({}, served, { namesTier: false });
    expect(unnamed).toMatchObject({ worst: INPUT * 2 + 2_000, charged: 80 * 2 + 4 + 200, state: 'settled' });
    expect((await charged({}, served, { namesTier: true })).worst).toBe(worstStandard);
    expect((await charged({ serviceTier: 'flex' }, served, { namesTier: false })).worst).toBe(worstStandard);
  });

  it(verifies('price.worst-case'), async () => {
    const base = (await charged({})).worst;
    expect(base).toBe(worstStandard);
    const schema = {
      type: 'object',
      properties: { a: { type: 'string' } },
      required: ['a'],
      additionalProperties: false,
    } as const;
    const more: readonly Partial<ApiRequest>[] = [
      { output: { kind: 'json', name: 'x', schema } },
      { tools: [{ name: 'look', description: 'Looks.', parameters: { type: 'object' } }] },
      { history: [{ role: 'user', text: 'And now?' }] },
      { history: [{ role: 'assistant', text: '', toolCalls: [], state: { sealed: 'x'.repeat(1_000) } }] },
    ];
    for (const changes of more) {
      const bytes = Buffer.byteLength(JSON.stringify(Object.values(changes)[0]));
      expect((await charged(changes)).worst).toBeGreaterThan(base + (bytes > 1_000 ? 1_000 : 0));
    }
    // Interfaces that refuse small caps are sent 16.
    expect((await charged({ maxOutputTokens: 1 })).worst).toBe(Math.ceil(INPUT * 1.25) + 160);
  });
});
