import { availableParallelism } from 'node:os';
import { HanzoError, type Logger, type ModelProvider } from '@hanzo/contracts';

/** The most sequences one engine decodes at once. */
export const MOST_SLOTS = 32;

export interface LlamaEngineOptions {
  /** A GGUF file. */
  readonly modelPath: string;
  /** What answers are signed with. */
  readonly modelName: string;
  /** Generations that run at once, 1..32. Each holds a context of its own in memory. */
  readonly slots: number;
  /** Tokens of prompt and answer together, per slot. Cut to what the model was trained for. */
  readonly contextTokens: number;
  /** @default one less than the machine's cores, at least 1 */
  readonly threads?: number;
  /** `auto` takes the best backend that is installed and works. @default 'auto' */
  readonly gpu?: 'auto' | 'off';
  readonly log: Logger;
  /** How long the first load may take. @default 180_000 */
  readonly startTimeoutMs?: number;
}

/** Facts about a running engine that do not change. */
export interface LlamaEngineInfo {
  readonly modelName: string;
  /** Hex, of the whole file. */
  readonly modelSha256: string;
  /** Per slot, as it is in force. */
  readonly contextTokens: number;
  readonly slots: number;
  readonly sizeBytes: number;
  /** From the child's start of loading to its readiness. */
  readonly loadMs: number;
  /** `cpu` or the backend's name. */
  readonly gpu: string;
  /** CPU threads that a decode takes. */
  readonly threads: number;
}

/**
 * A local model in a child process. Generations beyond `slots` wait their turn.
 * Disposing ends the child; what still runs or waits is rejected with ENGINE_FAILED.
 */
export interface LlamaEngine extends ModelProvider, AsyncDisposable {
  readonly info: LlamaEngineInfo;
  /** Of the child process. Undefined while it is being replaced and after the end. */
  readonly pid: number | undefined;
  /** Resolves when the child is gone for good: disposed, or given up after crashes. */
  readonly closed: Promise<void>;
}

/** When to restart and when to lose patience. Milliseconds, except `mostFailures`. */
export interface EnginePolicy {
  readonly firstBackOffMs: number;
  readonly longestBackOffMs: number;
  /** Consecutive failures after which the engine gives up. */
  readonly mostFailures: number;
  /** A child that lived this long was healthy: its crash counts as the first. */
  readonly healthyMs: number;
  /** Silence of a working child after which it counts as hung. */
  readonly silenceMs: number;
  /** The same for a child that still talks while its engine finishes nothing. */
  readonly stallMs: number;
  /** Between SIGTERM and SIGKILL. */
  readonly graceMs: number;
}

export const DEFAULT_POLICY: EnginePolicy = {
  firstBackOffMs: 500,
  longestBackOffMs: 30_000,
  mostFailures: 5,
  healthyMs: 60_000,
  silenceMs: 20_000,
  stallMs: 120_000,
  graceMs: 2_000,
};

const DEFAULT_START_TIMEOUT_MS = 180_000;

export type CheckedOptions = Required<LlamaEngineOptions>;

/** Fills in defaults and refuses what cannot work. */
export function checkOptions(options: LlamaEngineOptions): CheckedOptions {
  const checked = {
    threads: Math.max(1, availableParallelism() - 1),
    gpu: 'auto' as const,
    startTimeoutMs: DEFAULT_START_TIMEOUT_MS,
    ...options,
  };
  requireInteger('slots', checked.slots, 1, MOST_SLOTS);
  requireInteger('contextTokens', checked.contextTokens, 16, 2 ** 24);
  requireInteger('threads', checked.threads, 1, 1024);
  return checked;
}

function requireInteger(name: string, value: number, least: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw new HanzoError('CONFIG_INVALID', `The llama engine's ${name} is ${value}.`, {
    details: { [name]: value },
    mend: `Set ${name} to a whole number from ${least} to ${most}.`,
  });
}
