import type { WorkerKey, WorkerSection, WorkerSettings } from './worker-section.ts';

/** Which of OpenAI's two interfaces an endpoint speaks. */
export type ApiKind = 'responses' | 'chat';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Everything that can be configured, by the name that people see in `hanzo doctor` and in config.json. */
export type ConfigKey =
  | 'home'
  | 'openai.apiKey'
  | 'openai.baseUrl'
  | 'openai.gpt5BaseUrl'
  | 'openai.api'
  | 'orchestrator'
  | 'localModel'
  | 'limits.dailyUsd'
  | 'limits.hourlyUsd'
  | 'mesh.listen'
  | 'mesh.bootstrap'
  | 'models.endpoint'
  | `worker.${WorkerKey}`
  | 'logLevel';

/** What the command line may set. There is no flag for the API key: other users of the machine could read it. */
export interface ConfigFlags {
  readonly home?: string;
  readonly baseUrl?: string;
  readonly api?: string;
  readonly orchestrator?: string;
  readonly localModel?: string;
  /** US dollars. */
  readonly dailyLimit?: string;
  /** US dollars. */
  readonly hourlyLimit?: string;
  readonly listen?: readonly string[];
  readonly bootstrap?: readonly string[];
  readonly endpoint?: string;
  /** The owner's policy for one process. A key here wins over the same key of the file. */
  readonly worker?: WorkerSection;
  readonly logLevel?: string;
}

/** One node's settings. Frozen. Absent means: not set. */
export interface Config {
  readonly home: string;
  readonly openai: {
    readonly apiKey?: string;
    /** Without a trailing slash. */
    readonly baseUrl: string;
    /** Where the base URL comes from, for people. */
    readonly baseUrlFrom: string;
    /** For gpt-5* models, when they live elsewhere. */
    readonly gpt5BaseUrl?: string;
    readonly gpt5BaseUrlFrom?: string;
    /** For `baseUrl`. An endpoint on another host may differ: ask {@link endpointFor}. */
    readonly api: ApiKind;
    /** True when somebody chose `api`; then it holds for every endpoint. */
    readonly apiChosen: boolean;
  };
  readonly orchestrator?: string;
  readonly localModel?: string;
  /** A mirror of Hugging Face for `hf:` models, without a trailing slash. */
  readonly modelsEndpoint?: string;
  /** Integer micro-dollars. Absent: no limit. */
  readonly limits: { readonly dayMicros?: number; readonly hourMicros?: number };
  readonly mesh: {
    /** Multiaddrs to listen on. Absent: the mesh's defaults. */
    readonly listen?: readonly string[];
    /** Multiaddrs of nodes to join through. */
    readonly bootstrap?: readonly string[];
  };
  /** What the owner of this machine allows. Absent keys: the worker's defaults. */
  readonly worker: WorkerSettings;
  readonly logLevel: LogLevel;
  /** Where each value comes from: a flag, a variable, the config file, or `default`. Unset values are missing. */
  readonly origins: Readonly<Partial<Record<ConfigKey, string>>>;
}
