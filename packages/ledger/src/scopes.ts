import type { Caps, LedgerLimits } from './limits.ts';
import type { ReserveRequest, Standing } from './model.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A cap and what counts towards it. */
export interface Scope {
  readonly kind: 'run' | Standing['scope'];
  /** Of the run, the key or the member; empty where all calls count. */
  readonly name: string;
  readonly capMicros: number;
}

/** Whose calls count. The name of their sums, too. */
export type Whose = 'all' | 'key' | 'member' | 'run';

const KINDS = {
  run: { whose: 'run', windowMs: undefined },
  'key-hour': { whose: 'key', windowMs: HOUR_MS },
  'key-day': { whose: 'key', windowMs: DAY_MS },
  'member-hour': { whose: 'member', windowMs: HOUR_MS },
  'member-day': { whose: 'member', windowMs: DAY_MS },
  hour: { whose: 'all', windowMs: HOUR_MS },
  day: { whose: 'all', windowMs: DAY_MS },
} as const satisfies Record<Scope['kind'], { whose: Whose; windowMs: number | undefined }>;

export function whoseOf(kind: Scope['kind']): Whose {
  return KINDS[kind].whose;
}

/** The last 60 minutes or 24 hours, so that no clock strikes them empty; undefined: since ever. Milliseconds. */
export function windowOf(kind: Scope['kind']): number | undefined {
  return KINDS[kind].windowMs;
}

/** The scopes that bind a call, narrowest first. */
export function scopesOf(request: ReserveRequest, limits: LedgerLimits): readonly Scope[] {
  const { runId, runLimitMicros, key = '', member = '' } = request;
  return [
    ...(runLimitMicros === undefined ? [] : [{ kind: 'run', name: runId, capMicros: runLimitMicros } as const]),
    ...windows('key-hour', 'key-day', key, capsOf(limits.keys, key)),
    ...windows('member-hour', 'member-day', member, capsOf(limits.members, member)),
    ...windows('hour', 'day', '', limits),
  ];
}

/** All scopes that have a cap, runs aside: of the whole first, then of keys and members. */
export function limitedScopes(limits: LedgerLimits): readonly (Scope & { readonly kind: Standing['scope'] })[] {
  return [
    ...windows('hour', 'day', '', limits),
    ...Object.entries(limits.keys ?? {}).flatMap(([name, caps]) => windows('key-hour', 'key-day', name, caps)),
    ...Object.entries(limits.members ?? {}).flatMap(([name, caps]) => windows('member-hour', 'member-day', name, caps)),
  ];
}

function capsOf(all: Readonly<Record<string, Caps>> | undefined, name: string): Caps {
  return all !== undefined && Object.hasOwn(all, name) ? (all[name] ?? {}) : {};
}

function windows<Hour extends Standing['scope'], Day extends Standing['scope']>(
  hour: Hour,
  day: Day,
  name: string,
  { hourMicros, dayMicros }: Caps,
): { kind: Hour | Day; name: string; capMicros: number }[] {
  return [
    ...(hourMicros === undefined ? [] : [{ kind: hour, name, capMicros: hourMicros }]),
    ...(dayMicros === undefined ? [] : [{ kind: day, name, capMicros: dayMicros }]),
  ];
}
