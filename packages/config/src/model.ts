import type { ApiKind, Effort, ServiceTier, ToolLimits, ToolRules } from '@hanzo/contracts';
import type { DelegateSection } from './delegate-section.ts';
import type { RoutingOverrides } from './tiers.ts';
import type { WorkerKey, WorkerSection, WorkerSettings } from './worker-section.ts';

/** OpenAI's two interfaces. */
export type OpenAiApi = Exclude<ApiKind, 'messages'>;

/** Whose client an endpoint is called with. */
export const PROVIDER_KINDS = ['openai', 'anthropic'] as const;
export type ProviderKind = (typeof PROVIDER_KINDS)[number];

export const LOG_LEVELS = ['debug', 'info', 'warn', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Everything that can be configured, by the name that people see in `hanzo doctor` and in config.json. */
export type ConfigKey =
  | 'home'
  | 'openai.apiKey'
  | 'openai.baseUrl'
  | 'openai.gpt5BaseUrl'
  | 'openai.api'
  | 'anthropic.apiKey'
  | 'anthropic.baseUrl'
  | `providers.${string}`
  | 'orchestrator'
  | 'localModel'
  | `calls.${keyof Calls}`
  | LimitKey
  | `limits.keys.${string}`
  | `limits.members.${string}`
  | 'routing.learn'
  | 'cache.enabled'
  | 'cache.maxBytes'
  | 'mesh.listen'
  | 'mesh.bootstrap'
  | 'models.endpoint'
  | `worker.${WorkerKey}`
  | ToolKey
  | DelegateKey
  | 'logLevel';

/** Settings of {@link ToolSettings}, as config.json names them. */
export type ToolKey =
  | `tools.approve.${keyof Omit<ToolRules, 'byName'>}`
  | 'tools.byName'
  | 'tools.steps'
  | 'tools.seconds'
  | 'tools.budgetUsd'
  | 'tools.callSeconds';

/** Settings of {@link DelegateSettings}, as config.json names them. */
export type DelegateKey = `delegate.${keyof DelegateSection}`;

export type LimitKey = 'limits.dailyUsd' | 'limits.hourlyUsd';

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
  readonly calls?: {
    readonly retryOnRateLimit?: boolean;
    readonly maxRetries?: number;
    readonly serviceTier?: ServiceTier;
    readonly effort?: Effort;
  };
  readonly tools?: {
    /** 1 to 100. */
    readonly steps?: number;
    readonly seconds?: number;
    /** Checked. */
    readonly budgetUsd?: string;
  };
  /** The owner's policy for one process. A key here wins over the same key of the file. */
  readonly worker?: WorkerSection;
  readonly logLevel?: string;
}

/** How API models are called. */
export interface Calls {
  /** Wait and ask again when a provider says that it is asked too often. @default false */
  readonly retryOnRateLimit: boolean;
  /** Of one call. 0 to 20. @default 2 */
  readonly maxRetries: number;
  /** @default 'standard' */
  readonly serviceTier: ServiceTier;
  /** @default each model's own */
  readonly effort?: Effort;
  /** By a model's name: what is tried, in order, where it is not served. In place of the catalogue's. @default {} */
  readonly fallbacks: Readonly<Record<string, readonly string[]>>;
}

/**
 * What models may do with tools, and how much of it: `tools` of the user's config.json, which no project's file can say.
 * `--allow-tools` is not in it: see `rulesWith` of @hanzo/tools.
 */
export interface ToolSettings {
  /** @default DEFAULT_TOOL_RULES */
  readonly rules: ToolRules;
  /** @default DEFAULT_TOOL_LIMITS */
  readonly limits: ToolLimits;
  /** Of one call of a tool that says nothing itself, in milliseconds. @default 60 s */
  readonly callMs: number;
}

/** How issues are delegated to a strong model, where no flag says otherwise. */
export interface DelegateSettings {
  /** As somebody wrote it: a name of the catalogue, or an alias. @default gpt-4o, else the strongest that can be called */
  readonly model?: string;
  /** From the workspace on, with forward slashes; never outside of it. @default DEFAULT_DELEGATIONS_FOLDER */
  readonly folder: string;
  /** Of one delegation with all rounds and models, in integer micro-dollars. @default $1 */
  readonly budgetMicros: number;
  /** For files, estimated. 0 to 2,000,000. @default 30000 */
  readonly contextTokens: number;
  /** Rounds after an answer with low confidence. 0 to 5. @default 1 */
  readonly retries: number;
  /** `hanzo dev` delegates a task by itself once it has failed so often, 1 to 10. @default never */
  readonly afterFailures?: number;
}

/** Integer micro-dollars. Absent: no limit. */
export interface Limits {
  readonly dayMicros?: number;
  readonly hourMicros?: number;
}

/** Where a key is. */
export interface KeyPlace {
  /** For people: a variable, `keychain`, or a file. */
  readonly from: string;
  /** Undefined where it was not asked for: keychains are read only by commands that call APIs. */
  readonly value: string | undefined;
  /** Why what stands there can be no key: for whoever needs it. */
  readonly fault?: string;
}

/** An endpoint of the user's own. */
export interface OwnProvider {
  readonly kind: ProviderKind;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly baseUrlFrom: string;
  /** Absent: what the model takes and such an endpoint speaks. */
  readonly api?: ApiKind;
  readonly apiKey?: string;
  /** The variable that holds its key. Absent: `<NAME>_API_KEY`, and it may need none. */
  readonly apiKeyEnv?: string;
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
    readonly api: OpenAiApi;
    /** True when somebody chose `api`; then it holds for every endpoint. */
    readonly apiChosen: boolean;
  };
  readonly anthropic: {
    readonly apiKey?: string;
    /** Without a trailing slash, and without `/v1`: its client adds that. */
    readonly baseUrl: string;
    readonly baseUrlFrom: string;
  };
  /** By name. A card of the catalogue names one as its `provider`. */
  readonly providers: Readonly<Record<string, OwnProvider>>;
  /** Of each provider that has a key: where it is, the place that counts first. */
  readonly keys: Readonly<Record<string, readonly KeyPlace[]>>;
  readonly orchestrator?: string;
  readonly localModel?: string;
  readonly calls: Calls;
  readonly tools: ToolSettings;
  /** Without what a project says: see {@link withProjectDelegate}. */
  readonly delegate: DelegateSettings;
  readonly routing: {
    /** What gates say of answers is noted on this machine, and later runs go by it. @default true */
    readonly learn: boolean;
  };
  readonly cache: {
    /** Answers that passed their gates are kept, and the very same is not asked again. @default true */
    readonly enabled: boolean;
    /** Absent: the cache's own default. */
    readonly maxBytes?: number;
  };
  /** A mirror of Hugging Face for `hf:` models, without a trailing slash. */
  readonly modelsEndpoint?: string;
  readonly limits: Limits & {
    /** By the provider's name. */
    readonly keys?: Readonly<Record<string, Limits>>;
    /** By the member's name. */
    readonly members?: Readonly<Record<string, Limits>>;
  };
  readonly mesh: {
    /** Multiaddrs to listen on. Absent: the mesh's defaults. */
    readonly listen?: readonly string[];
    /** Multiaddrs of nodes to join through. */
    readonly bootstrap?: readonly string[];
  };
  /** What the owner of this machine allows. Absent keys: the worker's defaults. */
  readonly worker: WorkerSettings;
  /** What the user's file changes of the policy for tiers and kinds, as it is written there. */
  readonly policy?: RoutingOverrides;
  readonly logLevel: LogLevel;
  /** Where each value comes from: a flag, a variable, the config file, or `default`. Unset values are missing. */
  readonly origins: Readonly<Partial<Record<ConfigKey, string>>>;
}
