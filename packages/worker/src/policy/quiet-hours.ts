import type { QuietHours } from './owner-policy.ts';
import { DAY_MS, MINUTE_MS, wallTime, type Zone } from './wall-clock.ts';

/** A week, and a day on both sides for windows that cross midnight. */
const LOOK_AHEAD_DAYS = 9;
const HOUR_MS = 3_600_000;

/** True while a wall clock shows a quiet time. An hour that the clock shows twice is quiet twice. */
export function isQuiet(windows: readonly QuietHours[], at: number, zone: Zone): boolean {
  const { weekday, ms } = wallTime(at, zone);
  const yesterday = (weekday + 6) % 7;
  return windows.some(({ days, fromMinute, toMinute }) => {
    const [from, to] = [fromMinute * MINUTE_MS, toMinute * MINUTE_MS];
    if (to > from) return days.includes(weekday) && ms >= from && ms < to;
    return (days.includes(weekday) && ms >= from) || (days.includes(yesterday) && ms < to);
  });
}

/**
 * When quiet hours begin or end next, in milliseconds since the epoch. Undefined: not within nine days. Besides the
 * windows' own times this looks at changes of the clock: they may step into a window, or out of one.
 */
export function nextQuietChange(windows: readonly QuietHours[], now: number, zone: Zone): number | undefined {
  if (windows.length === 0) return undefined;
  const changes = clockChanges(now, zone);
  const offsets = [...new Set([zone.offsetMinutes(now), ...changes.map((at) => zone.offsetMinutes(at))])];
  const minutes = [...new Set(windows.flatMap(({ fromMinute, toMinute }) => [fromMinute, toMinute]))];
  const { day } = wallTime(now, zone);
  const candidates = [...changes];
  for (let ahead = 0; ahead <= LOOK_AHEAD_DAYS; ahead += 1) {
    const midnight = (day + ahead) * DAY_MS;
    for (const minute of minutes)
      for (const offset of offsets) candidates.push(midnight + (minute - offset) * MINUTE_MS);
  }
  const quiet = isQuiet(windows, now, zone);
  return candidates.toSorted((a, b) => a - b).find((at) => at > now && isQuiet(windows, at, zone) !== quiet);
}

/** When the clock is put forward or back within the look-ahead: the first millisecond of the new time. */
function clockChanges(now: number, zone: Zone): number[] {
  const changes: number[] = [];
  const end = now + LOOK_AHEAD_DAYS * DAY_MS;
  for (let at = now; at < end; at += HOUR_MS) {
    const next = at + HOUR_MS;
    if (zone.offsetMinutes(at) !== zone.offsetMinutes(next)) changes.push(firstOfNewTime(at, next, zone));
  }
  return changes;
}

function firstOfNewTime(before: number, after: number, zone: Zone): number {
  let [low, high] = [before, after];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zone.offsetMinutes(middle) === zone.offsetMinutes(before)) low = middle;
    else high = middle;
  }
  return high;
}
