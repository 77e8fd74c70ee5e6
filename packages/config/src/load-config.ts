import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import { choose, type Chosen, type Place } from './choose.ts';
import { chooseBaseUrl, defaultApi } from './endpoint.ts';
import { type ConfigFile, configFileSchema } from './file-schema.ts';
import { homePaths } from './home.ts';
import { readJsonFile } from './json-file.ts';
import type { Config, ConfigFlags, ConfigKey } from './model.ts';
import {
  type Parse,
  parseAddresses,
  parseApi,
  parseApiKey,
  parseBaseUrl,
  parseLimit,
  parseLogLevel,
  parseText,
} from './parse.ts';
import { WORKER_KEYS, workerSectionSchema, workerSettings, type WorkerKey } from './worker-section.ts';
import { checkFile } from './zod-check.ts';

/** Where settings come from. */
export interface ConfigSources {
  readonly flags: ConfigFlags;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder, of which hanzo's is a part. */
  readonly homeDir: string;
}

/**
 * One frozen configuration out of flags, environment, `<home>/config.json` and defaults, in this order; for the base
 * URL alone the file comes before the environment. Throws CONFIG_INVALID that names the place, the fault and the mend.
 *
 * A project's own `.hanzo/config.json` is not read: it must first be trusted by the hash of its content, which nothing
 * does yet.
 */
export function loadConfig(sources: ConfigSources): Config {
  const { flags } = sources;
  const home = chooseHome(sources);
  const path = homePaths(home.value).config;
  const file = readConfigFile(path);
  const { read, note, origins } = createReader(sources.env, path);
  note('home', home);

  const openai = chooseOpenAi(sources, file, path, read, note);
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
    openai,
    ...defined({ orchestrator, localModel, modelsEndpoint }),
    limits: readLimits(sources, file, read),
    mesh: readMesh(sources, file, read),
    worker: readWorker(sources, file, path, origins),
    logLevel: logLevel ?? 'info',
    origins,
  });
}

function readLimits({ flags }: ConfigSources, file: ConfigFile, read: Read): Config['limits'] {
  return defined({
    dayMicros: read(
      'limits.dailyUsd',
      ['--daily-limit', flags.dailyLimit],
      'HANZO_DAILY_LIMIT',
      file.limits?.dailyUsd,
      parseLimit,
    ),
    hourMicros: read(
      'limits.hourlyUsd',
      ['--hourly-limit', flags.hourlyLimit],
      'HANZO_HOURLY_LIMIT',
      file.limits?.hourlyUsd,
      parseLimit,
    ),
  });
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

/** Reads a setting from its flag, its variable and the file, in this order, and remembers where it was. */
type Read = <T>(
  key: ConfigKey,
  flag: Place | undefined,
  variable: string,
  inFile: Place[1],
  parse: Parse<T>,
) => T | undefined;
type Note = <T>(key: ConfigKey, chosen: Chosen<T> | undefined) => T | undefined;

interface Reader {
  readonly read: Read;
  readonly note: Note;
  readonly origins: Partial<Record<ConfigKey, string>>;
}

function createReader(env: ConfigSources['env'], path: string): Reader {
  const origins: Partial<Record<ConfigKey, string>> = {};
  const note: Note = (key, chosen) => {
    if (chosen) origins[key] = chosen.from;
    return chosen?.value;
  };
  const read: Read = (key, flag, variable, inFile, parse) => {
    const places: readonly Place[] = [
      ...(flag ? [flag] : []),
      [variable, env[variable]],
      [inFileName(path, key), inFile],
    ];
    return note(key, choose(places, parse));
  };
  return { read, note, origins };
}

const inFileName = (path: string, key: ConfigKey): string => `${path} (${key})`;

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

function chooseOpenAi(
  { flags, env }: ConfigSources,
  file: ConfigFile,
  path: string,
  read: Read,
  note: Note,
): Config['openai'] {
  const base = chooseBaseUrl(
    [
      ['--base-url', flags.baseUrl],
      [inFileName(path, 'openai.baseUrl'), file.openai?.baseUrl],
    ],
    env,
  );
  note('openai.baseUrl', base);
  const gpt5 = choose(
    [
      [inFileName(path, 'openai.gpt5BaseUrl'), file.openai?.gpt5BaseUrl],
      ['GPT5_ENDPOINT', env['GPT5_ENDPOINT']],
    ],
    parseBaseUrl,
  );
  note('openai.gpt5BaseUrl', gpt5);
  const api = read('openai.api', ['--api', flags.api], 'HANZO_OPENAI_API', file.openai?.api, parseApi);
  if (!api) note('openai.api', { value: api, from: 'default' });
  const apiKey = read('openai.apiKey', undefined, 'OPENAI_API_KEY', file.openai?.apiKey, parseApiKey);
  return {
    ...defined({ apiKey }),
    baseUrl: base.value,
    baseUrlFrom: base.from,
    ...(gpt5 ? { gpt5BaseUrl: gpt5.value, gpt5BaseUrlFrom: gpt5.from } : {}),
    api: api ?? defaultApi(base.value),
    apiChosen: api !== undefined,
  };
}

function readConfigFile(path: string): ConfigFile {
  const content = readJsonFile(path);
  if (content === undefined) return {};
  const file = checkFile(configFileSchema, content, path);
  const secret = file.openai?.apiKey !== undefined;
  if (secret && process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    throw new HanzoError('CONFIG_INVALID', `${path} holds a key and can be read by other users of this machine.`, {
      details: { file: path },
      mend: `Run: chmod 600 ${path}`,
    });
  }
  return file;
}

/** Drops the undefined ones. */
function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
