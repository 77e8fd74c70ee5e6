import { HanzoError } from '@hanzo/contracts';

/**
 * `18:00`: the next time that a clock here shows that; or a date, with or without a time, in local time.
 * Milliseconds since the epoch.
 *
 * @throws HanzoError USAGE
 */
export function parseUntil(text: string, now: number): number {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
  const at =
    hours === undefined || minutes === undefined ? dateOf(text) : nextTime(Number(hours), Number(minutes), now);
  if (at === undefined || Number.isNaN(at))
    throw new HanzoError('USAGE', `--until does not understand "${text}".`, {
      mend: 'Write a time like 18:00, or a date like 2026-11-21 18:00.',
    });
  if (at > now) return at;
  throw new HanzoError('USAGE', `--until ${text} is over already.`, { mend: 'Write a time that is still to come.' });
}

function nextTime(hours: number, minutes: number, now: number): number | undefined {
  if (hours > 23 || minutes > 59) return undefined;
  const day = new Date(now);
  const today = new Date(day.getFullYear(), day.getMonth(), day.getDate(), hours, minutes).getTime();
  return today > now ? today : new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1, hours, minutes).getTime();
}

/** A date alone would be read as UTC, and means the owner's midnight. */
function dateOf(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?$/.test(text)) return undefined;
  return Date.parse(text.length === 10 ? `${text}T00:00` : text.replace(' ', 'T'));
}
