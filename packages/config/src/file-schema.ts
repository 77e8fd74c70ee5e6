import {
  API_KINDS,
  EFFORTS,
  parseDollars,
  SERVICE_TIERS,
  type ApiKind,
  type Effort,
  type ServiceTier,
} from '@hanzo/contracts';
import { z } from 'zod';
import { delegateSectionSchema, type DelegateSection } from './delegate-section.ts';
import { mayHoldKey } from './key-variable-name.ts';
import { LOG_LEVELS, PROVIDER_KINDS, type OpenAiApi, type ProviderKind } from './model.ts';
import { overrideSections, type RoutingOverrides } from './tiers.ts';
import { toolsSectionSchema, type ToolsSection } from './tools-section.ts';
import { workerSectionSchema, type WorkerSection } from './worker-section.ts';

const usd: z.ZodType<string | number> = z
  .union([z.string(), z.number()])
  .refine(
    (amount) => parseDollars(amount) !== undefined,
    'must be an amount in US dollars such as 12.50, with at most six decimals',
  )
  .describe('US dollars, exact to the micro-dollar');

const url: z.ZodType<string> = z
  .string()
  .describe('An http or https URL with its version part, such as http://127.0.0.1:11434/v1');
const addresses: z.ZodType<string[]> = z.array(
  z.string().startsWith('/', 'must be a multiaddr such as /ip4/10.0.0.5/tcp/4001'),
);

const apiKey = z
  .string()
  .min(1)
  .optional()
  .describe('Better kept with `hanzo keys set`; the file must then be readable by its owner only');

const openai = z.strictObject({
  apiKey,
  baseUrl: url.optional(),
  gpt5BaseUrl: url.optional().describe('For gpt-5* models, when they live elsewhere'),
  api: z.enum(['responses', 'chat']).optional(),
});

const anthropic = z.strictObject({
  apiKey,
  baseUrl: url.optional().describe('Without /v1, such as https://api.anthropic.com'),
});

const provider = z.strictObject({
  kind: z.enum(PROVIDER_KINDS).describe('Whose interface it speaks'),
  baseUrl: url,
  api: z.enum(API_KINDS).optional().describe('When it speaks only this one'),
  apiKey,
  apiKeyEnv: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of a variable, such as GROQ_API_KEY')
    .refine(mayHoldKey, 'must be a variable for a key, such as GROQ_API_KEY: this one holds something else')
    .optional()
    .describe('The variable that holds its key (default: <NAME>_API_KEY)'),
});

const providers = z.record(
  z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be a short name of lower-case letters, digits and hyphens')
    .refine((name) => name !== 'constructor', 'is a name that programs keep for themselves'),
  provider,
);

const calls = z.strictObject({
  retryOnRateLimit: z.boolean().optional(),
  maxRetries: z.int().min(0).max(20).optional(),
  serviceTier: z.enum(SERVICE_TIERS).optional(),
  effort: z.enum(EFFORTS).optional(),
  fallbacks: z.record(z.string().min(1), z.array(z.string().min(1))).optional(),
});

/** An empty one would be accepted and bind nobody. */
const named = z.string().min(1, 'must be a name');
const caps = { dailyUsd: usd.optional(), hourlyUsd: usd.optional() };
const limits = z.strictObject({
  ...caps,
  keys: z.record(named, z.strictObject(caps)).optional().describe("By the provider's name"),
  members: z.record(named, z.strictObject(caps)).optional().describe("By the member's name"),
});

const mesh = z.strictObject({
  listen: addresses.optional(),
  bootstrap: addresses.optional(),
});

const routing = z.strictObject({
  learn: z
    .boolean()
    .optional()
    .describe('Learn on this machine which models pass the gates at which tasks, and go by it (default: true)'),
});

const cache = z.strictObject({
  enabled: z
    .boolean()
    .optional()
    .describe('Keep answers that passed their gates, and do not ask twice (default: true)'),
  maxBytes: z
    .int()
    .min(1_000_000)
    .optional()
    .describe('Room on the disk; what was not used for longest goes first (default: 256 MiB)'),
});

const models = z.strictObject({
  endpoint: url.optional().describe('A mirror of https://huggingface.co to download models from'),
});

type Amount = string | number | undefined;

/** US dollars. */
export interface LimitEntry {
  readonly dailyUsd?: Amount;
  readonly hourlyUsd?: Amount;
}

/** One entry of `providers`. */
export interface ProviderEntry {
  readonly kind: ProviderKind;
  readonly baseUrl: string;
  readonly api?: ApiKind | undefined;
  readonly apiKey?: string | undefined;
  readonly apiKeyEnv?: string | undefined;
}

/** What config.json may hold. */
export interface ConfigFile extends RoutingOverrides {
  readonly $schema?: string | undefined;
  readonly openai?:
    | {
        readonly apiKey?: string | undefined;
        readonly baseUrl?: string | undefined;
        readonly gpt5BaseUrl?: string | undefined;
        readonly api?: OpenAiApi | undefined;
      }
    | undefined;
  readonly anthropic?: { readonly apiKey?: string | undefined; readonly baseUrl?: string | undefined } | undefined;
  readonly providers?: Readonly<Record<string, ProviderEntry>> | undefined;
  readonly orchestrator?: string | undefined;
  readonly localModel?: string | undefined;
  readonly calls?:
    | {
        readonly retryOnRateLimit?: boolean | undefined;
        readonly maxRetries?: number | undefined;
        readonly serviceTier?: ServiceTier | undefined;
        readonly effort?: Effort | undefined;
        readonly fallbacks?: Readonly<Record<string, readonly string[]>> | undefined;
      }
    | undefined;
  readonly limits?:
    | (LimitEntry & {
        readonly keys?: Readonly<Record<string, LimitEntry>> | undefined;
        readonly members?: Readonly<Record<string, LimitEntry>> | undefined;
      })
    | undefined;
  readonly mesh?:
    | {
        readonly listen?: string[] | undefined;
        readonly bootstrap?: string[] | undefined;
      }
    | undefined;
  /** What models may do with tools. */
  readonly tools?: ToolsSection | undefined;
  /** How issues are delegated. */
  readonly delegate?: DelegateSection | undefined;
  /** What the owner of this machine allows. */
  readonly worker?: WorkerSection | undefined;
  readonly routing?: { readonly learn?: boolean | undefined } | undefined;
  readonly cache?: { readonly enabled?: boolean | undefined; readonly maxBytes?: number | undefined } | undefined;
  readonly models?: { readonly endpoint?: string | undefined } | undefined;
  readonly logLevel?: (typeof LOG_LEVELS)[number] | undefined;
}

export const configFileSchema: z.ZodType<ConfigFile> = z.strictObject({
  $schema: z.string().optional(),
  ...overrideSections,
  openai: openai.optional(),
  anthropic: anthropic.optional(),
  providers: providers.optional(),
  orchestrator: z.string().min(1).optional(),
  localModel: z.string().min(1).optional(),
  calls: calls.optional(),
  limits: limits.optional(),
  mesh: mesh.optional(),
  routing: routing.optional(),
  cache: cache.optional(),
  models: models.optional(),
  tools: toolsSectionSchema.optional(),
  delegate: delegateSectionSchema.optional(),
  worker: workerSectionSchema.optional(),
  logLevel: z.enum(LOG_LEVELS).optional(),
});

/** JSON Schema of config.json, for editors. */
export function configJsonSchema(): Readonly<Record<string, unknown>> {
  return { title: 'hanzo user configuration', ...z.toJSONSchema(configFileSchema) };
}
