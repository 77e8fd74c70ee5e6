import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { HanzoError, formatDollars } from '@hanzo/contracts';
import type { ReserveRequest } from './model.ts';

const HOUR_MS = 3_600_000;

/** A cap and what counts towards it. Hours and days are the last 60 minutes and 24 hours, so no clock strikes them empty. */
export interface Scope {
  readonly name: 'run' | 'hour' | 'day';
  readonly capMicros: number;
  readonly windowMs: number | undefined;
  readonly runId: string | undefined;
}

/** The scopes that bind a call, narrowest first. */
export function scopesOf(
  request: ReserveRequest,
  limits: { readonly hourMicros?: number; readonly dayMicros?: number },
): readonly Scope[] {
  const scopes: Scope[] = [];
  if (request.runLimitMicros !== undefined) {
    scopes.push({ name: 'run', capMicros: request.runLimitMicros, windowMs: undefined, runId: request.runId });
  }
  if (limits.hourMicros !== undefined)
    scopes.push({ name: 'hour', capMicros: limits.hourMicros, windowMs: HOUR_MS, runId: undefined });
  if (limits.dayMicros !== undefined)
    scopes.push({ name: 'day', capMicros: limits.dayMicros, windowMs: 24 * HOUR_MS, runId: undefined });
  return scopes;
}

interface Standing {
  readonly spentMicros: number;
  readonly heldMicros: number;
}

/**
 * Throws when a scope has no room: BUDGET_EXCEEDED when even an end of all open calls would make none, else
 * BUDGET_BUSY. Runs inside the transaction that reserves.
 */
export function checkScopes(db: DatabaseSync, scopes: readonly Scope[], neededMicros: number, now: number): void {
  const standings = scopes.map((scope) => ({ scope, standing: standingOf(db, scope, now) }));
  for (const { scope, standing } of standings) {
    if (standing.spentMicros + neededMicros > scope.capMicros) throw exceeded(db, scope, standing, neededMicros, now);
  }
  for (const { scope, standing } of standings) {
    if (standing.spentMicros + standing.heldMicros + neededMicros > scope.capMicros)
      throw busy(scope, standing, neededMicros);
  }
}

function standingOf(db: DatabaseSync, scope: Scope, now: number): Standing {
  const sum = (sql: string, ...values: SQLInputValue[]): number => Number(db.prepare(sql).get(...values)?.['total']);
  if (scope.windowMs === undefined) {
    const run = scope.runId ?? '';
    return {
      spentMicros: sum('SELECT coalesce(sum(charged_micros), 0) AS total FROM calls WHERE run_id = ?', run),
      heldMicros: sum(
        `SELECT coalesce(sum(worst_micros), 0) AS total FROM calls WHERE run_id = ? AND state IN ('held', 'sent')`,
        run,
      ),
    };
  }
  return {
    spentMicros: sum(
      'SELECT coalesce(sum(charged_micros), 0) AS total FROM calls WHERE ended_at > ?',
      now - scope.windowMs,
    ),
    heldMicros: sum(`SELECT coalesce(sum(worst_micros), 0) AS total FROM calls WHERE state IN ('held', 'sent')`),
  };
}

const NAMES = { run: "this run's budget", hour: 'the hourly limit', day: 'the daily limit' } as const;

const RAISE = {
  run: 'Raise --budget.',
  hour: 'Raise HANZO_HOURLY_LIMIT.',
  day: 'Raise HANZO_DAILY_LIMIT.',
} as const;

function exceeded(db: DatabaseSync, scope: Scope, standing: Standing, needed: number, now: number): HanzoError {
  const alone = needed > scope.capMicros;
  const freeAt = alone ? undefined : roomAt(db, scope, standing, needed, now);
  const what = alone
    ? `This call alone exceeds ${NAMES[scope.name]} of ${formatDollars(scope.capMicros)}: it can cost ${formatDollars(needed)}.`
    : `${capital(NAMES[scope.name])} of ${formatDollars(scope.capMicros)} is spent: ${formatDollars(standing.spentMicros)} spent, ` +
      `${formatDollars(standing.heldMicros)} held by open calls, and this call can cost ${formatDollars(needed)}.`;
  const wait = freeAt === undefined ? '' : ` Or wait: there is room again at ${new Date(freeAt).toISOString()}.`;
  const smaller = alone ? ' Or ask for less: a shorter prompt, a lower output cap, a cheaper model.' : '';
  return new HanzoError('BUDGET_EXCEEDED', what, {
    details: { ...facts(scope, standing, needed), alone, ...(freeAt === undefined ? {} : { freeAt }) },
    mend: RAISE[scope.name] + smaller + wait,
  });
}

function busy(scope: Scope, standing: Standing, needed: number): HanzoError {
  const message =
    `Open calls hold the rest of ${NAMES[scope.name]} of ${formatDollars(scope.capMicros)}: ${formatDollars(standing.spentMicros)} spent, ` +
    `${formatDollars(standing.heldMicros)} held, and this call can cost ${formatDollars(needed)}.`;
  return new HanzoError('BUDGET_BUSY', message, {
    details: facts(scope, standing, needed),
    mend: `Retry when they end, most cost less than they hold. ${RAISE[scope.name]}`,
  });
}

function facts(scope: Scope, standing: Standing, neededMicros: number): Readonly<Record<string, unknown>> {
  return { scope: scope.name, capMicros: scope.capMicros, ...standing, neededMicros };
}

/** When enough of the window will have passed. */
function roomAt(db: DatabaseSync, scope: Scope, standing: Standing, needed: number, now: number): number | undefined {
  if (scope.windowMs === undefined) return undefined;
  let tooMuch = standing.spentMicros + needed - scope.capMicros;
  const rows = db.prepare('SELECT ended_at, charged_micros FROM calls WHERE ended_at > ? ORDER BY ended_at');
  for (const row of rows.iterate(now - scope.windowMs)) {
    tooMuch -= Number(row['charged_micros']);
    if (tooMuch <= 0) return Number(row['ended_at']) + scope.windowMs;
  }
  return undefined;
}

/** Dollars with at least cents, never rounded: $0.0315. */
function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
