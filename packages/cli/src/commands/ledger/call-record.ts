import { formatDollars } from '@hanzo/contracts';
import type { LedgerCall } from '@hanzo/ledger';
import type { CsvCell } from '../../terminal/csv.ts';

const COLUMNS: Readonly<Record<string, (call: LedgerCall) => CsvCell>> = {
  id: ({ id }) => id,
  runId: ({ runId }) => runId,
  taskId: ({ taskId }) => taskId,
  state: ({ state }) => state,
  model: ({ model }) => model,
  servedModel: ({ servedModel }) => servedModel,
  endpoint: ({ endpoint }) => endpoint,
  key: ({ key }) => key,
  member: ({ member }) => member,
  serviceTier: ({ serviceTier }) => serviceTier,
  requestId: ({ requestId }) => requestId,
  prices: ({ version }) => version,
  worstCaseMicros: ({ worstCaseMicros }) => worstCaseMicros,
  chargedMicros: ({ chargedMicros }) => chargedMicros,
  chargedDollars: ({ chargedMicros }) => formatDollars(chargedMicros).replace('$', ''),
  inputTokens: ({ usage }) => usage.inputTokens,
  cachedInputTokens: ({ usage }) => usage.cachedInputTokens,
  cacheWriteTokens: ({ usage }) => usage.cacheWriteTokens ?? 0,
  outputTokens: ({ usage }) => usage.outputTokens,
  reasoningTokens: ({ usage }) => usage.reasoningTokens,
  why: ({ why }) => why,
  reservedAt: ({ reservedAt }) => isoTime(reservedAt),
  sentAt: ({ sentAt }) => isoTime(sentAt),
  endedAt: ({ endedAt }) => isoTime(endedAt),
};

/** Head of the export as CSV. */
export const CALL_COLUMNS: readonly string[] = Object.keys(COLUMNS);

/** All that the ledger knows of a call, in the order of {@link CALL_COLUMNS}. */
export function callCells(call: LedgerCall): readonly CsvCell[] {
  return Object.values(COLUMNS).map((cell) => cell(call));
}

function isoTime(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
