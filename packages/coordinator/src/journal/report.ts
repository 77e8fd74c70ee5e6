import { systemClock } from '@hanzo/contracts';
import { boundsOf } from '../figures/facts.ts';
import { groupRows, type FigureRow } from '../figures/groups.ts';
import { countStates, withFacts } from '../figures/read-figures.ts';

export interface ReportFilter {
  /** Only runs of this orchestrator. */
  readonly orchestrator?: string | undefined;
  /** Only what ended at or after this, or is under way; in milliseconds since the epoch. */
  readonly since?: number | undefined;
  /** Runs and tasks are counted without single questions, which nobody goes on with as work. @default false */
  readonly isPlanned?: boolean | undefined;
}

/** Attempts of one engine on one node, added up. */
export interface EngineRow {
  readonly rung: string;
  /** Worker name, endpoint host, tool, or "this machine". */
  readonly node: string;
  readonly peerId: string;
  /** The name under which it answered. */
  readonly model: string;
  readonly attempts: number;
  readonly passed: number;
  readonly rejected: number;
  readonly failed: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
  /** Seconds from start to end of an attempt. Undefined when none has ended. */
  readonly p50Seconds: number | undefined;
  readonly p95Seconds: number | undefined;
  /** As the attempts tell; the truth is in the ledger. */
  readonly costMicros: number;
}

export interface JournalReport {
  readonly runs: number;
  /** Runs by state: complete, incomplete, cancelled, failed, interrupted, running. */
  readonly runsByState: Readonly<Record<string, number>>;
  /** Tasks by state: done, undone, cancelled, interrupted, queued, running. */
  readonly tasksByState: Readonly<Record<string, number>>;
  /** By rung, node and model. */
  readonly engines: readonly EngineRow[];
}

/**
 * Adds up what the journal alone knows; `readFigures` adds the ledger's money. An absent journal is empty; a run
 * whose process is gone is marked interrupted first.
 *
 * @throws HanzoError STORE_UNUSABLE or DISK_FULL, with the file and the mend
 */
export function readJournalReport(file: string, { orchestrator, since, isPlanned }: ReportFilter = {}): JournalReport {
  const orchestrators = orchestrator === undefined ? undefined : [orchestrator];
  const query = { now: systemClock.now(), since, orchestrators, by: 'engine' } as const;
  return withFacts(file, query, (db) => {
    const counts = countStates(db, boundsOf(query), isPlanned);
    const runs = Object.values(counts.runsByState).reduce((sum, n) => sum + n, 0);
    return { runs, ...counts, engines: groupRows(db, 'served-engine').map(engineRow).toSorted(byName) };
  });
}

function engineRow({ keys, tries, passed, rejected, failed, usage, ...rest }: FigureRow): EngineRow {
  const { rung = '', node = '', peerId = '', model = '' } = keys;
  const { inputTokens, cachedInputTokens, outputTokens, reasoningTokens } = usage;
  const { p50Seconds, p95Seconds, journalMicros } = rest;
  return {
    rung,
    node,
    peerId,
    model,
    attempts: tries,
    passed,
    rejected,
    failed,
    inputTokens,
    cachedInputTokens,
    outputTokens,
    reasoningTokens,
    p50Seconds,
    p95Seconds,
    costMicros: journalMicros,
  };
}

function byName(a: EngineRow, b: EngineRow): number {
  const [one, other] = [a, b].map(({ rung, node, model }) => `${rung}\0${node}\0${model}`) as [string, string];
  return one < other ? -1 : Number(one > other);
}
