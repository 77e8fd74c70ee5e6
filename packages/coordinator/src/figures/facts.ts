import type { DatabaseSync } from 'node:sqlite';
import { costElsewhere } from '@hanzo/contracts';
import type { LedgerCall } from '@hanzo/ledger';
import type { FiguresQuery } from './query.ts';

/** Which runs, and since when; all statements take these. */
export interface Bounds {
  readonly since: number;
  readonly until: number;
  readonly now: number;
  /** JSON array of names; null is all. */
  readonly orchestrators: string | null;
}

/** Bounds of a query. */
export function boundsOf({ since = 0, until = Number.MAX_SAFE_INTEGER, now, orchestrators }: FiguresQuery): Bounds {
  return { since, until, now, orchestrators: orchestrators === undefined ? null : JSON.stringify(orchestrators) };
}

/** Of the orchestrators that are asked for. `r` is a run. */
export const OF_ORCHESTRATOR = `(:orchestrators IS NULL OR r.orchestrator IN (SELECT value FROM json_each(:orchestrators)))`;

/**
 * When something happened: when it ended, or now while it is under way. What was cut off ended nobody knows when, so its
 * beginning counts.
 */
export function timeOf(row: string, openStates: string, begun: string): string {
  return `coalesce(${row}.ended_at, iif(${row}.state IN (${openStates}), :now, ${row}.${begun}))`;
}

/** One row for each try of the journal and each call of the ledger: narrow, so that it is added up in any way quickly. */
const TABLES = `
CREATE TEMP TABLE facts (
  is_try INTEGER, at INTEGER, task_id TEXT, number INTEGER, orchestrator TEXT, kind TEXT, member TEXT,
  rung TEXT, node TEXT, peer_id TEXT, model TEXT, served TEXT,
  state TEXT, code TEXT, extra INTEGER, accepted INTEGER, role TEXT,
  input_tokens INTEGER, cached_input_tokens INTEGER, output_tokens INTEGER, reasoning_tokens INTEGER,
  ms INTEGER, first_token_ms INTEGER,
  told_micros INTEGER, spent_micros INTEGER, elsewhere_micros INTEGER, api_key TEXT, held_micros INTEGER
);
CREATE TEMP TABLE calls (
  run_id TEXT, task_id TEXT, member TEXT, model TEXT, served TEXT, node TEXT, api_key TEXT, state TEXT, beside TEXT,
  micros INTEGER, held_micros INTEGER,
  input_tokens INTEGER, cached_input_tokens INTEGER, output_tokens INTEGER, reasoning_tokens INTEGER, at INTEGER
);`;

/** For whom a task is done stands in its text, which is long: it is read only when somebody wants to know. */
const MEMBER = `(SELECT coalesce(json_extract(x.task, '$.user'), '') FROM task_texts x WHERE x.task_id = t.id)`;

/** Of an answer from the cache there stands when it was given, and that is no model. */
const MODEL = `iif(a.who = 'cache', '', coalesce(nullif(a.requested_model, ''), a.served_model))`;
const SERVED = `iif(a.who = 'cache', '', coalesce(nullif(a.served_model, ''), a.requested_model))`;

/** The rung that asked for a call: of attempts of its task with the same model the one that tells of the same cost. */
const RUNG_OF_CALL = `coalesce((SELECT a.rung FROM attempts a
  WHERE a.task_id = c.task_id AND a.who = 'api' AND a.requested_model = c.model
  ORDER BY a.cost_micros = c.micros DESC, a.number LIMIT 1), 'api')`;

const ACCEPTED = `(a.state = 'passed' AND t.state = 'done')`;

const tries = (withMember: boolean): string => `
INSERT INTO facts SELECT 1, ${timeOf('a', `'running'`, 'started_at')} AS at, a.task_id, a.number, r.orchestrator, t.kind,
  ${withMember ? MEMBER : `''`}, a.rung, a.node, a.peer_id, ${MODEL}, ${SERVED}, a.state, a.code, a.extra,
  iif(${ACCEPTED}, 1, 0), 'task',
  a.input_tokens, a.cached_input_tokens, a.output_tokens, a.reasoning_tokens,
  a.ended_at - a.started_at, nullif(a.queue_ms + a.first_token_ms, 0), a.cost_micros, 0,
  iif(${ACCEPTED} AND a.rung NOT IN ('tool', 'cache'), elsewhere(r.orchestrator, a.input_tokens, a.output_tokens), 0), '', 0
FROM attempts a JOIN tasks t ON t.id = a.task_id JOIN runs r ON r.id = t.run_id
WHERE ${OF_ORCHESTRATOR} AND at >= :since AND at < :until`;

/** Tasks that were opened again have more than one answer: the last one counts. */
const LAST_ANSWER_ONLY = `
CREATE TEMP TABLE last_answers AS
  SELECT task_id, max(number) AS number FROM facts WHERE accepted GROUP BY task_id HAVING count(*) > 1;
UPDATE facts SET accepted = 0, elsewhere_micros = 0 FROM last_answers l
  WHERE facts.task_id = l.task_id AND facts.number < l.number AND facts.accepted;
DROP TABLE last_answers;`;

/**
 * What a call was for. A charge belongs to an attempt of its task that tells of the same cost; one that no attempt tells
 * of was cut off, or its answer was lost. Of those, of plans and of critics the ledger alone knows the tokens.
 */
const charges = (withMember: boolean): string => `
INSERT INTO facts SELECT 0, c.at, c.task_id, 0, coalesce(r.orchestrator, ''), coalesce(t.kind, ''),
  ${withMember ? `coalesce(nullif(c.member, ''), ${MEMBER}, '')` : 'c.member'},
  iif(c.role IN ('plan', 'critic'), c.role, ${RUNG_OF_CALL}), c.node, '', c.model, c.served, c.state, '', 0, 0, c.role,
  iif(c.role = 'task', 0, c.input_tokens), iif(c.role = 'task', 0, c.cached_input_tokens),
  iif(c.role = 'task', 0, c.output_tokens), iif(c.role = 'task', 0, c.reasoning_tokens), NULL, NULL, 0, c.micros, 0,
  c.api_key, c.held_micros
FROM (
  SELECT c.*, CASE
    WHEN c.state IN ('held', 'sent') THEN 'open'
    WHEN c.beside <> '' THEN c.beside
    WHEN NOT EXISTS (SELECT 1 FROM tasks t WHERE t.id = c.task_id) THEN 'elsewhere'
    WHEN c.micros = 0 OR row_number() OVER (PARTITION BY c.task_id, c.micros)
      <= (SELECT count(*) FROM attempts a WHERE a.task_id = c.task_id AND a.cost_micros = c.micros) THEN 'task'
    WHEN c.state = 'uncertain' THEN 'cut-off'
    ELSE 'lost' END AS role
  FROM temp.calls c
) c LEFT JOIN tasks t ON t.id = c.task_id LEFT JOIN runs r ON r.id = c.run_id
WHERE (:orchestrators IS NULL OR (r.id IS NOT NULL AND ${OF_ORCHESTRATOR})) AND c.at >= :since AND c.at < :until AND :now > 0`;

/** Lays out the temporary table `facts` for a query. It goes with the connection. */
export function layOutFacts(db: DatabaseSync, query: FiguresQuery): void {
  const bounds = { ...boundsOf(query) };
  db.exec(TABLES);
  db.function('elsewhere', { deterministic: true }, (orchestrator, input, output) => {
    const yardstick = query.yardstick?.(String(orchestrator));
    if (yardstick === undefined) return 0;
    return costElsewhere(yardstick.price, { inputTokens: Number(input), outputTokens: Number(output) });
  });
  const withMember = query.by === 'member';
  db.prepare(tries(withMember)).run(bounds);
  db.exec(LAST_ANSWER_ONLY);
  insertCalls(db, query);
  db.prepare(charges(withMember)).run(bounds);
}

function insertCalls(db: DatabaseSync, { calls = [], isPlan, isCritic, now }: FiguresQuery): void {
  const insert = db.prepare(`INSERT INTO temp.calls VALUES (${'?, '.repeat(15)}?)`);
  const beside = (call: LedgerCall): string => {
    if (isPlan?.(call) === true) return 'plan';
    return isCritic?.(call) === true ? 'critic' : '';
  };
  for (const call of calls) if (call.state !== 'released') insert.run(...valuesOf(call, beside(call), now));
}

function valuesOf(call: LedgerCall, beside: string, now: number): (string | number)[] {
  const { runId, taskId, member, model, servedModel = model, endpoint, key, state, usage, endedAt } = call;
  const { inputTokens, cachedInputTokens, outputTokens, reasoningTokens } = usage;
  const held = state === 'held' || state === 'sent' ? call.worstCaseMicros : 0;
  const names = [runId, taskId, member, model, servedModel, endpoint, key, state];
  const tokens = [inputTokens, cachedInputTokens, outputTokens, reasoningTokens];
  return [...names, beside, call.chargedMicros, held, ...tokens, endedAt ?? now];
}
