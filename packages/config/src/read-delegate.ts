import { parseDollars } from '@hanzo/contracts';
import { DEFAULT_DELEGATIONS_FOLDER, type ProjectDelegateSection } from './delegate-section.ts';
import type { ConfigFile } from './file-schema.ts';
import type { Config, DelegateKey, DelegateSettings } from './model.ts';
import { defined, inFileName, type Reader } from './setting-reader.ts';

/** $1: some rounds of a strong model with 30,000 tokens. */
const DEFAULT_BUDGET_MICROS = 1_000_000;
const DEFAULT_CONTEXT_TOKENS = 30_000;

const KEYS = ['model', 'folder', 'budgetUsd', 'contextTokens', 'retries', 'afterFailures'] as const;

/** In the file only; what is for one delegation is said by flags of `hanzo delegate`. */
export function readDelegate({ delegate = {} }: ConfigFile, { path, note }: Reader): DelegateSettings {
  for (const key of KEYS) {
    const [value, hasDefault] = [delegate[key], key !== 'model' && key !== 'afterFailures'];
    const from = value === undefined ? 'default' : inFileName(path, `delegate.${key}`);
    if (value !== undefined || hasDefault) note(`delegate.${key}`, { value, from });
  }
  const { model, folder = DEFAULT_DELEGATIONS_FOLDER, budgetUsd, afterFailures } = delegate;
  return {
    ...defined({ model, afterFailures }),
    folder,
    budgetMicros: microsOf(budgetUsd) ?? DEFAULT_BUDGET_MICROS,
    contextTokens: delegate.contextTokens ?? DEFAULT_CONTEXT_TOKENS,
    retries: delegate.retries ?? 1,
  };
}

/**
 * The configuration with what a trusted project says of delegations. It names the model and the folder; of what may be spent, and of how
 * much leaves the machine, the lower counts: a repository that somebody else wrote raises no bill.
 *
 * @param file of the project
 */
export function withProjectDelegate(config: Config, section: ProjectDelegateSection | undefined, file: string): Config {
  if (section === undefined) return config;
  const { delegate } = config;
  const { model = delegate.model, folder = delegate.folder } = section;
  const next: DelegateSettings = {
    ...delegate,
    ...defined({ model }),
    folder,
    budgetMicros: Math.min(delegate.budgetMicros, microsOf(section.budgetUsd) ?? Infinity),
    contextTokens: Math.min(delegate.contextTokens, section.contextTokens ?? Infinity),
    retries: Math.min(delegate.retries, section.retries ?? Infinity),
  };
  const said: Readonly<Partial<Record<DelegateKey, boolean>>> = {
    'delegate.model': section.model !== undefined,
    'delegate.folder': section.folder !== undefined,
    'delegate.budgetUsd': next.budgetMicros < delegate.budgetMicros,
    'delegate.contextTokens': next.contextTokens < delegate.contextTokens,
    'delegate.retries': next.retries < delegate.retries,
  };
  const changed = Object.entries(said).filter(([, isSaid]) => isSaid);
  const origins = Object.fromEntries(changed.map(([key]) => [key, inFileName(file, key as DelegateKey)]));
  return Object.freeze({
    ...config,
    delegate: Object.freeze(next),
    origins: Object.freeze({ ...config.origins, ...origins }),
  });
}

function microsOf(amount: string | number | undefined): number | undefined {
  return amount === undefined ? undefined : parseDollars(amount);
}
