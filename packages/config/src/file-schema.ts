import { parseDollars } from '@hanzo/contracts';
import { z } from 'zod';
import { LOG_LEVELS } from './model.ts';
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

const openai = z.strictObject({
  apiKey: z
    .string()
    .min(1)
    .optional()
    .describe('Better kept in OPENAI_API_KEY; the file must then be readable by its owner only'),
  baseUrl: url.optional(),
  gpt5BaseUrl: url.optional().describe('For gpt-5* models, when they live elsewhere'),
  api: z.enum(['responses', 'chat']).optional(),
});

const limits = z.strictObject({ dailyUsd: usd.optional(), hourlyUsd: usd.optional() });

const mesh = z.strictObject({
  listen: addresses.optional(),
  bootstrap: addresses.optional(),
});

const models = z.strictObject({
  endpoint: url.optional().describe('A mirror of https://huggingface.co to download models from'),
});

/** What config.json may hold. */
export interface ConfigFile {
  readonly $schema?: string | undefined;
  readonly openai?:
    | {
        readonly apiKey?: string | undefined;
        readonly baseUrl?: string | undefined;
        readonly gpt5BaseUrl?: string | undefined;
        readonly api?: 'responses' | 'chat' | undefined;
      }
    | undefined;
  readonly orchestrator?: string | undefined;
  readonly localModel?: string | undefined;
  readonly limits?:
    | { readonly dailyUsd?: string | number | undefined; readonly hourlyUsd?: string | number | undefined }
    | undefined;
  readonly mesh?:
    | {
        readonly listen?: string[] | undefined;
        readonly bootstrap?: string[] | undefined;
      }
    | undefined;
  /** What the owner of this machine allows. */
  readonly worker?: WorkerSection | undefined;
  readonly models?: { readonly endpoint?: string | undefined } | undefined;
  readonly logLevel?: (typeof LOG_LEVELS)[number] | undefined;
}

export const configFileSchema: z.ZodType<ConfigFile> = z.strictObject({
  $schema: z.string().optional(),
  openai: openai.optional(),
  orchestrator: z.string().min(1).optional(),
  localModel: z.string().min(1).optional(),
  limits: limits.optional(),
  mesh: mesh.optional(),
  models: models.optional(),
  worker: workerSectionSchema.optional(),
  logLevel: z.enum(LOG_LEVELS).optional(),
});

/** JSON Schema of config.json, for editors. */
export function configJsonSchema(): Readonly<Record<string, unknown>> {
  return { title: 'hanzo user configuration', ...z.toJSONSchema(configFileSchema) };
}
