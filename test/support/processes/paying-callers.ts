/**
 * Callers that pay an API from one ledger until nothing is left. The program's only argument is a `CallersConfig` as JSON.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock, toHanzoError, type ErrorCode } from '@hanzo/contracts';
import { MeteredModel } from '@hanzo/coordinator';
import { openLedger } from '@hanzo/ledger';
import { createOpenAiProvider } from '@hanzo/models/openai';
import { runProgram, say } from '../json-program.ts';
import { METERED_CARD } from '../metered-card.ts';

export interface CallersConfig {
  readonly ledger: string;
  /** The API's, with its version part. */
  readonly baseUrl: string;
  readonly callers: number;
  /** Most tokens of an answer. */
  readonly maxOutputTokens: number;
  /** For all processes together, in micro-dollars. */
  readonly capMicros: number;
}

/** All its callers were told that the limit is spent. */
export interface SpentOutLine {
  readonly kind: 'spent-out';
  readonly answers: number;
  readonly failures: number;
}

/** Waited for before a caller that was told "busy" asks again. Milliseconds. */
const BUSY_MS = 20;

await runProgram<CallersConfig>(async ({ ledger: path, baseUrl, callers, maxOutputTokens, capMicros }) => {
  const limits = { dayMicros: capMicros };
  const ledger = await openLedger({ path, clock: systemClock, limits, version: 'test' });
  const provider = createOpenAiProvider({ apiKey: 'none', baseUrl, api: 'responses' });
  const model = new MeteredModel({
    provider,
    ledger,
    card: METERED_CARD,
    endpoint: new URL(baseUrl).host,
    runId: `run-${process.pid}`,
  });
  const signal = new AbortController().signal;
  let answers = 0;
  let failures = 0;

  const ask = async (taskId: string): Promise<ErrorCode | undefined> => {
    const request = { system: '', prompt: taskId, output: { kind: 'text' }, maxOutputTokens, sampling: {} } as const;
    try {
      await model.generate(request, { signal }, taskId);
      answers++;
      return undefined;
    } catch (error) {
      return toHanzoError(error).code;
    }
  };
  const spend = async (caller: number): Promise<void> => {
    for (let call = 0; ; call++) {
      const code = await ask(`${process.pid}.${caller}.${call}`);
      if (code === 'BUDGET_EXCEEDED') return;
      if (code === 'BUDGET_BUSY') await sleep(BUSY_MS);
      else if (code !== undefined) failures++;
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => spend(caller)));
  await ledger.close();
  say<SpentOutLine>({ kind: 'spent-out', answers, failures });
});
