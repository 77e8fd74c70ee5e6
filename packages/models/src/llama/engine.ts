import { availableParallelism, getPriority } from 'node:os';
import { stat } from 'node:fs/promises';
import { HanzoError } from '@hanzo/contracts';
import { readGgufHeader, type GgufHeader } from './gguf-header.ts';
import { JobQueue } from './job-queue.ts';
import { memoryNeed, prefixCacheBytes } from './memory-need.ts';
import { modelSha256 } from './model-hash.ts';
import {
  checkOptions,
  checkThreads,
  DEFAULT_POLICY,
  loadLimitMs,
  type CheckedOptions,
  type EnginePolicy,
  type LlamaEngine,
  type LlamaEngineInfo,
  type LlamaEngineOptions,
} from './options.ts';
import { permissionFlags } from './permissions.ts';
import { childUrl } from './spawn-child.ts';
import { Supervisor, type Ready, type SupervisorParts } from './supervisor.ts';
import { embeddingWork, generationWork } from './work.ts';

/** A loading child that takes more than so many times what it needs is ended. */
const LOAD_MARGIN = 1.5;
const CPU_LOAD_FLOOR_BYTES = 2 ** 29;
/** Drivers keep a lot in the host's memory. */
const GPU_LOAD_FLOOR_BYTES = 2 ** 32;

/** What tests replace: a scripted child, shorter patience. */
export interface EngineParts {
  readonly childUrl: URL;
  readonly policy: EnginePolicy;
  readonly permissionFlags: SupervisorParts['permissionFlags'];
}

/**
 * Checks the model file and loads it in a child process.
 *
 * Rejects with MODEL_NOT_INSTALLED, MODEL_INVALID, ENGINE_MISSING (no binary for this machine,
 * or the wanted backend does not work), ENGINE_FAILED (memory,
 * timeout), ENGINE_CRASHED (killed while loading), CONFIG_INVALID, or the signal's reason.
 *
 * @example
 * await using engine = await startLlamaEngine({ modelPath, modelName: 'llama3.2', slots: 4, contextTokens: 8192, log });
 * const { text } = await engine.generate(request, { signal });
 */
export function startLlamaEngine(options: LlamaEngineOptions, signal?: AbortSignal): Promise<LlamaEngine> {
  return startEngineWith({ childUrl: childUrl('child'), policy: DEFAULT_POLICY, permissionFlags }, options, signal);
}

/** {@link startLlamaEngine} with replaceable parts. */
export async function startEngineWith(
  parts: EngineParts,
  given: LlamaEngineOptions,
  signal?: AbortSignal,
): Promise<LlamaEngine> {
  const options = checkOptions(given);
  signal?.throwIfAborted();
  const header = await checkModelFile(options.modelPath, options.modelName);
  const contextTokens = fitContext(options, header);
  const jobs = new JobQueue(options.slots);
  const supervisor = new Supervisor(supervisorParts(parts, options, header, contextTokens, jobs));
  // Hashing reads the whole file, and so does loading: side by side, the disk is read once.
  const [hashed, started] = await Promise.allSettled([
    modelSha256(options.modelPath, signal),
    supervisor.start(signal),
  ]);
  if (started.status === 'rejected') throw started.reason;
  if (hashed.status === 'rejected') {
    await supervisor[Symbol.asyncDispose]();
    throw hashed.reason;
  }
  announce(options, started.value, supervisor.pid);
  const { gpu, loadMs } = started.value;
  const { modelName, slots } = options;
  const { sizeBytes } = header;
  const niceness = nicenessOf(supervisor.pid);
  const own = { modelName, modelSha256: hashed.value, contextTokens, slots, resumes: true };
  return toEngine({ ...own, sizeBytes, loadMs, gpu, niceness }, supervisor, jobs);
}

function toEngine(facts: Omit<LlamaEngineInfo, 'threads'>, supervisor: Supervisor, jobs: JobQueue): LlamaEngine {
  return {
    name: 'llama',
    get info() {
      return { ...facts, threads: supervisor.threadsInUse };
    },
    get pid() {
      return supervisor.pid;
    },
    get state() {
      return supervisor.state;
    },
    closed: supervisor.closed,
    generate: async (request, options) => jobs.run(generationWork(facts.modelName, request, options)),
    async embed(texts, { signal }) {
      signal.throwIfAborted();
      return texts.length === 0 ? [] : jobs.run(embeddingWork(texts, signal));
    },
    setThreads(threads) {
      checkThreads(threads);
      supervisor.setThreads(threads);
    },
    [Symbol.asyncDispose]: () => supervisor[Symbol.asyncDispose](),
  };
}

function supervisorParts(
  parts: EngineParts,
  options: CheckedOptions,
  header: GgufHeader,
  contextTokens: number,
  jobs: JobQueue,
): SupervisorParts {
  const { modelPath, slots, threads, gpu, log, priority } = options;
  const size = { contextTokens, slots };
  const need = memoryNeed(header, size);
  return {
    ...parts,
    jobs,
    log,
    priority,
    prefixCacheBytes: options.prefixCacheBytes ?? prefixCacheBytes(header, size),
    onState: options.onState ?? (() => undefined),
    startTimeoutMs: options.startTimeoutMs ?? loadLimitMs(header.sizeBytes, parts.policy),
    mostLoadBytes: LOAD_MARGIN * need + (gpu === 'off' ? CPU_LOAD_FLOOR_BYTES : GPU_LOAD_FLOOR_BYTES),
    load: {
      kind: 'load',
      modelPath,
      slots,
      contextTokens,
      threads,
      mostThreads: Math.max(threads, availableParallelism()),
      gpu,
      gpuMemoryShare: options.gpuMemoryShare,
    },
  };
}

function nicenessOf(pid: number | undefined): number {
  try {
    return pid === undefined ? 0 : getPriority(pid);
  } catch {
    return 0;
  }
}

async function checkModelFile(path: string, modelName: string): Promise<GgufHeader> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) {
    throw new HanzoError('MODEL_NOT_INSTALLED', `There is no model file at ${path}.`, {
      details: { path },
      mend: `Download it with \`hanzo models pull ${modelName}\`.`,
    });
  }
  return readGgufHeader(path);
}

/** No more context than the model was trained for: beyond it answers turn into noise. */
function fitContext(options: CheckedOptions, header: GgufHeader): number {
  const most = header.contextTokens ?? options.contextTokens;
  if (options.contextTokens <= most) return options.contextTokens;
  options.log.warn('context cut to what the model was trained for', {
    wanted: options.contextTokens,
    contextTokens: most,
  });
  return most;
}

function announce({ log, modelName, gpu: wanted }: CheckedOptions, ready: Ready, pid: number | undefined): void {
  const { gpu, threads, loadMs, chatFormat } = ready;
  if (chatFormat === 'plain')
    log.warn('chat template not recognised, prompts go in as plain text', { model: modelName });
  if (gpu === 'cpu' && wanted === 'auto')
    log.info('no usable GPU here, the model runs on the CPU', { model: modelName });
  log.info('llama engine ready', { model: modelName, pid, gpu, threads, loadMs, chatFormat });
  if (threads > availableParallelism()) {
    log.warn('more threads than cores: they spin and slow each other down', { threads });
  }
}
