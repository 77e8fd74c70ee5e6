import { endpointOf, keyTail, providerNames, type Config, type KeyPlace, type Limits } from '@hanzo/config';
import { EXIT, formatDollars, type ExitCode } from '@hanzo/contracts';
import { loadSetting } from '../../setting.ts';
import { printTable } from '../../table.ts';
import type { Terminal } from '../../terminal.ts';
import type { KeysListFlags } from './flags.ts';

/** One provider and its keys; of each only the last four characters. */
interface Row {
  readonly provider: string;
  readonly host: string;
  readonly variable: string;
  /** Undefined when it has none. */
  readonly key: Shown | undefined;
  /** What would count if the first one were not there. `same`: it is the same key. */
  readonly others: readonly (Shown & { readonly same: boolean })[];
  readonly limits: Limits;
}

interface Shown {
  readonly from: string;
  readonly tail: string | undefined;
}

/** Which keys there are, where they come from, and what they may spend. */
export async function run({ home, json }: KeysListFlags, terminal: Terminal): Promise<ExitCode> {
  const { config } = loadSetting({ ...(home !== undefined && { home }) }, terminal, { askKeychain: true });
  const rows = providerNames(config).map((provider) => rowOf(config, provider));
  if (json === true) terminal.out(JSON.stringify({ v: 1, keys: rows, limits: capsOf(config.limits) }));
  else print(rows, config, terminal);
  return EXIT.done;
}

function rowOf(config: Config, provider: string): Row {
  const [first, ...rest] = config.keys[provider] ?? [];
  const { host, keyVariable } = endpointOf(config, provider);
  return {
    provider,
    host,
    variable: keyVariable,
    key: first && shown(first),
    others: rest.map((place) => ({ ...shown(place), same: place.value === first?.value })),
    limits: capsOf(config.limits.keys?.[provider] ?? {}),
  };
}

function shown({ from, value }: KeyPlace): Shown {
  return { from, tail: value === undefined ? undefined : keyTail(value) };
}

function capsOf({ dayMicros, hourMicros }: Limits): Limits {
  return { ...(dayMicros !== undefined && { dayMicros }), ...(hourMicros !== undefined && { hourMicros }) };
}

function print(rows: readonly Row[], { limits }: Config, terminal: Terminal): void {
  const cells = rows.map(({ provider, host, variable, key, limits: own }) => [
    provider,
    key === undefined ? '-' : inWords(key),
    key?.from ?? `none; ${variable}, or hanzo keys set ${provider}`,
    host,
    capsInWords(own),
  ]);
  printTable(['provider', 'key', 'from', 'used at', 'limits'], cells, terminal);
  const all = capsInWords(limits);
  if (all !== '-') terminal.out(`All of them together: ${all}.`);
  for (const { provider, key, others } of rows) {
    for (const other of others.filter(({ same }) => !same)) {
      terminal.err(
        `${terminal.style.yellow('warning:')} ${other.from} holds another key for ${provider} (${inWords(other)}); ` +
          `the one from ${key?.from ?? '-'} is used.`,
      );
    }
  }
}

function inWords({ tail }: Shown): string {
  return tail === undefined ? 'set' : `…${tail}`;
}

function capsInWords({ dayMicros, hourMicros }: Limits): string {
  const caps = [
    ...(dayMicros === undefined ? [] : [`${formatDollars(dayMicros)} a day`]),
    ...(hourMicros === undefined ? [] : [`${formatDollars(hourMicros)} an hour`]),
  ];
  return caps.length === 0 ? '-' : caps.join(', ');
}
