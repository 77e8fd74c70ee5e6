import type { Severity } from '@hanzo/contracts';
import type { GivenFinding } from '@hanzo/orchestrator';

/** A finding of a turn, as the ones after it may speak of it. */
export interface TurnFinding {
  readonly severity: Severity;
  readonly path: string;
  readonly line: number;
  readonly message: string;
  readonly fix: string;
  /** The same, whole, so that it can be mended without looking for it again. @default it was not kept */
  readonly given?: GivenFinding;
}

/** A planned task of a turn. */
export interface TurnTask {
  readonly kind: string;
  readonly tier: string;
  readonly title: string;
  readonly files: readonly string[];
}

/** What somebody wanted, and what came of it. */
export interface Turn {
  /** Of the person, without keys. */
  readonly words: string;
  readonly runId?: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly exitCode: number;
  /** In a few sentences, for the turns after it. Text of models: untrusted. */
  readonly summary: string;
  /** Worst first: the first ones only. Counted from 1 for people. */
  readonly findings: readonly TurnFinding[];
  /** Those that are left out of `findings` included. */
  readonly findingCount: number;
  readonly plan?: { readonly by: string; readonly tasks: readonly TurnTask[]; readonly taskCount: number };
  /** It had findings of an earlier turn mended: their numbers stay. @default false */
  readonly isFix?: boolean;
  /** It was delegated: the id. @default it was not, or nothing was saved of it */
  readonly delegation?: string;
  /** Micro-dollars. */
  readonly costMicros: number;
}

/** A turn whose end is not known: it is under way, or its process died. */
export interface UnderWay {
  readonly words: string;
  /** Undefined: it was not in the journal yet. */
  readonly runId?: string;
  /** It is no run: `hanzo delegate resume` goes on with it. @default false */
  readonly isDelegation?: true;
  /** In which models are asked for it, besides `runId`: what they cost is its own. @default none */
  readonly asked?: readonly string[];
  /** What of `runId` is in earlier turns, in micro-dollars. @default 0 */
  readonly countedMicros?: number;
  readonly startedAt: number;
}

/** A conversation about one workspace, as it is kept. */
export interface StoredSession {
  readonly v: 1;
  readonly id: string;
  /** Absolute. */
  readonly workspace: string;
  readonly startedAt: number;
  readonly updatedAt: number;
  /** What it was begun with and goes on with. */
  readonly flags: Readonly<Record<string, unknown>>;
  /** The newest ones only. */
  readonly turns: readonly Turn[];
  /** Those that are not kept any more included. */
  readonly turnCount: number;
  /** Of all turns, in micro-dollars. */
  readonly costMicros: number;
  readonly underWay?: UnderWay;
}

/** So many turns are kept with what came of them. */
export const MAX_TURNS = 200;
/** So many findings of a turn are kept; the report has all. */
export const MAX_FINDINGS = 100;
/** So many planned tasks of a turn are kept; the journal has all. */
export const MAX_PLANNED = 200;

const SHORT = 8;

/** Enough of an id to tell it from others. */
export function shortSessionId(id: string): string {
  return id.slice(0, SHORT);
}
