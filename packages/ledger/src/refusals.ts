import { formatDollars, HanzoError } from '@hanzo/contracts';
import type { RunningSums } from './running-sums.ts';
import type { Scope } from './scopes.ts';
import type { Sum, SumReader } from './sums.ts';

/** A scope without room for a call, with what fills it. */
interface Refusal extends Sum {
  readonly scope: Scope;
  readonly neededMicros: number;
}

/**
 * Why there is no room for a call, or undefined when there is: BUDGET_EXCEEDED when even an end of all open calls would
 * make none, else BUDGET_BUSY. Runs inside the transaction that reserves.
 */
export function refusalOf(
  scopes: readonly Scope[],
  neededMicros: number,
  now: number,
  sums: { readonly running: RunningSums; readonly reader: SumReader },
): HanzoError | undefined {
  const fits = (scope: Scope): boolean => {
    const { spentMicros, heldMicros } = sums.running.atLeast(scope, now);
    return spentMicros + heldMicros + neededMicros <= scope.capMicros;
  };
  if (scopes.every(fits)) return undefined;
  const exact = scopes.map((scope) => ({ ...sums.running.exactly(scope, now), scope, neededMicros }));
  const spent = exact.find((refusal) => refusal.spentMicros + neededMicros > refusal.scope.capMicros);
  if (spent !== undefined) return exceeded(spent, sums.reader, now);
  const held = exact.find(
    ({ spentMicros, heldMicros, scope }) => spentMicros + heldMicros + neededMicros > scope.capMicros,
  );
  return held === undefined ? undefined : busy(held);
}

function exceeded(refusal: Refusal, reader: SumReader, now: number): HanzoError {
  const { scope, spentMicros, heldMicros, neededMicros } = refusal;
  const alone = neededMicros > scope.capMicros;
  const freeAt = alone ? undefined : reader.roomAt(scope, spentMicros + neededMicros - scope.capMicros, now);
  const what = alone
    ? `This call alone exceeds ${nameOf(scope)} of ${formatDollars(scope.capMicros)}: it can cost ${formatDollars(neededMicros)}.`
    : `${capital(nameOf(scope))} of ${formatDollars(scope.capMicros)} is spent: ${formatDollars(spentMicros)} spent, ` +
      `${formatDollars(heldMicros)} held by open calls, and this call can cost ${formatDollars(neededMicros)}.`;
  const odd = alone ? [] : oddParts(refusal, reader, now);
  const wait = freeAt === undefined ? '' : ` Or wait: there is room again at ${new Date(freeAt).toISOString()}.`;
  const smaller = alone ? ' Or ask for less: a shorter prompt, a lower output cap, a cheaper model.' : '';
  return new HanzoError('BUDGET_EXCEEDED', [what, ...odd.map(({ says }) => says)].join(' '), {
    details: { ...factsOf(refusal), alone, ...(freeAt === undefined ? {} : { freeAt }) },
    mend: raise(scope) + smaller + wait + odd.map(({ mend }) => ` ${mend}`).join(''),
  });
}

/** What fills a window that is not what anybody bought in it. */
function oddParts(
  { scope }: Refusal,
  reader: SumReader,
  now: number,
): readonly { readonly says: string; readonly mend: string }[] {
  if (scope.kind === 'run') return [];
  const lost = reader.lostMicros(scope, now);
  const { calls, micros } = reader.ofTheFuture(scope, now);
  return [
    ...(lost === 0
      ? []
      : [
          {
            says: `${formatDollars(lost)} of it is what the ledger has lost: see \`hanzo ledger show\`.`,
            mend: 'If nothing was lost, `hanzo ledger repair --accept-loss` takes that charge back.',
          },
        ]),
    ...(calls === 0
      ? []
      : [
          {
            says:
              `${formatDollars(micros)} of it ended in the future, in ${calls === 1 ? '1 call' : `${calls} calls`}: ` +
              'the clock of this machine was wrong then, or is now.',
            mend: 'If the clock is right now, `hanzo ledger repair` moves them to now.',
          },
        ]),
  ];
}

function busy(refusal: Refusal): HanzoError {
  const { scope, spentMicros, heldMicros, neededMicros } = refusal;
  const message =
    `Open calls hold the rest of ${nameOf(scope)} of ${formatDollars(scope.capMicros)}: ${formatDollars(spentMicros)} spent, ` +
    `${formatDollars(heldMicros)} held, and this call can cost ${formatDollars(neededMicros)}.`;
  return new HanzoError('BUDGET_BUSY', message, {
    details: factsOf(refusal),
    mend: `Retry when they end, most cost less than they hold. ${raise(scope)}`,
  });
}

function factsOf({ scope, spentMicros, heldMicros, neededMicros }: Refusal): Readonly<Record<string, unknown>> {
  const name = scope.name === '' ? {} : { name: scope.name };
  return { scope: scope.kind, ...name, capMicros: scope.capMicros, spentMicros, heldMicros, neededMicros };
}

/** As people read it. */
function nameOf({ kind, name }: Scope): string {
  switch (kind) {
    case 'run':
      return "this run's budget";
    case 'hour':
      return 'the hourly limit';
    case 'day':
      return 'the daily limit';
    case 'key-hour':
      return `the hourly limit of the key ${name}`;
    case 'key-day':
      return `the daily limit of the key ${name}`;
    case 'member-hour':
      return `the hourly limit of the member ${name}`;
    case 'member-day':
      return `the daily limit of the member ${name}`;
  }
}

function raise({ kind, name }: Scope): string {
  switch (kind) {
    case 'run':
      return 'Raise --budget.';
    case 'hour':
      return 'Raise HANZO_HOURLY_LIMIT.';
    case 'day':
      return 'Raise HANZO_DAILY_LIMIT.';
    case 'key-hour':
      return `Raise limits.keys.${name}.hourlyUsd in config.json.`;
    case 'key-day':
      return `Raise limits.keys.${name}.dailyUsd in config.json.`;
    case 'member-hour':
      return `Raise limits.members.${name}.hourlyUsd in config.json.`;
    case 'member-day':
      return `Raise limits.members.${name}.dailyUsd in config.json.`;
  }
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
