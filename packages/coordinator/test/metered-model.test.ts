import { join } from 'node:path';
import {
  HanzoError,
  NO_USAGE,
  systemClock,
  type ApiGeneration,
  type ApiModelCard,
  type ApiProvider,
  type Logger,
  type Usage,
} from '@hanzo/contracts';
import { openLedger, type Ledger } from '@hanzo/ledger';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { METERED_CARD } from '../../../test/support/metered-card.ts';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { MeteredModel, type Metered } from '../src/rungs/paid/metered-model.ts';

const REQUEST = {
  system: '',
  prompt: '0123456789',
  output: { kind: 'text' },
  maxOutputTokens: 100,
  sampling: {},
} as const;
const WORST_INPUT = 10 + 64;
const WORST = WORST_INPUT + 100 * 10;

describe('a metered model whose ledger or provider fails', () => {
  let stack: AsyncDisposableStack;
  let ledger: Ledger;
  let warnings: string[];
  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    const path = join(stack.use(temporaryFolder()).path, 'ledger.db');
    ledger = stack.use(await openLedger({ path, clock: systemClock, limits: {}, version: 'test' }));
    warnings = [];
  });
  afterEach(() => stack.disposeAsync());

  const log: Logger = {
    debug: () => undefined,
    info: () => undefined,
    warn: (message, facts) => warnings.push(`${message} ${String(facts?.['micros'])}`),
  };
  const generation = (usage: Usage): ApiGeneration => ({
    text: 'a paid answer',
    finish: 'stop',
    servedModel: 'm-1',
    usage,
    timings: { queueMs: 0, firstTokenMs: 1, totalMs: 2 },
    toolCalls: [],
    servedTier: undefined,
    requestId: undefined,
  });
  const asked = (generate: ApiProvider['generate'], its: Partial<Ledger> = {}): Promise<Metered> => {
    const model = new MeteredModel({
      provider: { name: 'x', generate },
      ledger: { ...ledger, ...its },
      card: METERED_CARD,
      endpoint: 'api.test',
      runId: 'run-1',
      log,
    });
    return model.generate(REQUEST, { signal: new AbortController().signal }, 'task-1');
  };
  const states = (): string[] => ledger.calls().map((call) => `${call.state} ${call.chargedMicros}`);
  const locked = (): never => {
    throw new HanzoError('STORE_UNUSABLE', 'The ledger was locked.');
  };
  const usage = { ...NO_USAGE, inputTokens: 10, outputTokens: 1 };

  it(verifies('ledger.answer-kept'), async () => {
    const { generation: given, costMicros } = await asked(() => Promise.resolve(generation(usage)), { settle: locked });
    expect([given.text, costMicros]).toEqual(['a paid answer', WORST]);
    expect(states()).toEqual([`uncertain ${WORST}`]);
    expect(warnings).toEqual([expect.stringMatching(new RegExp(`^THE LEDGER COULD NOT RECORD .* ${WORST}$`))]);
  });

  it(verifies('ledger.answer-kept', 'also when it can write nothing at all'), async () => {
    const both = { settle: locked, markUncertain: locked };
    await expect(asked(() => Promise.resolve(generation(usage)), both)).resolves.toMatchObject({ costMicros: WORST });
    // The next process charges it in full.
    expect(ledger.spent()).toMatchObject({ heldMicros: WORST });
    expect(warnings).toHaveLength(2);
  });

  it('tells the failure of the call, and not that of the ledger', async () => {
    const refusal = new HanzoError('API_REFUSED', 'No.', { details: { charged: 'yes', usage } });
    const failing = { settle: locked, markUncertain: locked };
    await expect(asked(() => Promise.reject(refusal), failing)).rejects.toMatchObject({
      code: 'API_REFUSED',
      details: { costMicros: WORST },
    });
  });

  it.each([
    ['tokens out are not told', { ...usage, outputTokens: undefined as never }, 10 + 1000],
    ['tokens in are no number', { ...usage, inputTokens: Number.NaN }, WORST_INPUT + 10],
    ['a count is no whole number', { ...usage, outputTokens: 1.5 }, 10 + 1000],
    ['a count is negative', { ...usage, outputTokens: -5 }, 10 + 1000],
    ['more is cached than there was', { ...usage, cachedInputTokens: 90 }, 1 + 10],
  ])('charges the worst case for what was not counted: %s', async (_, told, cost) => {
    const { costMicros, generation: given } = await asked(() => Promise.resolve(generation(told)));
    expect([given.text, costMicros]).toEqual(['a paid answer', cost]);
    expect(states()).toEqual([`settled ${cost}`]);
    expect(Object.values(given.usage).every(Number.isSafeInteger)).toBe(true);
    expect(warnings).toEqual([]);
  });

  it.each([
    [
      'far above the worst case',
      { ...usage, outputTokens: 1_000_000 },
      10_000_010,
      'settled',
      [/^A CALL COST FAR MORE/],
    ],
    ['more tokens than a call can have', { ...usage, outputTokens: 2 ** 52 }, 1_010, 'settled', []],
    ['not far above', { ...usage, outputTokens: 300 }, 3_010, 'settled', []],
  ])(verifies('ledger.absurd-amounts', 'told by a server: %s'), async (_, told, cost, state, warns) => {
    const { costMicros } = await asked(() => Promise.resolve(generation(told)));
    expect(costMicros).toBe(cost);
    expect(states()).toEqual([`${state} ${cost}`]);
    expect(warnings).toEqual(warns.map((words) => expect.stringMatching(words)));
  });

  it(verifies('ledger.absurd-amounts', 'told by a server: above a million dollars'), async () => {
    const dear = { ...METERED_CARD, price: { ...METERED_CARD.price, outputMicros: 2e12 } } as ApiModelCard;
    const model = new MeteredModel({
      provider: { name: 'x', generate: () => Promise.resolve(generation({ ...usage, outputTokens: 600_000 })) },
      ledger,
      card: dear,
      endpoint: 'api.test',
      runId: 'run',
      log,
    });
    const { costMicros } = await model.generate(REQUEST, { signal: new AbortController().signal }, 'task');
    expect(costMicros).toBe(WORST_INPUT + 100 * 2_000_000);
    expect(states()).toEqual([`uncertain ${costMicros}`]);
    expect(warnings).toEqual([expect.stringMatching(/^THE LEDGER COULD NOT RECORD/)]);
  });
});
