import type { ApiModelCard } from './api-model.ts';
import type { CardBase } from './model-card.ts';
import { TASK_KINDS, type TaskKind } from './task.ts';

/** The model that comes with hanzo, in a package that may be left out. No other card may say that it comes as one. */
export const EMBEDDED_MODEL_NAME = 'hanzo-embedded';

/** A model that runs on a worker. */
export interface LocalModelCard extends CardBase {
  readonly kind: 'local';
  /** Where `hanzo models pull` gets it: `hf:owner/repo/file.gguf` or https; `npm:` names the package that it comes with. */
  readonly uri: string;
  /** Hex, of the GGUF file. Undefined where the publisher gives none: then it is shown after the download. */
  readonly sha256: string | undefined;
  readonly fileName: string;
  readonly sizeBytes: number;
  /** For people: `3.2B`, or `30.5B, 3.3B at work` for a mixture of experts. */
  readonly parameters?: string | undefined;
  /** How the weights are stored: `Q4_K_M`. */
  readonly quantization?: string | undefined;
  /** Of keys and values at f16: 2 x layers x KV heads x head size x 2 bytes, from the model's published configuration. */
  readonly kvBytesPerToken?: number | undefined;
  /** An SPDX identifier, or the name that its publisher gives it. */
  readonly licence?: string | undefined;
  /** The kinds of tasks that it was made for: it is asked for no others. @default all */
  readonly kinds?: readonly TaskKind[] | undefined;
  /** Other addresses of the same file, tried in order when the first does not answer. */
  readonly mirrors?: readonly string[] | undefined;
}

/** What an engine is to hold at the same time. */
export interface EngineLoad {
  /** Per slot. */
  readonly contextTokens: number;
  readonly slots: number;
}

/**
 * Of weights in Q4_K_M, what llama.cpp keeps a second time on the CPU in another order: all that is stored as Q4_K,
 * about three quarters; the rest is Q6_K.
 */
const REPACKED_SHARE: Readonly<Record<string, number>> = { Q4_K_M: 0.75, Q4_0: 1, Q8_0: 0 };

/**
 * Process, vocabulary and buffers for one batch. `memoryNeed`, which reads a file's header, knows them exactly: from
 * 0.3 GB for a model of 1B parameters to 0.5 GB for one of 14B.
 */
const OVERHEAD_BYTES = 400_000_000;

/** The memory that a model of the catalogue takes on a CPU, before its file is there. Bytes, within about 10 %. */
export function cardMemoryBytes(card: LocalModelCard, { contextTokens, slots }: EngineLoad): number {
  const { sizeBytes, kvBytesPerToken = 0, quantization = '' } = card;
  const repacked = REPACKED_SHARE[quantization] ?? 0;
  return Math.ceil(sizeBytes * (1 + repacked) + kvBytesPerToken * contextTokens * slots + OVERHEAD_BYTES);
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

/** A model as whoever offers it names it. */
export interface OfferedModel {
  readonly name: string;
  /** Hex, of its weights. @default not known */
  readonly sha256?: string | undefined;
}

/** Why a model is not asked for tasks of this kind, in words without a full stop; undefined: it may be. */
export type WhyNotKind = (model: OfferedModel, kind: TaskKind) => string | undefined;

/** What the catalogue's models were made for. The same weights under another name are no other model. */
export function kindLimits({ models }: Catalogue): WhyNotKind {
  const limited = models.filter((card): card is LimitedCard => card.kind === 'local' && card.kinds !== undefined);
  return ({ name, sha256 }, kind) => {
    const card = limited.find((one) => one.name === name || (one.sha256 !== undefined && one.sha256 === sha256));
    if (card === undefined || card.kinds.includes(kind)) return undefined;
    const instead =
      card.name === EMBEDDED_MODEL_NAME ? 'pull a real model: hanzo models pull llama3.2' : 'use another model';
    return `${name} does ${card.kinds.join(' and ')} only; for the rest ${instead}`;
  };
}

/** True for a model that was made for some kinds of tasks only: one that does all does each of them better. */
export function isForFewKinds(model: OfferedModel, whyNotKind: WhyNotKind): boolean {
  return TASK_KINDS.some((kind) => whyNotKind(model, kind) !== undefined);
}

type LimitedCard = LocalModelCard & { readonly kinds: readonly TaskKind[] };
