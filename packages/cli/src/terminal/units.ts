const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** Bytes for people, in powers of 1000: `2.02 GB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${UNITS[unit] ?? 'B'}`;
}

/** Milliseconds for people: `850 ms`, `1.2 s`, `3 min 5 s`. */
export function formatMs(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

const SPANS = [
  [86_400_000, 'days'],
  [3_600_000, 'h'],
  [60_000, 'min'],
] as const;

/** A long time for people, in the largest unit that it fills about twice: `30 days`, `24 h`, `90 min`, `45 s`. */
export function formatSpan(ms: number): string {
  for (const [unitMs, unit] of SPANS) if (ms >= 1.9 * unitMs) return `${Math.round(ms / unitMs)} ${unit}`;
  return `${Math.max(0, Math.round(ms / 1000))} s`;
}

/** A point in time in this machine's own time zone: `2026-11-21 14:05`. */
export function formatTime(epochMs: number): string {
  // Swedish dates are ISO dates.
  return new Date(epochMs).toLocaleString('sv-SE').slice(0, 16);
}
