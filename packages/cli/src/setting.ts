import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import {
  endpointFor,
  ensureHome,
  loadCatalogue,
  loadConfig,
  loadTiers,
  type Config,
  type ConfigFlags,
  type HomePaths,
  type TierTable,
} from '@hanzo/config';
import type { Catalogue } from '@hanzo/contracts';
import type { Terminal } from './terminal.ts';

/** What every command starts from: configuration, home folder, catalogue, policies. */
export interface Setting {
  readonly config: Config;
  readonly paths: HomePaths;
  readonly catalogue: Catalogue;
  readonly tiers: TierTable;
}

/** Reads everything that is configured, and makes sure that no key of it is ever printed. */
export function loadSetting(flags: ConfigFlags, terminal: Terminal): Setting {
  const config = loadConfig({ flags, env: process.env, homeDir: homedir() });
  if (config.openai.apiKey !== undefined) terminal.hide(config.openai.apiKey);
  const paths = ensureHome(config.home);
  const catalogue = loadCatalogue(configsFile('models.json'), paths.catalogueOverrides);
  return { config, paths, catalogue, tiers: loadTiers(configsFile('tiers.json'), catalogue) };
}

/** True when an API can be called for this model. */
export function hasApi(config: Config, model: string): boolean {
  return endpointFor(config, model).apiKey !== undefined;
}

/** The packaged copy, or in a checkout the repository's own `configs/`. */
function configsFile(name: string): string {
  const packaged = fileURLToPath(new URL(`../configs/${name}`, import.meta.url));
  return existsSync(packaged) ? packaged : fileURLToPath(new URL(`../../../configs/${name}`, import.meta.url));
}
