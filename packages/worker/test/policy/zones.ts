import type { Zone } from '../../src/policy/wall-clock.ts';

/** A time zone by its name, whatever the machine's own is. */
export function zoneOf(name: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  return {
    offsetMinutes: (at) => {
      const text = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
      const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d{2}):(\d{2})/.exec(text) ?? [];
      return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
    },
  };
}

export const UTC: Zone = { offsetMinutes: () => 0 };
/** Forward on 2026-03-29 at 02:00, back on 2026-10-25 at 03:00. */
export const BERLIN: Zone = zoneOf('Europe/Berlin');
