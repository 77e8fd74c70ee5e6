import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import { choose, type Chosen, type Place } from './choose.ts';
import { type ConfigFile, configFileSchema } from './file-schema.ts';
import { homePaths } from './home.ts';
import { readJsonFile } from './json-file.ts';
import type { Config, ConfigFlags } from './model.ts';
import { parseAddresses, parseBaseUrl, parseLogLevel, parseText } from './parse.ts';
import { readCalls } from './read-calls.ts';
import { readDelegate } from './read-delegate.ts';
import { readEndpoints } from './read-endpoints.ts';
import { readKeys, type StoredKeys } from './read-keys.ts';
import { readLimits } from './read-limits.ts';
import { readTools } from './read-tools.ts';
import { createReader, defined, inFileName, type Read, type Reader } from './setting-reader.ts';
import { WORKER_KEYS, workerSectionSchema, workerSettings, type WorkerKey } from './worker-section.ts';
import { checkFile } from './zod-check.ts';

/** Where settings come from. */
export interface ConfigSources {
  readonly flags: ConfigFlags;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder, of which hanzo's is a part. */
  readonly homeDir: string;
  /** What `hanzo keys set` keeps for a home. @default nothing */
  readonly storedKeys?: (home: string) => StoredKeys;
}

/**
 * One frozen configuration out of flags, environment, `<home>/config.json` and defaults, in this order; for the base
 * URL alone the file comes before the environment. Throws CONFIG_INVALID that names the place, the fault and the mend.
 *
 * A project's own `.hanzo/config.json` says nothing of all this: see {@link loadProject}.
 */
export function loadConfig(sources: ConfigSources): Config {
  const { flags } = sources;
  const home = chooseHome(sources);
  const path = homePaths(home.value).config;
  const file = readConfigFile(path);
  const reader = createReader(sources.env, path);
  const { read, note, origins } = reader;
  note('home', home);

  const keys = readKeys(file, sources.storedKeys?.(home.value) ?? {}, reader);
  const endpoints = readEndpoints(flags, file, keys, reader);
  const orchestrator = read(
    'orchestrator',
    ['--orchestrator', flags.orchestrator],
    'HANZO_ORCHESTRATOR',
    file.orchestrator,
    parseText,
  );
  const localModel = read(
    'localModel',
    ['--local-model', flags.localModel],
    'HANZO_LOCAL_MODEL',
    file.localModel,
    parseText,
  );
  // The variable is the one that other programs of Hugging Face read too.
  const mirror = ['--endpoint', flags.endpoint] as const;
  const modelsEndpoint = read('models.endpoint', mirror, 'HF_ENDPOINT', file.models?.endpoint, parseBaseUrl);
  const logLevel = read('logLevel', ['--log-level', flags.logLevel], 'HANZO_LOG_LEVEL', file.logLevel, parseLogLevel);
  if (!logLevel) note('logLevel', { value: 'info', from: 'default' });

  return deepFreeze({
    home: home.value,
    ...endpoints,
    keys,
    ...defined({ orchestrator, localModel, modelsEndpoint }),
    calls: readCalls(flags, file, reader),
    tools: readTools(flags, file, reader),
    delegate: readDelegate(file, reader),
    routing: readRouting(file, reader),
    cache: readCache(file, reader),
    limits: readLimits(flags, file, endpoints.providers, reader),
    mesh: readMesh(sources, file, read),
    worker: readWorker(sources, file, path, origins),
    ...((file.tiers ?? file.kinds) !== undefined && { policy: { tiers: file.tiers, kinds: file.kinds } }),
    logLevel: logLevel ?? 'info',
    origins,
  });
}

/** In the file only: whether to learn is a habit, not a matter of one run. */
function readRouting({ routing }: ConfigFile, { path, note }: Reader): Config['routing'] {
  const { learn } = routing ?? {};
  note('routing.learn', { value: learn, from: learn === undefined ? 'default' : inFileName(path, 'routing.learn') });
  return { learn: learn ?? true };
}

function readCache({ cache }: ConfigFile, { path, note }: Reader): Config['cache'] {
  const { enabled, maxBytes } = cache ?? {};
  const from = (key: 'cache.enabled' | 'cache.maxBytes', value: unknown): string =>
    value === undefined ? 'default' : inFileName(path, key);
  note('cache.enabled', { value: enabled, from: from('cache.enabled', enabled) });
  note('cache.maxBytes', { value: maxBytes, from: from('cache.maxBytes', maxBytes) });
  return { enabled: enabled ?? true, ...defined({ maxBytes }) };
}

function readMesh({ flags }: ConfigSources, file: ConfigFile, read: Read): Config['mesh'] {
  return defined({
    listen: read('mesh.listen', ['--listen', flags.listen], 'HANZO_LISTEN', file.mesh?.listen, parseAddresses),
    bootstrap: read(
      'mesh.bootstrap',
      ['--bootstrap', flags.bootstrap],
      'HANZO_BOOTSTRAP',
      file.mesh?.bootstrap,
      parseAddresses,
    ),
  });
}

/** Key by key: a flag for one rule leaves the others of the file in force. There are no variables: rules are long-lived. */
function readWorker(
  { flags }: ConfigSources,
  file: ConfigFile,
  path: string,
  origins: Reader['origins'],
): Config['worker'] {
  const given = checkFile(workerSectionSchema, flags.worker ?? {}, 'the flags');
  for (const key of WORKER_KEYS) {
    if (given[key] !== undefined) origins[`worker.${key}`] = WORKER_FLAGS[key];
    else if (file.worker?.[key] !== undefined) origins[`worker.${key}`] = inFileName(path, `worker.${key}`);
  }
  // Rules about members are several: --deny-members keeps the weights of the file.
  const members = given.members && { members: { ...file.worker?.members, ...given.members } };
  return workerSettings({ ...file.worker, ...given, ...members });
}

const WORKER_FLAGS: Readonly<Record<WorkerKey, string>> = {
  maxMemory: '--max-memory',
  cpuShare: '--cpu-share',
  gpuShare: '--gpu-share',
  slots: '--slots',
  quietHours: '--quiet-hours',
  onBattery: '--on-battery',
  whenActive: '--when-active',
  idleAfter: '--idle-after',
  maxLoad: '--max-load',
  members: '--allow-members, --deny-members, --member-weight',
  dataClasses: '--data-classes',
  shareModels: '--share-models',
  pausedWork: '--paused-work',
};

function chooseHome({ flags, env, homeDir }: ConfigSources): Chosen<string> {
  const places: readonly Place[] = [
    ['--home', flags.home],
    ['HANZO_HOME', env['HANZO_HOME']],
    ['default', join(homeDir, '.hanzo')],
  ];
  const chosen = choose(places, (raw) => resolve(raw));
  if (chosen) return chosen;
  throw new HanzoError('CONFIG_INVALID', 'There is no home folder.', { mend: 'Set HANZO_HOME.' });
}

function readConfigFile(path: string): ConfigFile {
  const content = readJsonFile(path);
  if (content === undefined) return {};
  const file = checkFile(configFileSchema, content, path);
  const entries = [file.openai, file.anthropic, ...Object.values(file.providers ?? {})];
  const secret = entries.some((entry) => entry?.apiKey !== undefined);
  if (secret && process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    throw new HanzoError('CONFIG_INVALID', `${path} holds a key and can be read by other users of this machine.`, {
      details: { file: path },
      mend: `Run: chmod 600 ${path}`,
    });
  }
  return file;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
