import { availableParallelism } from 'node:os';
import { stat } from 'node:fs/promises';
import { HanzoError } from '@hanzo/contracts';
import { readGgufHeader, type GgufHeader } from './gguf-header.ts';
import { JobQueue } from './job-queue.ts';
import { modelSha256 } from './model-hash.ts';
import {
  checkOptions,
  DEFAULT_POLICY,
  type CheckedOptions,
  type EnginePolicy,
  type LlamaEngine,
  type LlamaEngineOptions,
} from './options.ts';
import { childUrl } from './spawn-child.ts';
import { Supervisor, type Ready } from './supervisor.ts';

/** What tests replace: a scripted child, shorter patience. */
export interface EngineParts {
  readonly childUrl: URL;
  readonly policy: EnginePolicy;
}

/**
 * Checks the model file and loads it in a child process.
 *
 * Rejects with MODEL_NOT_INSTALLED, MODEL_INVALID, ENGINE_MISSING (no binary for this machine), ENGINE_FAILED (memory,
 * timeout), ENGINE_CRASHED (killed while loading), CONFIG_INVALID, or the signal's reason.
 *
 * @example
 * await using engine = await startLlamaEngine({ modelPath, modelName: 'llama3.2', slots: 4, contextTokens: 8192, log });
 * const { text } = await engine.generate(request, { signal });
 */
export function startLlamaEngine(options: LlamaEngineOptions, signal?: AbortSignal): Promise<LlamaEngine> {
  return startEngineWith({ childUrl: childUrl('child'), policy: DEFAULT_POLICY }, options, signal);
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
  const jobs = new JobQueue(options.modelName, options.slots);
  const supervisor = new Supervisor({
    ...parts,
    jobs,
    log: options.log,
    startTimeoutMs: options.startTimeoutMs,
    load: {
      kind: 'load',
      modelPath: options.modelPath,
      slots: options.slots,
      contextTokens,
      threads: options.threads,
      gpu: options.gpu,
    },
  });
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
  const { gpu, threads, loadMs } = started.value;
  announce(options, started.value, supervisor.pid);
  const { modelName, slots } = options;
  return {
    name: 'llama',
    info: {
      modelName,
      modelSha256: hashed.value,
      contextTokens,
      slots,
      sizeBytes: header.sizeBytes,
      loadMs,
      gpu,
      threads,
    },
    get pid() {
      return supervisor.pid;
    },
    closed: supervisor.closed,
    generate: (request, generateOptions) => jobs.generate(request, generateOptions),
    [Symbol.asyncDispose]: () => supervisor[Symbol.asyncDispose](),
  };
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

function announce({ log, modelName }: CheckedOptions, ready: Ready, pid: number | undefined): void {
  const { gpu, threads, loadMs, chatFormat } = ready;
  if (chatFormat === 'plain')
    log.warn('chat template not recognised, prompts go in as plain text', { model: modelName });
  log.info('llama engine ready', { model: modelName, pid, gpu, threads, loadMs, chatFormat });
  if (threads > availableParallelism()) {
    log.warn('more threads than cores: they spin and slow each other down', { threads });
  }
}
