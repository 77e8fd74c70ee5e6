/**
 * Milliseconds that a server asks us to wait: `retry-after-ms`, or `retry-after` in seconds or as a date.
 * Undefined when it does not say, or says nonsense.
 */
export function retryAfterMs(headers: Headers | undefined, now: number): number | undefined {
  const exact = positive(headers?.get('retry-after-ms'));
  if (exact !== undefined) return exact;
  const value = headers?.get('retry-after')?.trim() ?? '';
  const seconds = positive(value);
  if (seconds !== undefined) return Math.ceil(seconds * 1000);
  // `Date.parse` reads almost anything as some year.
  const date = HTTP_DATE.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** All three forms of RFC 9110 begin with the day of the week. */
const HTTP_DATE = /^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? .*\d{2}:\d{2}:\d{2}/i;
const DECIMAL = /^\d+(\.\d+)?$/;

function positive(value: string | null | undefined): number | undefined {
  const text = value?.trim() ?? '';
  return DECIMAL.test(text) ? Number(text) : undefined;
}
