import { join } from 'node:path';
import { costMicros, systemClock } from '@hanzo/contracts';
import { openLedger, type Ledger } from '@hanzo/ledger';
import { startApiStandIn, type ApiStandIn, type Reply } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { METERED_CARD } from '../support/metered-card.ts';
import { startProgram } from '../support/mesh-programs.ts';
import { temporaryFolder, until } from '../support/small-mesh.ts';
import { verifies } from '../support/verifies.ts';

/** 10 by hand: HANZO_BUDGET_RUNS. */
const RUNS = Number(process.env['HANZO_BUDGET_RUNS'] ?? 1);
const CAP_MICROS = 1_000_000;
const PROCESSES = 4;
const CALLERS = 64;
const MAX_OUTPUT_TOKENS = 1_000;
/** What a call may cost: the answer at its longest, and a request of a few bytes in its envelope. */
const WORST_MICROS = MAX_OUTPUT_TOKENS * 10 + 200;
const PATIENCE_MS = 60_000;

const random = (most: number): number => Math.floor(Math.random() * most);

/** An API as they are: answers of any length, now and then too many requests, a fault, or a stream that breaks off. */
function moody(): Reply {
  const usage = {
    inputTokens: 10 + random(30),
    cachedInputTokens: random(10),
    outputTokens: random(MAX_OUTPUT_TOKENS),
  };
  const dress = { text: 'some words of an answer', usage, pieces: 4, firstPieceMs: random(10), pieceMs: random(5) };
  const mood = random(20);
  if (mood === 0) return { kind: 'http-error', status: 429, headers: { 'retry-after-ms': '5' } };
  if (mood === 1) return { kind: 'http-error', status: 500 };
  if (mood === 2) return { kind: 'cut', afterPieces: 2, ...dress };
  return { kind: 'text', ...dress };
}

/** Micro-dollars on the API's bill, by task. */
function billOf(api: ApiStandIn): ReadonlyMap<string, { micros: number; requests: number }> {
  const bill = new Map<string, { micros: number; requests: number }>();
  for (const { prompt, charged } of api.requests) {
    const { micros = 0, requests = 0 } = bill.get(prompt) ?? {};
    const price = METERED_CARD.price;
    bill.set(prompt, { micros: micros + (price ? costMicros(price, charged) : 0), requests: requests + 1 });
  }
  return bill;
}

/** The ledger's words against the bill, call by call. */
function differences(api: ApiStandIn, ledger: Ledger): string[] {
  const calls = Map.groupBy(ledger.calls(), ({ taskId }) => taskId);
  return [...billOf(api)].flatMap(([task, { micros, requests }]) => {
    const own = calls.get(task) ?? [];
    const charged = own.reduce((sum, { chargedMicros }) => sum + chargedMicros, 0);
    const problems: string[] = [];
    if (own.length < requests) problems.push(`${task}: ${requests} requests, ${own.length} calls in the ledger`);
    if (charged < micros) problems.push(`${task}: ${micros} on the bill, ${charged} in the ledger`);
    return problems;
  });
}

type Payers = ReturnType<typeof startProgram<'paying-callers'>>;

interface Spree extends AsyncDisposable {
  readonly api: ApiStandIn;
  readonly ledger: Ledger;
}

/** Callers spend until nothing is left; with `kills` each process is killed once in the middle, and another takes its place. */
async function spree(kills: boolean): Promise<Spree> {
  await using stack = new AsyncDisposableStack();
  const path = join(stack.use(temporaryFolder('hanzo-dollar-')).path, 'ledger.db');
  const api = stack.use(await startApiStandIn({ script: moody }));
  const { baseUrl } = api;
  const callers = CALLERS / PROCESSES;
  const config = { ledger: path, baseUrl, callers, maxOutputTokens: MAX_OUTPUT_TOKENS, capMicros: CAP_MICROS };
  const start = (): Payers => stack.use(startProgram('paying-callers', config));
  const crew = Array.from({ length: PROCESSES }, start);
  for (const [place, victim] of kills ? [...crew].entries() : []) {
    const enough = api.requests.length + 10;
    await until(() => api.requests.length >= enough, 'ten more requests');
    await victim[Symbol.asyncDispose]();
    crew[place] = start();
  }
  await Promise.all(crew.map((payers) => payers.when('spent-out', undefined, PATIENCE_MS)));
  const limits = { dayMicros: CAP_MICROS };
  const ledger = stack.use(await openLedger({ path, clock: systemClock, limits, version: 'test' }));
  const kept = stack.move();
  return { api, ledger, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

describe.each([
  ['nobody is killed', false],
  ['processes are killed', true],
])('4 processes with 64 callers and one dollar, %s', (name, kills) => {
  it(verifies('ledger.one-dollar', name), { timeout: RUNS * PATIENCE_MS }, async () => {
    for (let run = 0; run < RUNS; run++) {
      await using scene = await spree(kills);
      const { api, ledger } = scene;
      const billed = [...billOf(api).values()].reduce((sum, { micros }) => sum + micros, 0);
      const { spentMicros, heldMicros } = ledger.spent();
      expect(billed).toBeLessThanOrEqual(CAP_MICROS);
      expect(spentMicros).toBeLessThanOrEqual(CAP_MICROS);
      expect(spentMicros).toBeGreaterThanOrEqual(billed);
      // The cap was really reached.
      expect(spentMicros).toBeGreaterThan(CAP_MICROS - WORST_MICROS);
      expect(heldMicros).toBe(0);
      expect(differences(api, ledger)).toEqual([]);
    }
  });
});
