import { HanzoError } from '@hanzo/contracts';
import type { Setting } from '../../../setting.ts';

/** Stands for keys that are not there, where nothing is called. */
const NO_KEY = 'none';
const FROM = 'a key that is not set yet';

/** More providers than one run can name. */
const MOST_PROVIDERS = 16;

export interface AsIf<T> {
  readonly value: T;
  /** Keys that a real run would miss, the first fault for each provider. */
  readonly missing: readonly HanzoError[];
}

/**
 * Does what calls nobody as if the keys that it misses were there, so that a plan can be shown before there is a key.
 *
 * @throws HanzoError what else is wrong
 */
export function asIfWithKeys<T>(setting: Setting, work: (setting: Setting) => T): AsIf<T> {
  const missing: HanzoError[] = [];
  let complete = setting;
  for (;;) {
    try {
      return { value: work(complete), missing };
    } catch (error) {
      if (!(error instanceof HanzoError) || error.code !== 'CREDENTIALS_MISSING') throw error;
      const { provider } = error.details;
      if (typeof provider !== 'string' || missing.length >= MOST_PROVIDERS) throw error;
      missing.push(error);
      complete = withKey(complete, provider);
    }
  }
}

function withKey(setting: Setting, provider: string): Setting {
  const { config } = setting;
  const keys = { ...config.keys, [provider]: [{ from: FROM, value: NO_KEY }] };
  const own = config.providers[provider];
  return {
    ...setting,
    config: {
      ...config,
      keys,
      ...(provider === 'openai' && { openai: { ...config.openai, apiKey: NO_KEY } }),
      ...(provider === 'anthropic' && { anthropic: { ...config.anthropic, apiKey: NO_KEY } }),
      ...(own !== undefined && { providers: { ...config.providers, [provider]: { ...own, apiKey: NO_KEY } } }),
    },
  };
}
