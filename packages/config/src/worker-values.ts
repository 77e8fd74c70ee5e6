import { DATA_CLASSES, type DataClass } from '@hanzo/contracts';

/** An amount of a resource: absolute, or a share (0..1) of what the machine has. */
export type AmountSetting =
  | { readonly kind: 'bytes'; readonly bytes: number }
  | { readonly kind: 'share'; readonly share: number };

/** A time of the week, by the machine's own wall clock. */
export interface HoursSetting {
  /** Days on which it begins: 0 is Sunday. */
  readonly days: readonly number[];
  /** Minutes since midnight, 0..1439. */
  readonly fromMinute: number;
  /** Minutes since midnight, 1..1440. Not after `fromMinute`: it ends on the next day. */
  readonly toMinute: number;
}

const KB = 1000;
const KIB = 1024;
const BYTE_UNITS: Readonly<Record<string, number>> = {
  b: 1,
  kb: KB,
  mb: KB ** 2,
  gb: KB ** 3,
  tb: KB ** 4,
  kib: KIB,
  mib: KIB ** 2,
  gib: KIB ** 3,
  tib: KIB ** 4,
};
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const EVERY_DAY: readonly number[] = [0, 1, 2, 3, 4, 5, 6];
const DAY_MINUTES = 1440;
const SPAN_UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };
const MAX_IDLE_MS = 24 * 3_600_000;

/** `8GiB`, `500MB`, `50%`. Undefined when it is nothing of that kind; so do all readers here. */
export function readAmount(text: string): AmountSetting | undefined {
  const share = text.endsWith('%') ? readShare(text) : undefined;
  if (share !== undefined) return share > 0 ? { kind: 'share', share } : undefined;
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmgt]?i?b)$/i.exec(text.trim()) ?? [];
  const bytes = Math.floor(Number(number) * (BYTE_UNITS[unit.toLowerCase()] ?? 0));
  return bytes > 0 && Number.isSafeInteger(bytes) ? { kind: 'bytes', bytes } : undefined;
}

/** `0.5` or `50%`: from 0 to 1. */
export function readShare(value: string | number): number | undefined {
  const [, number, sign] = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(String(value).trim()) ?? [];
  if (number === undefined) return undefined;
  const share = sign === '%' ? Number(number) / 100 : Number(number);
  return share <= 1 ? share : undefined;
}

/** A share above 0. */
export function readPositiveShare(value: string | number): number | undefined {
  const share = readShare(value);
  return share !== undefined && share > 0 ? share : undefined;
}

/** `22:00-07:00`, `sat,sun 00:00-24:00`, `mon-fri 09:00-17:00`. The same time twice is refused: it could mean a day or nothing. */
export function readHours(text: string): HoursSetting | undefined {
  const [, dayText, from = '', to = ''] =
    /^(?:([a-z]+(?:[,-][a-z]+)*)\s+)?(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})$/i.exec(text.trim()) ?? [];
  const fromMinute = readTime(from);
  const toMinute = readTime(to);
  const days = dayText === undefined ? EVERY_DAY : readDays(dayText.toLowerCase());
  if (fromMinute === undefined || toMinute === undefined || days === undefined) return undefined;
  if (fromMinute === toMinute || fromMinute === DAY_MINUTES || toMinute === 0) {
    // Midnight as an end is 24:00.
    return toMinute === 0 && fromMinute > 0 && fromMinute < DAY_MINUTES
      ? { days, fromMinute, toMinute: DAY_MINUTES }
      : undefined;
  }
  return { days, fromMinute, toMinute };
}

function readTime(text: string): number | undefined {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
  const value = Number(hours) * 60 + Number(minutes);
  return Number(minutes) < 60 && value <= DAY_MINUTES ? value : undefined;
}

function readDays(text: string): readonly number[] | undefined {
  const days = new Set<number>();
  for (const part of text.split(',')) {
    const [first, last, ...more] = part.split('-').map((name) => DAYS.findIndex((day) => day === name.slice(0, 3)));
    if (first === undefined || first < 0 || (last ?? 0) < 0 || more.length > 0) return undefined;
    const count = (((last ?? first) - first + 7) % 7) + 1;
    for (let step = 0; step < count; step += 1) days.add((first + step) % 7);
  }
  return [...days].toSorted((a, b) => a - b);
}

/** `run`, `pause`, `pause below 40%`. */
export function readOnBattery(text: string): 'run' | 'pause' | { readonly pauseBelow: number } | undefined {
  const plain = text.trim().toLowerCase();
  if (plain === 'run' || plain === 'pause') return plain;
  const [, share = ''] = /^pause below\s+(.+)$/.exec(plain) ?? [];
  const pauseBelow = readPositiveShare(share);
  return pauseBelow === undefined ? undefined : { pauseBelow };
}

/** `5m`, `90s`, `1h`, in milliseconds; up to a day. */
export function readIdle(text: string): number | undefined {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([smh])$/.exec(text.trim()) ?? [];
  const ms = Math.round(Number(number) * (SPAN_UNITS[unit] ?? 0));
  return ms >= 1_000 && ms <= MAX_IDLE_MS ? ms : undefined;
}

export function isDataClass(text: string): text is DataClass {
  return DATA_CLASSES.some((known) => known === text);
}
