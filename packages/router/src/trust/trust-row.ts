import { type EvidenceCounts, LIES, NO_EVIDENCE } from './evidence.ts';

/** What is kept of a worker. Plain data. */
export interface TrustRow {
  readonly workerId: string;
  /** Whose worker it is, where that is known. */
  readonly member?: string;
  /** For each kind of liar how much likelier the evidence is of it than of an honest worker, as of `at`. See `LIES`. */
  readonly tests: readonly number[];
  /** Checks to be passed before it is cleared of the last failed one. */
  readonly owes: number;
  /** Its last check differed, and counts only if the next one does as well. */
  readonly held?: boolean;
  /** Milliseconds since the epoch. */
  readonly bannedUntil?: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** By model. */
  readonly counts: Readonly<Record<string, EvidenceCounts>>;
}

export function blankRow(workerId: string, at: number): TrustRow {
  return { workerId, tests: LIES.map(() => 0), owes: 0, at, counts: {} };
}

/** A row as another version may have stored it. What does not fit is left out; undefined: it is no row at all. */
export function trustRowOf(stored: unknown): TrustRow | undefined {
  if (!isRecord(stored) || typeof stored['workerId'] !== 'string') return undefined;
  const at = numberOf(stored['at']);
  if (at === undefined) return undefined;
  const { member, held } = stored;
  const bannedUntil = numberOf(stored['bannedUntil']);
  return {
    workerId: stored['workerId'],
    ...(typeof member === 'string' && { member }),
    tests: testsOf(stored),
    owes: Math.max(0, numberOf(stored['owes']) ?? 0),
    ...(held === true && { held }),
    ...(bannedUntil !== undefined && { bannedUntil }),
    at,
    counts: countsOf(stored['counts']),
  };
}

/** The first version had one test, for those that always lie. */
function testsOf({ tests, llr }: Readonly<Record<string, unknown>>): readonly number[] {
  if (!Array.isArray(tests)) return LIES.map((_, at) => (at === LIES.length - 1 ? (numberOf(llr) ?? 0) : 0));
  return LIES.map((_, at) => numberOf(tests[at]) ?? 0);
}

function countsOf(stored: unknown): TrustRow['counts'] {
  if (!isRecord(stored)) return {};
  return Object.fromEntries(
    Object.entries(stored).flatMap(([model, counts]) => (isRecord(counts) ? [[model, evidenceOf(counts)]] : [])),
  );
}

function evidenceOf(stored: Readonly<Record<string, unknown>>): EvidenceCounts {
  const count = (name: keyof EvidenceCounts): number => Math.max(0, numberOf(stored[name]) ?? NO_EVIDENCE[name]);
  return {
    checksPassed: count('checksPassed'),
    checksFailed: count('checksFailed'),
    unchecked: count('unchecked'),
    gatesPassed: count('gatesPassed'),
    gatesFailed: count('gatesFailed'),
    invalid: count('invalid'),
  };
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
