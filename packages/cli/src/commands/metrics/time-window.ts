import { HanzoError } from '@hanzo/contracts';

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * `30m`, `24h`, `7d` before now, or an ISO date or time. Milliseconds since the epoch.
 *
 * @throws HanzoError USAGE, which names the flag
 */
export function parseTime(text: string, flag: `--${string}`, now: number): number {
  const [, amount, unit] = /^(\d+)([mhd])$/.exec(text) ?? [];
  const date = isoTime(text);
  const time = amount === undefined || unit === undefined ? date : now - Number(amount) * (UNIT_MS[unit] ?? 0);
  if (Number.isSafeInteger(time)) return time;
  throw new HanzoError('USAGE', `${flag} does not understand "${text}".`, {
    mend: 'Use 30m, 24h, 7d or an ISO date like 2026-11-21.',
  });
}

/** A date alone is the beginning of that day here, not in Greenwich. */
function isoTime(text: string): number {
  const [, day] = /^(\d{4}-\d{2}-\d{2})/.exec(text) ?? [];
  if (day === undefined || !isDay(day)) return Number.NaN;
  return Date.parse(day === text ? `${text}T00:00` : text);
}

/** The 31st of February would be taken for the 3rd of March. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** What is asked about: from `since` (included) to `until` (excluded). Milliseconds since the epoch. */
export interface TimeWindow {
  readonly since?: number;
  readonly until?: number;
}

/** The window of `--since` and `--until`. */
export function timeWindow(flags: { readonly since?: string; readonly until?: string }, now: number): TimeWindow {
  const since = flags.since === undefined ? undefined : parseTime(flags.since, '--since', now);
  const until = flags.until === undefined ? undefined : parseTime(flags.until, '--until', now);
  if (since !== undefined && until !== undefined && until <= since)
    throw new HanzoError('USAGE', `--until ${flags.until} is not after --since ${flags.since}.`, {
      mend: 'Give a window that begins before it ends, e.g. --since 7d --until 1d.',
    });
  return { ...(since !== undefined && { since }), ...(until !== undefined && { until }) };
}
