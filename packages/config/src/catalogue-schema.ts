import { API_KINDS, EFFORTS, type LocalModelCard, type ApiModelCard, TIERS, parseDollars } from '@hanzo/contracts';
import { z } from 'zod';

const usd = z
  .union([z.string(), z.number()])
  .refine((amount) => parseDollars(amount) !== undefined, 'must be US dollars per million tokens, such as "0.25"');

const base = {
  name: z.string().regex(/^(?!local:)[a-z0-9][\w.:-]*$/i, 'must be a plain model name'),
  aliases: z.array(z.string().min(1)).default([]),
  contextTokens: z.int().positive(),
  maxOutputTokens: z.int().positive(),
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
  apis: z.array(z.enum(API_KINDS)).min(1),
  sampling: z.boolean(),
  stop: z.boolean(),
  json: z.boolean(),
  tools: z.boolean(),
  cacheKey: z.boolean(),
  images: z.boolean(),
  efforts: z.array(z.enum(EFFORTS)),
});

const apiModel = z.strictObject({
  ...base,
  kind: z.literal('api'),
  provider: z.string().min(1),
  price: price.nullable(),
  tierPrices: z
    .strictObject({ flex: price.optional(), priority: price.optional(), batch: price.optional() })
    .optional(),
  shutdown: z.iso.date().optional(),
  replacement: z.string().optional(),
  fallbacks: z.array(z.string().min(1)).optional(),
  takes,
});

const uri = z
  .string()
  .regex(/^(hf:[^/]+\/[^/]+\/.+\.gguf|https:\/\/.+|file:.+)$/, 'must be hf:owner/repo/file.gguf, https: or file:');

const localModel = z.strictObject({
  ...base,
  kind: z.literal('local'),
  uri,
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
  mirrors: z.array(uri).optional(),
});

const model = z.discriminatedUnion('kind', [apiModel, localModel]);

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

/** A model behind an API as the file writes it. `price: null` for models that are not sold any more. */
export interface ApiModelEntry extends Noted<
  Omit<ApiModelCard, 'price' | 'tierPrices' | 'shutdown' | 'replacement' | 'fallbacks'>
> {
  readonly price: PriceEntry | null;
  /** Of other service tiers. A tier that is missing is not sold. */
  readonly tierPrices?:
    | {
        readonly flex?: PriceEntry | undefined;
        readonly priority?: PriceEntry | undefined;
        readonly batch?: PriceEntry | undefined;
      }
    | undefined;
  readonly fallbacks?: readonly string[] | undefined;
  readonly shutdown?: string | undefined;
  readonly replacement?: string | undefined;
}

/** A worker's model as the file writes it. */
export interface LocalModelEntry extends Noted<Omit<LocalModelCard, 'sha256'>> {
  readonly sha256?: string | undefined;
}

/** One model as the file writes it. */
export type ModelEntry = ApiModelEntry | LocalModelEntry;

/** configs/models.json. */
export interface CatalogueFile {
  readonly $schema?: string | undefined;
  readonly version: string;
  readonly source?: string | undefined;
  readonly models: readonly ModelEntry[];
}

export const catalogueFileSchema: z.ZodType<CatalogueFile> = z.strictObject({
  $schema: z.string().optional(),
  version: z.string().min(1),
  source: z.string().optional(),
  models: z.array(model).min(1),
});

/** The user's additions: whole entries, or parts of known ones, by name. */
export interface OverridesFile {
  readonly $schema?: string | undefined;
  readonly version?: string | undefined;
  readonly models: readonly ({ readonly name: string } & Readonly<Record<string, unknown>>)[];
}

export const overridesFileSchema: z.ZodType<OverridesFile> = z.strictObject({
  $schema: z.string().optional(),
  version: z.string().min(1).optional(),
  models: z.array(z.looseObject({ name: z.string().min(1) })),
});
