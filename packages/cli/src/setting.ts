import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import {
  endpointFor,
  ensureHome,
  homePaths,
  loadCatalogue,
  loadConfig,
  loadProject,
  loadRouting,
  NO_PROJECT,
  withProjectDelegate,
  type Config,
  type ConfigFlags,
  type HomePaths,
  type LoadedProject,
  type Project,
  type Routing,
  type StoredKeys,
} from '@hanzo/config';
import { HanzoError, type ApiModelCard, type Catalogue, type RoutingPolicy, type Tier } from '@hanzo/contracts';
import { openKeyStore } from '@hanzo/keys';
import { findEmbeddedModel, type EmbeddedModel } from './embedded-model.ts';
import { environment, takeKeys } from './process/environment.ts';
import type { Terminal } from './terminal/terminal.ts';

/** What every command starts from: configuration, home folder, catalogue, policies. */
export interface Setting {
  readonly config: Config;
  readonly paths: HomePaths;
  readonly catalogue: Catalogue;
  /** The policy for tiers and kinds: as shipped, with the changes of the user and of a project that is trusted. */
  readonly routing: RoutingPolicy;
  /** By path, such as `tiers.simple.models`: the file that changed what stands there. All else is as shipped. */
  readonly routingChangedIn: Routing['changedIn'];
  /** What the workspace says of itself; {@link NO_PROJECT} for commands without one. */
  readonly project: Project;
  /** No model of a higher tier is asked. @default 'critical' */
  readonly maxTier?: Tier;
  /** The model that comes with hanzo. Its file is checked when it is about to be loaded. @default its package was left out */
  readonly embedded?: EmbeddedModel | undefined;
}

export interface SettingOptions {
  /**
   * Ask the system's keychain for keys that are kept there: for commands that call APIs. Others only know that there is
   * one.
   *
   * @default false
   */
  readonly askKeychain?: boolean;
  /**
   * Make the home's folders where there are none: not for commands that only look.
   *
   * @default true
   */
  readonly makeHome?: boolean;
  /** The folder whose own `.hanzo/config.json` counts too, when it is trusted. @default none */
  readonly workspace?: string | undefined;
}

/** Reads everything that is configured, and makes sure that no key of it is ever printed or inherited. */
export function loadSetting(
  flags: ConfigFlags,
  terminal: Terminal,
  { askKeychain = false, makeHome = true, workspace }: SettingOptions = {},
): Setting {
  takeKeys();
  const storedKeys = (home: string): StoredKeys => {
    const { keys, fault } = openKeyStore({ path: homePaths(home).keys }).read({ askKeychain });
    if (fault !== undefined) {
      terminal.err(`${terminal.style.yellow('warning:')} ${fault.message}`);
      if (fault.mend !== undefined) terminal.err(`  ${terminal.style.cyan('mend:')} ${fault.mend}`);
    }
    return keys;
  };
  const own = loadConfig({ flags, env: environment(), homeDir: homedir(), storedKeys });
  takeKeys(Object.values(own.providers).flatMap(({ apiKeyEnv }) => apiKeyEnv ?? []));
  const paths = makeHome ? ensureHome(own.home) : homePaths(own.home);
  const catalogue = loadCatalogue(configsFile('models.json'), paths.catalogueOverrides);
  const { project, content } = workspace === undefined ? NOTHING : loadProject(workspace, paths);
  const config = withProjectDelegate(own, content?.delegate, project.file);
  const { policy, changedIn } = loadRouting(configsFile('tiers.json'), catalogue, [
    { file: paths.config, overrides: config.policy },
    { file: project.file, overrides: content },
  ]);
  const embedded = findEmbeddedModel();
  return { config, paths, catalogue, routing: policy, routingChangedIn: changedIn, project, embedded };
}

const NOTHING: LoadedProject = { project: NO_PROJECT, content: undefined };

/** True when an API can be called for this model. */
export function hasApi(config: Config, card: Pick<ApiModelCard, 'name' | 'provider' | 'takes'>): boolean {
  try {
    const { apiKey, keyFrom } = endpointFor(config, card);
    return apiKey !== undefined || keyFrom !== undefined;
  } catch (error) {
    // A card of the user's whose provider is not configured: `hanzo doctor` says so, and so does whoever asks for it.
    if (error instanceof HanzoError && error.code === 'CONFIG_INVALID') return false;
    throw error;
  }
}

/** The packaged copy, or in a checkout the repository's own `configs/`. */
export function configsFile(name: string): string {
  const packaged = fileURLToPath(new URL(`../configs/${name}`, import.meta.url));
  return existsSync(packaged) ? packaged : fileURLToPath(new URL(`../../../configs/${name}`, import.meta.url));
}
