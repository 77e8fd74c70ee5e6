import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HanzoError, NO_USAGE } from '@hanzo/contracts';
import { type ManualClock, manualClock } from '@hanzo/testkit';
import { type Ledger, type LedgerLimits, openLedger, type ReserveRequest, type Settlement } from '../src/index.ts';

/** A throw-away folder with a ledger file in it. */
export interface Bench extends Disposable {
  readonly path: string;
  readonly clock: ManualClock;
  open(limits?: LedgerLimits): Promise<Ledger>;
}

export function bench(): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'hanzo-ledger-'));
  const path = join(folder, 'ledger.db');
  const clock = manualClock(Date.parse('2026-11-21T12:00:00Z'));
  return {
    path,
    clock,
    open: (limits = {}) => openLedger({ path, clock, limits, version: '2026-11-21' }),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function call(worstCaseMicros: number, more: Partial<ReserveRequest> = {}): ReserveRequest {
  return { runId: 'run', taskId: 'task', model: 'gpt-5-mini', endpoint: 'api.openai.com', worstCaseMicros, ...more };
}

export function cost(costMicros: number): Settlement {
  return {
    usage: { ...NO_USAGE, inputTokens: 10, cachedInputTokens: 4, outputTokens: 5, reasoningTokens: 2 },
    costMicros,
    servedModel: 'gpt-5-mini-2025-08-07',
  };
}

/** Runs what must fail and returns its HanzoError. */
export async function errorOf(run: () => unknown): Promise<HanzoError> {
  try {
    await run();
  } catch (error) {
    if (error instanceof HanzoError) return error;
    throw error;
  }
  throw new HanzoError('INTERNAL', 'It should have failed.');
}
