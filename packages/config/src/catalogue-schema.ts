import {
  API_KINDS,
  type ApiModelCard,
  type Capabilities,
  EFFORTS,
  type LocalModelCard,
  parseDollars,
  type ServiceTier,
  TASK_KINDS,
  TIERS,
} from '@hanzo/contracts';
import { z } from 'zod';

/** Nobody sells a million tokens for more: such a number is a slip of the pen. US dollars. */
const DEAREST = 10_000;

const usd = z.union([z.string(), z.number()]).refine((amount) => {
  const micros = parseDollars(amount);
  return micros !== undefined && micros <= DEAREST * 1_000_000;
}, `must be US dollars per million tokens, such as "0.25", and at most ${DEAREST}`);

/** More than any model writes at once: such a number is a slip of the pen, and would hold all the money there is. */
const MOST_OUTPUT_TOKENS = 10_000_000;

const outputTokens = z.int().positive().max(MOST_OUTPUT_TOKENS, `must be at most ${MOST_OUTPUT_TOKENS}`);

const base = {
  name: z.string().regex(/^(?!local:)[a-z0-9][\w.:/-]*$/i, 'must be a plain model name'),
  aliases: z.array(z.string().min(1)).default([]),
  contextTokens: z.int('must be the most tokens of prompt, a whole number').positive(),
  tiers: z.array(z.enum(TIERS)).default([]),
  note: z.string().optional(),
};

const price = z.strictObject({
  input: usd,
  cachedInput: usd.optional(),
  cacheWrite: usd.optional(),
  output: usd,
});

const takes = z.strictObject({
  apis: z.array(z.enum(API_KINDS)).min(1, 'must name at least one interface').optional(),
  sampling: z.boolean().optional(),
  stop: z.boolean().optional(),
  json: z.boolean().optional(),
  tools: z.boolean().optional(),
  forcedTools: z.boolean().optional(),
  toolsOverChat: z.enum(['yes', 'no', 'without-effort']).optional(),
  cacheKey: z.boolean().optional(),
  images: z.boolean().optional(),
  efforts: z.array(z.enum(EFFORTS)).optional(),
});

const apiModel = z.strictObject({
  ...base,
  kind: z.literal('api'),
  provider: z.string().min(1),
  // The prefix asks for local models alone: nobody would find an API model by it.
  aliases: z
    .array(z.string().regex(/^(?!local:)./, 'must not begin with local: for a model behind an API'))
    .default([]),
  maxOutputTokens: outputTokens.optional(),
  price: price.nullable().default(null),
  tierPrices: z
    .strictObject({ flex: price.optional(), priority: price.optional(), batch: price.optional() })
    .optional(),
  shutdown: z.iso.date('must be a date such as 2026-12-11').optional(),
  replacement: z.string().optional(),
  fallbacks: z.array(z.string().min(1)).optional(),
  takes: takes.optional(),
});

const ADDRESSES = 'must be hf:owner/repo/file.gguf, https: or file:';
const uri = z.string().regex(/^(hf:[^/]+\/[^/]+\/.+\.gguf|https:\/\/.+|file:.+)$/, ADDRESSES);

/** Which model may come as a package, `checkCards` knows. */
const uriOrPackage = z.union([uri, z.literal('npm:@hanzo/embedded-model')], ADDRESSES);

const localModel = z.strictObject({
  ...base,
  kind: z.literal('local'),
  maxOutputTokens: outputTokens,
  uri: uriOrPackage,
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex digits')
    .optional(),
  fileName: z.string().regex(/^[\w.-]+\.gguf$/i, 'must be a plain file name that ends in .gguf'),
  sizeBytes: z.int().positive(),
  parameters: z.string().min(1).optional(),
  quantization: z.string().min(1).optional(),
  kvBytesPerToken: z.int().positive().optional(),
  licence: z.string().min(1).optional(),
  kinds: z.array(z.enum(TASK_KINDS)).min(1, 'must name at least one kind of task').optional(),
  mirrors: z.array(uri).optional(),
});

type Noted<T> = Omit<T, 'note'> & { readonly note?: string | undefined };

/** US dollars per million tokens, as the file writes them. */
export interface PriceEntry {
  readonly input: string | number;
  /** @default the input price */
  readonly cachedInput?: string | number | undefined;
  /** @default the input price */
  readonly cacheWrite?: string | number | undefined;
  readonly output: string | number;
}

type OtherTier = Exclude<ServiceTier, 'standard'>;

/** A model behind an API as the file writes it. `price: null` for models that are not sold any more. */
export interface ApiModelEntry extends Noted<
  Omit<ApiModelCard, 'price' | 'tierPrices' | 'shutdown' | 'replacement' | 'fallbacks' | 'takes' | 'maxOutputTokens'>
> {
  /** @default 4096, or the window where that is less */
  readonly maxOutputTokens?: number | undefined;
  readonly price: PriceEntry | null;
  /** Of other service tiers. A tier that is missing is not sold. */
  readonly tierPrices?: { readonly [tier in OtherTier]?: PriceEntry | undefined } | undefined;
  readonly shutdown?: string | undefined;
  readonly replacement?: string | undefined;
  readonly fallbacks?: readonly string[] | undefined;
  /** What is missing is as with most models of such a provider. */
  readonly takes?: { readonly [ability in keyof Capabilities]?: Capabilities[ability] | undefined } | undefined;
}

/** A worker's model as the file writes it. */
export interface LocalModelEntry extends Noted<Omit<LocalModelCard, 'sha256'>> {
  readonly sha256?: string | undefined;
}

/** One model as the file writes it. */
export type ModelEntry = ApiModelEntry | LocalModelEntry;

export const modelEntrySchema: z.ZodType<ModelEntry> = z.discriminatedUnion('kind', [apiModel, localModel]);

/** A model whose fields are not checked yet. */
export type RawEntry = { readonly name: string } & Readonly<Record<string, unknown>>;

/** A file with models: the shipped catalogue, or the user's additions to it. */
export interface ModelsFile {
  readonly $schema?: string | undefined;
  readonly version?: string | undefined;
  readonly source?: string | undefined;
  readonly models: readonly RawEntry[];
}

const rawEntries = z.array(z.looseObject({ name: z.string().min(1) }));

/** configs/models.json. */
export const catalogueFileSchema: z.ZodType<ModelsFile & { readonly version: string }> = z.strictObject({
  $schema: z.string().optional(),
  version: z.string().min(1),
  source: z.string().optional(),
  models: rawEntries.min(1, 'must name at least one model'),
});

/** models.json of the home folder: whole entries, or parts of known ones, by name. */
export const overridesFileSchema: z.ZodType<ModelsFile> = z.strictObject({
  $schema: z.string().optional(),
  version: z.string().min(1).optional(),
  source: z.string().optional(),
  models: rawEntries,
});
