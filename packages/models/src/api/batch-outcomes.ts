import type { BatchResult, CallFault } from '@hanzo/contracts';
import { mostUsage } from './usage.ts';

/**
 * What became of each request of a batch, where files of results may say it twice, or differently. An answer is paid
 * for, so no failure takes its place; among failures the one that costs most counts.
 */
export class BatchOutcomes {
  readonly #results = new Map<string, BatchResult>();

  get results(): ReadonlyMap<string, BatchResult> {
    return this.#results;
  }

  add(id: string, result: BatchResult): void {
    const known = this.#results.get(id);
    this.#results.set(id, known === undefined ? result : dearer(known, result));
  }
}

function dearer(known: BatchResult, next: BatchResult): BatchResult {
  if (known.kind === 'done' && next.kind === 'done') {
    const [one, other] = [known.generation, next.generation];
    // The longer one is the answer; the first where both are as long. Nobody knows which one is on the bill.
    const answer = other.usage.outputTokens > one.usage.outputTokens ? other : one;
    return { kind: 'done', generation: { ...answer, usage: mostUsage(one.usage, other.usage) } };
  }
  if (known.kind === 'done' || next.kind === 'done') return known.kind === 'done' ? known : next;
  return rank(next) > rank(known) ? next : known;
}

const RANKS: readonly CallFault['charged'][] = ['no', 'unknown', 'yes'];

function rank(failed: BatchResult & { kind: 'failed' }): number {
  const { charged = 'unknown' } = failed.error.details as Partial<CallFault>;
  return RANKS.indexOf(charged);
}
