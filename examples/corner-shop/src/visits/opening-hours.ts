/** Minutes since midnight, from and until. */
export interface Opening {
  readonly from: number;
  readonly until: number;
}

/** By day of the week, Sunday first. */
export type Week = readonly (readonly Opening[])[];

export function parseClock(text: string): number {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
  if (match === null) throw new SyntaxError(`not a time of day: ${text}`);
  const [hours, minutes] = [Number(match[1]), Number(match[2])];
  if (hours > 24 || minutes > 59 || hours * 60 + minutes > 1440) throw new RangeError(`no such time: ${text}`);
  return hours * 60 + minutes;
}

export function formatClock(minutes: number): string {
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0');
  return `${hours}:${String(minutes % 60).padStart(2, '0')}`;
}

export function isOpenAt(week: Week, moment: Date): boolean {
  const minutes = moment.getHours() * 60 + moment.getMinutes();
  const openings = week[moment.getDay()] ?? [];
  return openings.some(({ from, until }) => minutes >= from && minutes < until);
}

export function nextOpening(week: Week, moment: Date): Date | undefined {
  for (let ahead = 0; ahead <= 7; ahead++) {
    const day = new Date(moment.getFullYear(), moment.getMonth(), moment.getDate() + ahead);
    for (const { from } of week[day.getDay()] ?? []) {
      const opens = new Date(day.getFullYear(), day.getMonth(), day.getDate(), 0, from);
      if (opens > moment) return opens;
    }
  }
  return undefined;
}

export function describeDay(openings: readonly Opening[]): string {
  if (openings.length === 0) return 'closed';
  return openings.map(({ from, until }) => `${formatClock(from)}–${formatClock(until)}`).join(', ');
}
