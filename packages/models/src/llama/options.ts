import { availableParallelism } from 'node:os';
import { HanzoError, type Engine, type EngineInfo, type EngineState, type Logger } from '@hanzo/contracts';
import type { GpuChoice } from './child-protocol.ts';

/** The most sequences one engine decodes at once. */
export const MOST_SLOTS = 32;

const GPU_CHOICES: readonly GpuChoice[] = ['auto', 'cuda', 'vulkan', 'metal', 'off'];

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
  /**
   * `auto` takes the best backend that is installed and works, and the CPU when there is none. A backend by name is
   * refused with ENGINE_MISSING where it does not work. @default 'auto'
   */
  readonly gpu?: GpuChoice;
  /** How much of the GPU's memory may be taken, above 0 and up to 1. @default what is free */
  readonly gpuMemoryShare?: number;
  /** `low`: the owner's own programs come first. @default 'low' */
  readonly priority?: 'low' | 'normal';
  /**
   * Bytes for states of prompts' beginnings, so that no slot evaluates again what another one has; in a folder in memory
   * where there is one, so they count as memory that the engine takes. Cut to a quarter of the memory that is available
   * at the start. 0 switches it off. @default what `prefixCacheBytes` of the model's header says
   */
  readonly prefixCacheBytes?: number;
  readonly log: Logger;
  /** How long the first load may take. @default 60 s and 1 s for each 20 MB of the file, at most 180 s */
  readonly startTimeoutMs?: number;
  /** Told of every change, `ready` at the start excepted. Must not throw. */
  readonly onState?: (state: EngineState) => void;
}

/** Facts about a running engine. All but `threads` stay the same. */
export interface LlamaEngineInfo extends EngineInfo {
  readonly sizeBytes: number;
  /** From the child's start of loading to its readiness. */
  readonly loadMs: number;
  /** `cpu` or the backend's name. */
  readonly gpu: string;
  /** CPU threads that the last decode took; before the first one, those it will take. */
  readonly threads: number;
  /** Of the child process, as the system reports it: -20..19, higher is humbler. */
  readonly niceness: number;
}

/**
 * A local model in a child process. Generations beyond `slots` wait their turn, and a call of `embed` counts as one.
 * Disposing ends the child; what still runs or waits is rejected with ENGINE_FAILED.
 */
export interface LlamaEngine extends Engine {
  readonly info: LlamaEngineInfo;
  readonly state: EngineState;
  /** Of the child process. Undefined while it is being replaced and after the end. */
  readonly pid: number | undefined;
  /** In force from the next decode on, restarts included. 1..1024; more than the machine's cores at the start is cut to them. */
  setThreads(threads: number): void;
}

/** When to restart and when to lose patience. Milliseconds where the name says so. */
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
  /** What loading may take apart from reading the file. */
  readonly loadBaseMs: number;
  /** How fast the file is read at least. */
  readonly loadBytesPerMs: number;
  /** How often a loading child's memory is looked at. */
  readonly memoryCheckMs: number;
}

export const DEFAULT_POLICY: EnginePolicy = {
  firstBackOffMs: 500,
  longestBackOffMs: 30_000,
  mostFailures: 5,
  healthyMs: 60_000,
  silenceMs: 20_000,
  stallMs: 120_000,
  graceMs: 2_000,
  loadBaseMs: 60_000,
  loadBytesPerMs: 20_000,
  memoryCheckMs: 100,
};

const LONGEST_START_MS = 180_000;

/** How long loading a file may take when nobody says otherwise. */
export function loadLimitMs(sizeBytes: number, { loadBaseMs, loadBytesPerMs }: EnginePolicy): number {
  return Math.min(LONGEST_START_MS, loadBaseMs + Math.ceil(sizeBytes / loadBytesPerMs));
}

/** With defaults; what has none that is known at this point stays optional. */
export type CheckedOptions = LlamaEngineOptions & Required<Pick<LlamaEngineOptions, 'threads' | 'gpu' | 'priority'>>;

/** Fills in defaults and refuses what cannot work. */
export function checkOptions(options: LlamaEngineOptions): CheckedOptions {
  const checked: CheckedOptions = {
    threads: Math.max(1, availableParallelism() - 1),
    gpu: 'auto',
    priority: 'low',
    ...options,
  };
  requireInteger('slots', checked.slots, 1, MOST_SLOTS);
  requireInteger('contextTokens', checked.contextTokens, 16, 2 ** 24);
  checkThreads(checked.threads);
  requireInteger('prefixCacheBytes', checked.prefixCacheBytes ?? 0, 0, Number.MAX_SAFE_INTEGER);
  const share = checked.gpuMemoryShare ?? 1;
  if (!(share > 0 && share <= 1)) throw invalid('gpuMemoryShare', share, 'a number above 0 and up to 1');
  if (!GPU_CHOICES.includes(checked.gpu)) throw invalid('gpu', checked.gpu, `one of ${GPU_CHOICES.join(', ')}`);
  return checked;
}

export function checkThreads(threads: number): void {
  requireInteger('threads', threads, 1, 1024);
}

function requireInteger(name: string, value: number, least: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw invalid(name, value, `a whole number from ${least} to ${most}`);
}

function invalid(name: string, value: unknown, wanted: string): HanzoError {
  return new HanzoError('CONFIG_INVALID', `The llama engine's ${name} is ${String(value)}.`, {
    details: { [name]: value },
    mend: `Set ${name} to ${wanted}.`,
  });
}
