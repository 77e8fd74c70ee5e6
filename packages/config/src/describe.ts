import { formatDollars } from '@hanzo/contracts';
import type { Config, ConfigKey } from './model.ts';

/** One setting for people. Keys never appear in full. */
export interface ConfigRow {
  readonly key: ConfigKey;
  readonly value: string;
  /** A flag, a variable, a file, or `default`; `-` when unset. */
  readonly from: string;
}

/** Every setting, its value and where it comes from: for `hanzo doctor`. */
export function describeConfig(config: Config): readonly ConfigRow[] {
  const { openai, limits, mesh } = config;
  const values: readonly (readonly [ConfigKey, string | undefined])[] = [
    ['home', config.home],
    ['openai.apiKey', masked(openai.apiKey)],
    ['openai.baseUrl', openai.baseUrl],
    ['openai.gpt5BaseUrl', openai.gpt5BaseUrl],
    ['openai.api', openai.api],
    ['orchestrator', config.orchestrator],
    ['localModel', config.localModel],
    ['limits.dailyUsd', dollars(limits.dayMicros)],
    ['limits.hourlyUsd', dollars(limits.hourMicros)],
    ['mesh.listen', mesh.listen?.join(', ')],
    ['mesh.bootstrap', mesh.bootstrap?.join(', ')],
    ['models.endpoint', config.modelsEndpoint],
    ['logLevel', config.logLevel],
  ];
  return values.map(([key, value]) => ({ key, value: value ?? 'not set', from: config.origins[key] ?? '-' }));
}

/** The last four characters tell keys apart; of a short one they would be too much. */
function masked(secret: string | undefined): string | undefined {
  if (secret === undefined) return undefined;
  return secret.length >= 16 ? `set (…${secret.slice(-4)})` : 'set';
}

function dollars(micros: number | undefined): string | undefined {
  return micros === undefined ? undefined : formatDollars(micros);
}
