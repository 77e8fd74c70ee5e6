import {
  clearTextWarning,
  endpointsOf,
  keyTail,
  providerNames,
  sendsKeyInClear,
  type Config,
  type KeyPlace,
  type Limits,
} from '@hanzo/config';
import { EXIT, formatDollars, type ExitCode } from '@hanzo/contracts';
import { loadSetting } from '../../setting.ts';
import { printTable } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { KeysListFlags } from './flags.ts';
import { sharedKeyVariables } from './shared-variables.ts';

/** One provider and its keys; of each only the last four characters. */
interface Row {
  readonly provider: string;
  readonly host: string;
  /** Where gpt-5* models of OpenAI are, when that is elsewhere. */
  readonly gpt5Host?: string;
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
  /** Why it can be no key. */
  readonly fault?: string;
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
  const [endpoint, gpt5] = endpointsOf(config, provider);
  const { host, keyVariable } = endpoint;
  return {
    provider,
    host,
    ...(gpt5 !== undefined && { gpt5Host: gpt5.host }),
    variable: keyVariable,
    key: first && shown(first),
    others: rest.map((place) => ({ ...shown(place), same: place.value === first?.value })),
    limits: capsOf(config.limits.keys?.[provider] ?? {}),
  };
}

function shown({ from, value, fault }: KeyPlace): Shown {
  return { from, tail: value === undefined ? undefined : keyTail(value), ...(fault !== undefined && { fault }) };
}

function capsOf({ dayMicros, hourMicros }: Limits): Limits {
  return { ...(dayMicros !== undefined && { dayMicros }), ...(hourMicros !== undefined && { hourMicros }) };
}

function print(rows: readonly Row[], config: Config, terminal: Terminal): void {
  const cells = rows.map(({ provider, host, gpt5Host, variable, key, limits: own }) => [
    provider,
    key === undefined ? '-' : inWords(key),
    key?.from ?? `none; ${variable}, or hanzo keys set ${provider}`,
    gpt5Host === undefined ? host : `${host}; gpt-5*: ${gpt5Host}`,
    capsInWords(own),
  ]);
  printTable(['provider', 'key', 'from', 'used at', 'limits'], cells, terminal);
  const all = capsInWords(config.limits);
  if (all !== '-') terminal.out(`All of them together: ${all}.`);
  for (const warning of [...rows.flatMap(warningsOf), ...warningsOfAll(config)])
    terminal.err(`${terminal.style.yellow('warning:')} ${warning}.`);
}

function warningsOf({ provider, key, others }: Row): readonly string[] {
  const faults = [key, ...others].flatMap((place) =>
    place?.fault === undefined ? [] : [`${place.from} ${place.fault}`],
  );
  const different = others
    .filter(({ same }) => !same)
    .map(
      (other) =>
        `${other.from} holds another key for ${provider} (${inWords(other)}); the one from ${key?.from ?? '-'} is used`,
    );
  return [...faults, ...different];
}

function warningsOfAll(config: Config): readonly string[] {
  const endpoints = providerNames(config).flatMap((provider) => endpointsOf(config, provider));
  const shared = sharedKeyVariables(config).map(
    ({ variable, providers }) => `${variable} holds the key of ${providers.join(' and ')}: each of them gets it`,
  );
  return [...endpoints.filter(sendsKeyInClear).map(clearTextWarning), ...shared];
}

function inWords({ tail, fault }: Shown): string {
  if (fault !== undefined) return 'no key';
  return tail === undefined ? 'set' : `…${tail}`;
}

function capsInWords({ dayMicros, hourMicros }: Limits): string {
  const caps = [
    ...(dayMicros === undefined ? [] : [`${formatDollars(dayMicros)} a day`]),
    ...(hourMicros === undefined ? [] : [`${formatDollars(hourMicros)} an hour`]),
  ];
  return caps.length === 0 ? '-' : caps.join(', ');
}
