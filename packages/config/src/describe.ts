import { formatDollars, TOOL_EFFECTS } from '@hanzo/contracts';
import type { Config, ConfigKey } from './model.ts';

/** One setting for people. Keys never appear in full. */
export interface ConfigRow {
  readonly key: ConfigKey;
  readonly value: string;
  /** A flag, a variable, a file, or `default`; `-` when unset. */
  readonly from: string;
}

type Row = readonly [ConfigKey, string | undefined];

/** Every setting, its value and where it comes from: for `hanzo doctor`. */
export function describeConfig(config: Config): readonly ConfigRow[] {
  const { openai, anthropic, mesh } = config;
  const values: readonly Row[] = [
    ['home', config.home],
    ['openai.apiKey', keyRow(config, 'openai')],
    ['openai.baseUrl', openai.baseUrl],
    ['openai.gpt5BaseUrl', openai.gpt5BaseUrl],
    ['openai.api', openai.api],
    ['anthropic.apiKey', keyRow(config, 'anthropic')],
    ['anthropic.baseUrl', anthropic.baseUrl],
    ...providerRows(config),
    ['orchestrator', config.orchestrator],
    ['localModel', config.localModel],
    ...callRows(config),
    ...toolRows(config),
    ...delegateRows(config),
    ['routing.learn', String(config.routing.learn)],
    ['cache.enabled', String(config.cache.enabled)],
    ['cache.maxBytes', config.cache.maxBytes?.toString()],
    ...limitRows(config),
    ['mesh.listen', mesh.listen?.join(', ')],
    ['mesh.bootstrap', mesh.bootstrap?.join(', ')],
    ['models.endpoint', config.modelsEndpoint],
    ['logLevel', config.logLevel],
  ];
  return values.map(([key, value]) => ({ key, value: value ?? 'not set', from: config.origins[key] ?? '-' }));
}

function providerRows(config: Config): readonly Row[] {
  return Object.entries(config.providers).flatMap(([name, { kind, baseUrl }]): readonly Row[] => [
    [`providers.${name}.baseUrl`, `${baseUrl} (${kind})`],
    [`providers.${name}.apiKey`, keyRow(config, name)],
  ]);
}

function callRows({ calls }: Config): readonly Row[] {
  const { retryOnRateLimit, maxRetries, serviceTier, effort, fallbacks } = calls;
  const chains = Object.entries(fallbacks).map(([name, chain]) => [name, ...chain].join(' → '));
  return [
    ['calls.retryOnRateLimit', String(retryOnRateLimit)],
    ['calls.maxRetries', String(maxRetries)],
    ['calls.serviceTier', serviceTier],
    ['calls.effort', effort],
    ['calls.fallbacks', chains.length === 0 ? undefined : chains.join('; ')],
  ];
}

function toolRows({ tools }: Config): readonly Row[] {
  const { rules, limits, callMs } = tools;
  const named = Object.entries(rules.byName ?? {}).map(([name, consent]) => `${name} ${consent}`);
  return [
    ...TOOL_EFFECTS.map((effect): Row => [`tools.approve.${effect}`, rules[effect]]),
    ['tools.byName', named.length === 0 ? undefined : named.join(', ')],
    ['tools.steps', String(limits.maxSteps)],
    ['tools.seconds', String(limits.maxMs / 1_000)],
    ['tools.budgetUsd', formatDollars(limits.maxMicros)],
    ['tools.callSeconds', String(callMs / 1_000)],
  ];
}

function delegateRows({ delegate }: Config): readonly Row[] {
  return [
    ['delegate.model', delegate.model],
    ['delegate.folder', delegate.folder],
    ['delegate.budgetUsd', formatDollars(delegate.budgetMicros)],
    ['delegate.contextTokens', String(delegate.contextTokens)],
    ['delegate.retries', String(delegate.retries)],
    ['delegate.afterFailures', delegate.afterFailures?.toString()],
  ];
}

function limitRows({ limits }: Config): readonly Row[] {
  const each = (section: 'keys' | 'members'): readonly Row[] =>
    Object.entries(limits[section] ?? {}).flatMap(([name, { dayMicros, hourMicros }]): readonly Row[] => [
      [`limits.${section}.${name}.dailyUsd`, dollars(dayMicros)],
      [`limits.${section}.${name}.hourlyUsd`, dollars(hourMicros)],
    ]);
  return [
    ['limits.dailyUsd', dollars(limits.dayMicros)],
    ['limits.hourlyUsd', dollars(limits.hourMicros)],
    ...each('keys'),
    ...each('members'),
  ];
}

function keyRow({ keys }: Config, provider: string): string | undefined {
  const [first] = keys[provider] ?? [];
  if (first === undefined) return undefined;
  const tail = first.value === undefined ? undefined : keyTail(first.value);
  return tail === undefined ? 'set' : `set (…${tail})`;
}

/** The last four characters, which tell keys apart; undefined of a short one: there they would be too much. */
export function keyTail(key: string): string | undefined {
  return key.length >= 16 ? key.slice(-4) : undefined;
}

function dollars(micros: number | undefined): string | undefined {
  return micros === undefined ? undefined : formatDollars(micros);
}
