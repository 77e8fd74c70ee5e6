import { OPEN_TERMS, type Asker, type Pause, type Terms } from '../terms.ts';
import type { MachineState } from './machine.ts';
import type { MemberRules, OwnerPolicy, PausedWork } from './owner-policy.ts';
import { isQuiet, nextQuietChange } from './quiet-hours.ts';
import { systemZone, untilText, type Zone } from './wall-clock.ts';

/** Terms that hold until time alone changes them, or a sensor does. */
export interface TimedTerms extends Terms {
  /** Milliseconds since the epoch. Undefined: time alone changes nothing. */
  readonly nextChangeAt: number | undefined;
}

/** One thing that speaks against work right now. */
interface Objection {
  readonly reason: string;
  readonly running: PausedWork;
  /** When it ends, in milliseconds since the epoch, as far as one can tell. */
  readonly endsAt?: number | undefined;
}

/**
 * An entry of 8 hex digits or more is the beginning of an id, and never a name: anybody may take any name. So many digits
 * do not fit a second member by chance; somebody who makes keys until one fits needs about 2^32 of them, which takes a
 * machine about a day. Only the whole id keeps such a one out.
 */
const ID_ENTRY = /^[0-9a-f]{8,}$/i;

/** What the policy allows, given the machine's state. Pure. `now` is in milliseconds since the epoch. */
export function termsOf(policy: OwnerPolicy, machine: MachineState, now: number, zone: Zone = systemZone): TimedTerms {
  const quietChange = nextQuietChange(policy.quietHours, now, zone);
  const objections = [
    byOwner(machine, now, zone),
    byQuietHours(policy, now, zone, quietChange),
    byBattery(policy, machine),
    byPerson(policy, machine, now),
    byLoad(policy, machine),
  ].filter((objection) => objection !== undefined);
  const ends = [quietChange, ...objections.map(({ endsAt }) => endsAt)].filter((at) => at !== undefined && at > now);
  return {
    pause: pauseOf(objections, now),
    slots: policy.slots ?? OPEN_TERMS.slots,
    dataClasses: policy.dataClasses,
    refuses: (asker) => refusalOf(policy.members, asker),
    weightOf: (asker) => weightOf(policy.members, asker),
    nextChangeAt: ends.length === 0 ? undefined : Math.min(...(ends as number[])),
  };
}

/** The first objection gives the reason; asking again makes sense when all of them have ended. */
function pauseOf(objections: readonly Objection[], now: number): Pause | undefined {
  const [first] = objections;
  if (first === undefined) return undefined;
  const handBack = objections.some(({ running }) => running === 'hand-back');
  const waits = objections.map(({ endsAt }) => (endsAt === undefined ? undefined : endsAt - now));
  const known = waits.filter((ms) => ms !== undefined);
  const retryAfterMs = known.length < waits.length ? 0 : Math.max(0, ...known);
  return { reason: first.reason, retryAfterMs, running: handBack ? 'hand-back' : 'finish' };
}

function byOwner({ ownerPause }: MachineState, now: number, zone: Zone): Objection | undefined {
  if (ownerPause === undefined) return undefined;
  const { untilMs, running, reason } = ownerPause;
  if (untilMs !== undefined && untilMs <= now) return undefined;
  const until = untilMs === undefined ? '' : ` until ${untilText(untilMs, now, zone)}`;
  const why = reason === undefined ? '' : ` (${reason})`;
  return { reason: `paused by its owner${until}${why}`, running, endsAt: untilMs };
}

function byQuietHours(
  { quietHours, pausedWork }: OwnerPolicy,
  now: number,
  zone: Zone,
  endsAt: number | undefined,
): Objection | undefined {
  if (!isQuiet(quietHours, now, zone)) return undefined;
  const until = endsAt === undefined ? '' : ` until ${untilText(endsAt, now, zone)}`;
  return { reason: `quiet hours${until}`, running: pausedWork, endsAt };
}

function byBattery({ onBattery, pausedWork }: OwnerPolicy, { power }: MachineState): Objection | undefined {
  if (onBattery === 'run' || power?.kind !== 'battery') return undefined;
  const { charge } = power;
  // A charge that the machine does not tell may be a low one.
  if (onBattery !== 'pause' && charge !== undefined && charge >= onBattery.pauseBelow) return undefined;
  const shown = charge === undefined ? '' : ` (${percent(charge)})`;
  return { reason: `on battery${shown}`, running: pausedWork };
}

function byPerson(
  { whenActive, idleAfterMs, pausedWork }: OwnerPolicy,
  { person }: MachineState,
  now: number,
): Objection | undefined {
  if (whenActive === 'run' || person?.kind !== 'idle' || person.idleMs >= idleAfterMs) return undefined;
  return { reason: 'the machine is in use', running: pausedWork, endsAt: now + idleAfterMs - person.idleMs };
}

/** Says the limit and not the reading: a reason that changes every second would be news to the whole mesh. */
function byLoad({ maxLoad, pausedWork }: OwnerPolicy, { overloaded }: MachineState): Objection | undefined {
  if (maxLoad === undefined || !overloaded) return undefined;
  return { reason: `other programs use more than ${percent(maxLoad)} of the processor`, running: pausedWork };
}

function refusalOf({ allow, deny }: MemberRules, asker: Asker): string | undefined {
  const { memberName } = asker;
  // Whoever bears it: a name that is refused must not become welcome because a second member takes it.
  if (deny.some((entry) => isId(entry, asker) || isName(entry, asker))) return `it takes nothing from ${memberName}`;
  if (allow === undefined || allow.some((entry) => isSurely(entry, asker))) return undefined;
  if (!allow.some((entry) => isName(entry, asker))) return `it does not work for ${memberName}`;
  return `several members are called ${memberName}; its owner has to name the id instead (hanzo net members)`;
}

/** An id wins over a name. */
function weightOf({ weights }: MemberRules, asker: Asker): number {
  const entries = Object.entries(weights);
  const byId = entries.find(([entry]) => isId(entry, asker));
  return (byId ?? entries.find(([entry]) => isSurely(entry, asker)))?.[1] ?? 1;
}

/** What gives a member something: a name that two members bear could mean the other one. */
function isSurely(entry: string, asker: Asker): boolean {
  return isId(entry, asker) || (asker.nameIsUnique && isName(entry, asker));
}

function isName(entry: string, { memberName }: Asker): boolean {
  return entry === memberName && !ID_ENTRY.test(entry);
}

function isId(entry: string, { memberId }: Asker): boolean {
  return ID_ENTRY.test(entry) && memberId.toLowerCase().startsWith(entry.toLowerCase());
}

export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
