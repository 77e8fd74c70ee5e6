import {
  type ContentCache,
  contentKey,
  type GenerateRequest,
  isRepeatable,
  NO_USAGE,
  type Who,
} from '@hanzo/contracts';
import { whoInWords } from '../report/who-in-words.ts';
import type { PlannerAnswer } from './planner-answer.ts';

/** Where usable plans are kept: the very same request to the very same model is answered from here. */
export interface PlanMemory {
  readonly cache: ContentCache;
  /** What a plan depends on besides its request. */
  readonly fingerprint: string;
  readonly runId: string;
}

/** Changes when a key or a value means something else. */
const FORMAT = 1;

/** The answer of before; undefined: it was never asked, or the answer was of no use. */
export function recallPlan(memory: PlanMemory | undefined, request: GenerateRequest): PlannerAnswer | undefined {
  const entry = memory?.cache.get(keyOf(memory, request));
  const kept = entry && readKept(entry.value);
  if (entry === undefined || kept === undefined) return undefined;
  return {
    ...kept,
    finish: 'stop',
    usage: NO_USAGE,
    timings: { queueMs: 0, firstTokenMs: 0, totalMs: 0 },
    costMicros: 0,
    who: { kind: 'cache', engine: entry.engine, answeredAt: entry.storedAt },
  };
}

/** Keeps an answer that a plan was made of. */
export function keepPlan(
  memory: PlanMemory | undefined,
  request: GenerateRequest,
  { text, servedModel }: PlannerAnswer,
  who: Who,
): void {
  if (memory === undefined || !isRepeatable(request.sampling)) return;
  const { cache, runId } = memory;
  const value = JSON.stringify({ text, servedModel });
  cache.put([{ key: keyOf(memory, request), kind: 'plan', value, engine: whoInWords(who), runId }]);
}

function keyOf({ fingerprint }: PlanMemory, request: GenerateRequest): string {
  return contentKey({ what: 'plan', format: FORMAT, fingerprint, request });
}

function readKept(value: string): Pick<PlannerAnswer, 'text' | 'servedModel'> | undefined {
  try {
    const { text, servedModel } = JSON.parse(value) as { readonly text?: unknown; readonly servedModel?: unknown };
    return typeof text === 'string' && typeof servedModel === 'string' ? { text, servedModel } : undefined;
  } catch {
    return undefined;
  }
}
