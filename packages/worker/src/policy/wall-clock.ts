/** What the clocks on the wall show: this machine's time zone, daylight saving time included. */
export interface Zone {
  /** Minutes that local time is ahead of UTC at a point in time, in milliseconds since the epoch. */
  offsetMinutes(at: number): number;
}

/** The time zone of this process. */
export const systemZone: Zone = { offsetMinutes: (at) => -new Date(at).getTimezoneOffset() };

/** A point in time as a wall clock shows it. */
export interface WallTime {
  /** Whole days since the epoch, by the local calendar. */
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** Milliseconds since local midnight. */
  readonly ms: number;
}

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
const DAY_NAMES = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

export function wallTime(at: number, zone: Zone): WallTime {
  const local = at + zone.offsetMinutes(at) * MINUTE_MS;
  const day = Math.floor(local / DAY_MS);
  return { day, weekday: weekdayOf(day), ms: local - day * DAY_MS };
}

/** 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** `07:00`, or `Mon 07:00` when that is not within the next 24 hours. */
export function untilText(at: number, now: number, zone: Zone): string {
  const { weekday, ms } = wallTime(at, zone);
  const time = clockText(Math.floor(ms / MINUTE_MS));
  return at - now < DAY_MS ? time : `${DAY_NAMES[weekday] ?? ''} ${time}`;
}

/** Minutes since midnight as `07:00`. */
export function clockText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return `${String(hours).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
