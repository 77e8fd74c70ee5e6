import { formatDollars } from '@hanzo/contracts';
import type { LedgerCall, Standing } from '@hanzo/ledger';
import { meter } from '../../terminal/charts.ts';
import type { Glyphs } from '../../terminal/glyphs.ts';
import type { Column } from '../../terminal/table-fit.ts';
import { formatTime } from '../../terminal/units.ts';

const HOUR_MS = 3_600_000;
export const DAY_MS: number = 24 * HOUR_MS;
const METER_WIDTH = 12;

/** A limit, with what is left of it and when there is more. Money in integer micro-dollars. */
export interface LimitStanding extends Standing {
  /** Negative when more was spent than allowed: a bill may exceed what was held. */
  readonly leftMicros: number;
  /** The oldest charge that counts leaves the window then: milliseconds since the epoch. Undefined when none counts. */
  readonly nextAt?: number;
  /** How much that frees. */
  readonly nextMicros?: number;
  /** All that is charged now has left the window then. */
  readonly emptyAt?: number;
}

/** @param calls those that ended within the last day, or are open */
export function limitStandings(
  standings: readonly Standing[],
  calls: Iterable<LedgerCall>,
  now: number,
): readonly LimitStanding[] {
  const ends = standings.map((standing) => ({ standing, room: undefined as Room | undefined }));
  for (const call of standings.length === 0 ? [] : calls)
    for (const end of ends) end.room = withCall(end.room, end.standing, call, now);
  return ends.map(({ standing, room }) => {
    const { capMicros, spentMicros, heldMicros } = standing;
    return { ...standing, leftMicros: capMicros - spentMicros - heldMicros, ...room };
  });
}

type Room = Required<Pick<LimitStanding, 'nextAt' | 'nextMicros' | 'emptyAt'>>;

function withCall(room: Room | undefined, standing: Standing, call: LedgerCall, now: number): Room | undefined {
  const { endedAt = 0, chargedMicros } = call;
  const windowMs = standing.scope.endsWith('hour') ? HOUR_MS : DAY_MS;
  if (!counts(standing, call) || chargedMicros === 0 || endedAt <= now - windowMs) return room;
  const at = endedAt + windowMs;
  if (room === undefined) return { nextAt: at, nextMicros: chargedMicros, emptyAt: at };
  const first = at < room.nextAt ? { nextAt: at, nextMicros: chargedMicros } : {};
  return { ...room, ...first, emptyAt: Math.max(room.emptyAt, at) };
}

function counts({ scope, name }: Standing, { key, member }: LedgerCall): boolean {
  if (scope.startsWith('key')) return key === name;
  return scope.startsWith('member') ? member === name : true;
}

/** A row for each limit. */
export function limitColumns(limits: readonly LimitStanding[], glyphs: Glyphs): readonly Column[] {
  const [spent, held] = glyphs.meter;
  const column = (title: string, cell: (limit: LimitStanding) => string): Column => ({
    title,
    cells: limits.map(cell),
  });
  const bar = ({ spentMicros, heldMicros, capMicros }: LimitStanding): string =>
    meter({ spent: spentMicros, held: heldMicros, cap: capMicros }, METER_WIDTH, glyphs);
  return [
    { ...column('limit', scopeInWords), isName: true },
    column('of', ({ capMicros }) => formatDollars(capMicros)),
    column('spent', ({ spentMicros }) => formatDollars(spentMicros)),
    column('held', ({ heldMicros }) => formatDollars(heldMicros)),
    column('left', ({ leftMicros }) => formatDollars(leftMicros)),
    { ...column(`${spent} spent ${held} held`, bar), leaveOut: 1 },
  ];
}

/** When there is room again, for limits of which less than half is left. */
export function roomAgainLines(limits: readonly LimitStanding[]): string[] {
  return limits.flatMap((limit) => {
    const { leftMicros, capMicros, heldMicros, nextAt, nextMicros = 0, emptyAt } = limit;
    if (leftMicros * 2 >= capMicros) return [];
    const state = leftMicros <= 0 ? 'has no room' : `has ${formatDollars(leftMicros)} left`;
    const held = heldMicros > 0 ? `, ${formatDollars(heldMicros)} more at most when open calls end` : '';
    const next =
      nextAt === undefined || emptyAt === undefined
        ? ''
        : `, ${formatDollars(nextMicros)} more at ${formatTime(nextAt)}, all of it at ${formatTime(emptyAt)}`;
    return [`${scopeInWords(limit)} ${state}${held}${next}. To raise it: ${howToRaise(limit)}`];
  });
}

function scopeInWords({ scope, name }: Standing): string {
  const window = scope.endsWith('hour') ? 'last hour' : 'last 24 h';
  if (scope.startsWith('key')) return `key ${name}, ${window}`;
  return scope.startsWith('member') ? `member ${name}, ${window}` : window;
}

function howToRaise({ scope, name }: Standing): string {
  const field = scope.endsWith('hour') ? 'hourlyUsd' : 'dailyUsd';
  if (scope.startsWith('key')) return `limits.keys.${name}.${field} in config.json`;
  if (scope.startsWith('member')) return `limits.members.${name}.${field} in config.json`;
  return scope === 'hour' ? 'HANZO_HOURLY_LIMIT' : 'HANZO_DAILY_LIMIT';
}
