import type { CardBase } from './model-card.ts';
import type { Price } from './price.ts';

/** How hard a model thinks before it answers, least first. */
export const EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;
export type Effort = (typeof EFFORTS)[number];

/**
 * What a request is promised. `flex`: cheaper, slower, and refused when the provider is busy. `priority`: dearer and
 * faster. `batch`: at half the price, answered within 24 hours.
 */
export const SERVICE_TIERS = ['standard', 'flex', 'priority', 'batch'] as const;
export type ServiceTier = (typeof SERVICE_TIERS)[number];

/** The interfaces that providers speak: OpenAI's two, and Anthropic's. */
export const API_KINDS = ['responses', 'chat', 'messages'] as const;
export type ApiKind = (typeof API_KINDS)[number];

/** What requests to a model may hold. A parameter that it refuses is never sent. */
export interface Capabilities {
  /** Interfaces that serve it. */
  readonly apis: readonly ApiKind[];
  /** Temperature and seed. */
  readonly sampling: boolean;
  /** Texts that end the answer. */
  readonly stop: boolean;
  /** Answers that keep to a JSON schema. */
  readonly json: boolean;
  readonly tools: boolean;
  /** Whether it can be made to call a tool. Models that always think refuse it. @default `tools` */
  readonly forcedTools?: boolean;
  /**
   * Whether it takes tools over Chat Completions. `without-effort`: only where it is asked for effort `none`.
   * @default 'yes', if `tools`
   */
  readonly toolsOverChat?: 'yes' | 'no' | 'without-effort';
  /** Prompt-cache keys. */
  readonly cacheKey: boolean;
  /** Pictures in the prompt. */
  readonly images: boolean;
  /** Efforts that may be asked for. Empty: it takes no such parameter. */
  readonly efforts: readonly Effort[];
}

/** A model behind an API. */
export interface ApiModelCard extends CardBase {
  readonly kind: 'api';
  /** `openai`, `anthropic`, or a name under `providers` of the configuration. */
  readonly provider: string;
  /** Of the standard tier. Undefined: not sold any more, or unknown. Paid calls are refused then. */
  readonly price: Price | undefined;
  /** Of other service tiers. A tier without a price is not sold. */
  readonly tierPrices: Readonly<Partial<Record<Exclude<ServiceTier, 'standard'>, Price>>>;
  /** ISO date of the last day (UTC) on which the provider serves it: providers name no hour. */
  readonly shutdown: string | undefined;
  /** The model its provider or we suggest instead. Never swapped silently. */
  readonly replacement: string | undefined;
  /** Tried in this order where the provider does not serve the model. @default the chain of replacements */
  readonly fallbacks: readonly string[] | undefined;
  readonly takes: Capabilities;
}

/** The price of a model in a service tier; undefined when it is not sold there. */
export function priceOf(card: ApiModelCard, tier: ServiceTier): Price | undefined {
  return tier === 'standard' ? card.price : card.tierPrices[tier];
}

const DAY_MS = 86_400_000;

/** True when a model's last day, in UTC, is over. @param now milliseconds since the epoch */
export function isGone({ shutdown }: Pick<ApiModelCard, 'shutdown'>, now: number): boolean {
  return shutdown !== undefined && now >= Date.parse(shutdown) + DAY_MS;
}
