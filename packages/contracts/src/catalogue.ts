import type { Tier } from './task.ts';

/** Prices in micro-dollars per million tokens, so that every price is an integer. */
export interface Price {
  readonly inputMicros: number;
  readonly cachedInputMicros: number;
  readonly outputMicros: number;
}

interface CardBase {
  /** The name people use: `gpt-5`, `llama3.2`. */
  readonly name: string;
  readonly aliases: readonly string[];
  /** Most tokens of prompt. */
  readonly contextTokens: number;
  /** Most tokens of answer. */
  readonly maxOutputTokens: number;
  /** The tiers this model is good enough for, by default. */
  readonly tiers: readonly Tier[];
  readonly note?: string;
}

/** A model behind an API. */
export interface ApiModelCard extends CardBase {
  readonly kind: 'api';
  readonly provider: 'openai' | 'anthropic';
  /** Undefined: not sold any more, or unknown. Paid calls are refused then. */
  readonly price: Price | undefined;
  /** ISO date after which the provider stops serving it. */
  readonly shutdown: string | undefined;
  /** The model its provider or we suggest instead. Never swapped silently. */
  readonly replacement: string | undefined;
  /** False when the model refuses temperature and the like. */
  readonly acceptsSampling: boolean;
  /** True when it takes `reasoning.effort`. */
  readonly reasons: boolean;
}

/** A model that runs on a worker. */
export interface LocalModelCard extends CardBase {
  readonly kind: 'local';
  /** Where `hanzo models pull` gets it: `hf:owner/repo/file.gguf` or https. */
  readonly uri: string;
  /** Hex, of the GGUF file. Undefined where the publisher gives none: then it is shown after the download. */
  readonly sha256: string | undefined;
  readonly fileName: string;
  readonly sizeBytes: number;
}

export type ModelCard = ApiModelCard | LocalModelCard;

export interface Catalogue {
  /** Version of the price table; stored with every charge. */
  readonly version: string;
  readonly models: readonly ModelCard[];
}

/** Finds a model by name or alias. `local:` is a prefix people write for worker models, not part of the name. */
export function findModel(catalogue: Catalogue, name: string): ModelCard | undefined {
  const local = name.startsWith('local:');
  const bare = local ? name.slice('local:'.length) : name;
  return catalogue.models.find(
    (card) => (card.name === bare || card.aliases.includes(bare)) && (!local || card.kind === 'local'),
  );
}

/** What a call costs, in integer micro-dollars, rounded up: the ledger is never below the bill. */
export function costMicros(
  price: Price,
  usage: { inputTokens: number; cachedInputTokens: number; outputTokens: number },
): number {
  const fresh = Math.max(0, usage.inputTokens - usage.cachedInputTokens);
  const perMillion =
    fresh * price.inputMicros +
    usage.cachedInputTokens * price.cachedInputMicros +
    usage.outputTokens * price.outputMicros;
  return Math.ceil(perMillion / 1_000_000);
}
