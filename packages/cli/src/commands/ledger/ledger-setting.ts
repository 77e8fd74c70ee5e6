import { homedir } from 'node:os';
import { homePaths, loadConfig, type Config, type HomePaths } from '@hanzo/config';
import { environment, takeKeys } from '../../process/environment.ts';

export interface LedgerSetting {
  readonly limits: Config['limits'];
  readonly paths: HomePaths;
}

/** Limits and places, without making a home where there is none. @throws HanzoError CONFIG_INVALID */
export function ledgerSetting(flags: { readonly home?: string }): LedgerSetting {
  takeKeys();
  const home = flags.home === undefined ? {} : { home: flags.home };
  const config = loadConfig({ flags: home, env: environment(), homeDir: homedir() });
  return { limits: config.limits, paths: homePaths(config.home) };
}

/** For people, where there is nothing to look at. */
export function noLedger(path: string): string {
  return `There is no ledger at ${path}: this home has paid for nothing yet.`;
}
