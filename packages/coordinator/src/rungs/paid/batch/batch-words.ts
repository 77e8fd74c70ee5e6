import type { BatchResult } from '@hanzo/contracts';

/** `3 of 40 answered, 36 cancelled, 1 failed`: nothing that was not done is counted as done. */
export function outcomesInWords(results: ReadonlyMap<string, BatchResult>): string {
  const kinds = Map.groupBy(results.values(), kindOf);
  const count = (kind: ReturnType<typeof kindOf>): number => kinds.get(kind)?.length ?? 0;
  const others = (['cancelled', 'expired', 'failed'] as const).filter((kind) => count(kind) > 0);
  return [`${count('answered')} of ${results.size} answered`, ...others.map((kind) => `${count(kind)} ${kind}`)].join(
    ', ',
  );
}

export function answeredOf(results: ReadonlyMap<string, BatchResult>): number {
  return [...results.values()].filter(({ kind }) => kind === 'done').length;
}

function kindOf(result: BatchResult): 'answered' | 'cancelled' | 'expired' | 'failed' {
  if (result.kind === 'done') return 'answered';
  if (result.error.code === 'CANCELLED') return 'cancelled';
  return result.error.code === 'TIMED_OUT' ? 'expired' : 'failed';
}
