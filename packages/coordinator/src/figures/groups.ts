import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { NO_USAGE, type Usage } from '@hanzo/contracts';
import { defineQuantiles, quantilesOf } from './quantiles.ts';
import type { FigureGroup } from './query.ts';

/** Work and money, added up. Money is integer micro-dollars. */
export interface Figures {
  /** Attempts, those under way and extra ones included. */
  readonly tries: number;
  readonly passed: number;
  /** Answers that a gate refused. */
  readonly rejected: number;
  /** Ended with an error, or were cut off. */
  readonly failed: number;
  /** Of those that failed: ran beside another one and were not needed. */
  readonly extra: number;
  /** Passed, of all tries that ended and were needed: 0 to 1. Undefined when there is none. */
  readonly successRate: number | undefined;
  /** How many tasks were tried. */
  readonly tasks: number;
  /** How many tasks have their answer from here. */
  readonly resolved: number;
  /** Refused answers by gate. */
  readonly refusedBy: Readonly<Record<string, number>>;
  /** Failed tries by error code, extra ones left out. */
  readonly failedBy: Readonly<Record<string, number>>;
  /** Plans included. */
  readonly usage: Usage;
  /** Seconds from start to end of a try. Undefined when none has ended. */
  readonly p50Seconds: number | undefined;
  readonly p95Seconds: number | undefined;
  /** Seconds until the first token came, waiting for a free slot included. */
  readonly firstTokenP50Seconds: number | undefined;
  readonly firstTokenP95Seconds: number | undefined;
  /** Calls that the ledger charged, also with nothing. */
  readonly calls: number;
  /** By the ledger. */
  readonly spentMicros: number;
  /** The part of it that nobody knows exactly: charged in full. */
  readonly uncertainMicros: number;
  /** Reserved by calls that are under way. */
  readonly heldMicros: number;
  /** What attempts tell of their cost: less than was spent where calls made plans, or were cut off. */
  readonly journalMicros: number;
  /** What the accepted answers would have cost on the orchestrator's model. */
  readonly elsewhereMicros: number;
}

/** Of nothing. */
export const NO_FIGURES: Figures = {
  tries: 0,
  passed: 0,
  rejected: 0,
  failed: 0,
  extra: 0,
  successRate: undefined,
  tasks: 0,
  resolved: 0,
  refusedBy: {},
  failedBy: {},
  usage: NO_USAGE,
  p50Seconds: undefined,
  p95Seconds: undefined,
  firstTokenP50Seconds: undefined,
  firstTokenP95Seconds: undefined,
  calls: 0,
  spentMicros: 0,
  uncertainMicros: 0,
  heldMicros: 0,
  journalMicros: 0,
  elsewhereMicros: 0,
};

/** One group: what it is about, and its figures. */
export interface FigureRow extends Figures {
  /** By name, e.g. `{ rung: 'api', node: 'api.openai.com', model: 'gpt-5' }`. */
  readonly keys: Readonly<Record<string, string>>;
  /** Names under which the models answered, where they differ from those that were asked for. */
  readonly served: readonly string[];
}

/** What stands for money of runs and tasks that the journal does not have, or has no more. */
export const NOT_IN_JOURNAL = '(no record)';

/** `served-engine`: as `engine`, by the names under which the models answered. `all`: one row, when there is anything. */
export type Grouping = FigureGroup | 'served-engine' | 'all';

/** Name of each key, and its expression over `facts`. */
const KEYS: Readonly<Record<Grouping, Readonly<Record<string, string>>>> = {
  all: {},
  engine: { rung: 'rung', node: 'node', peerId: 'peer_id', model: 'model' },
  'served-engine': { rung: 'rung', node: 'node', peerId: 'peer_id', model: 'served' },
  model: { model: 'model' },
  node: { rung: `iif(rung IN ('plan', 'critic'), 'api', rung)`, node: 'node' },
  task: {
    task: `CASE WHEN role IN ('plan', 'critic') THEN role WHEN kind = '' THEN '${NOT_IN_JOURNAL}' ELSE kind END`,
  },
  member: { member: 'member', node: 'node' },
  orchestrator: { orchestrator: `coalesce(nullif(orchestrator, ''), '${NOT_IN_JOURNAL}')` },
  day: { day: `strftime('%Y-%m-%d', at / 1000, 'unixepoch', 'localtime')` },
};

const SUMS = `key, sum(is_try) AS tries, sum(is_try AND state = 'passed') AS passed,
  sum(is_try AND state = 'rejected') AS rejected, sum(is_try AND state IN ('error', 'interrupted')) AS failed,
  sum(extra) AS extra, sum(is_try AND state <> 'running' AND NOT extra) AS ended,
  count(DISTINCT iif(is_try, task_id, NULL)) AS tasks, sum(accepted) AS resolved,
  sum(input_tokens) AS input_tokens, sum(cached_input_tokens) AS cached_input_tokens,
  sum(output_tokens) AS output_tokens, sum(reasoning_tokens) AS reasoning_tokens,
  sum(NOT is_try AND role <> 'open') AS calls, sum(held_micros) AS held, sum(spent_micros) AS spent, sum(iif(state = 'uncertain', spent_micros, 0)) AS uncertain,
  sum(told_micros) AS told, sum(elsewhere_micros) AS elsewhere,
  quantiles(ms) AS ms, quantiles(first_token_ms) AS first_token`;

/** Names of the keys that a group's rows have. */
export function figureKeys(group: FigureGroup): readonly string[] {
  return Object.keys(KEYS[group]);
}

/** Groups of `facts`, those that cost most first; days in their order. */
export function groupRows(db: DatabaseSync, grouping: Grouping): FigureRow[] {
  defineQuantiles(db);
  const names = Object.keys(KEYS[grouping]);
  const keyed = `WITH keyed AS (SELECT json_array(${Object.values(KEYS[grouping]).join(', ')}) AS key, * FROM facts)`;
  const read = (sql: string): readonly Row[] => db.prepare(`${keyed} ${sql}`).all();
  const order = grouping === 'day' ? 'key' : 'spent DESC, tries DESC, key';
  const sums = read(`SELECT ${SUMS} FROM keyed GROUP BY key ORDER BY ${order}`);
  const details: Details = {
    reasons: byKey(
      read(`SELECT key, state, code, count(*) AS n FROM keyed WHERE state IN ('rejected', 'error') AND is_try AND NOT extra
        GROUP BY key, state, code ORDER BY n DESC, code`),
    ),
    served: byKey(read(`SELECT DISTINCT key, served FROM keyed WHERE served <> model ORDER BY served`)),
  };
  return sums.map((row) => rowOf(row, names, details));
}

type Row = Readonly<Record<string, SQLOutputValue>>;
type ByKey = ReadonlyMap<string, readonly Row[]>;

interface Details {
  readonly reasons: ByKey;
  readonly served: ByKey;
}

function byKey(rows: readonly Row[]): ByKey {
  return Map.groupBy(rows, (row) => String(row['key']));
}

function rowOf(row: Row, names: readonly string[], details: Details): FigureRow {
  const key = String(row['key']);
  const values = JSON.parse(key) as string[];
  const number = (name: string): number => Number(row[name]);
  const reasons = details.reasons.get(key) ?? [];
  const seconds = quantilesOf(row['ms']);
  const firstToken = quantilesOf(row['first_token']);
  return {
    keys: Object.fromEntries(names.map((name, at) => [name, values[at] ?? ''])),
    served: (details.served.get(key) ?? []).map(({ served }) => String(served)),
    tries: number('tries'),
    passed: number('passed'),
    rejected: number('rejected'),
    failed: number('failed'),
    extra: number('extra'),
    successRate: number('ended') === 0 ? undefined : number('passed') / number('ended'),
    tasks: number('tasks'),
    resolved: number('resolved'),
    refusedBy: countsOf(reasons, 'rejected'),
    failedBy: countsOf(reasons, 'error'),
    usage: {
      inputTokens: number('input_tokens'),
      cachedInputTokens: number('cached_input_tokens'),
      outputTokens: number('output_tokens'),
      reasoningTokens: number('reasoning_tokens'),
    },
    p50Seconds: seconds[0],
    p95Seconds: seconds[1],
    firstTokenP50Seconds: firstToken[0],
    firstTokenP95Seconds: firstToken[1],
    calls: number('calls'),
    spentMicros: number('spent'),
    uncertainMicros: number('uncertain'),
    heldMicros: number('held'),
    journalMicros: number('told'),
    elsewhereMicros: number('elsewhere'),
  };
}

function countsOf(reasons: readonly Row[], state: string): Record<string, number> {
  return Object.fromEntries(
    reasons.filter((row) => row['state'] === state).map(({ code, n }) => [String(code), Number(n)]),
  );
}
