import { statSync } from 'node:fs';
import type { EngineState, Logger } from '@hanzo/contracts';
import { memoryNeed, modelSha256, prefixCacheBytes, readGgufHeader, startLlamaEngine } from '@hanzo/models/llama';
import type { ServedModel } from '@hanzo/worker';
import type { InstalledModel } from '../../../installed-models.ts';

/** How llama.cpp shall run, as the owner's flags and policy say. */
export interface LlamaWishes {
  readonly slots: number;
  readonly contextTokens: number;
  readonly gpu: 'auto' | 'cuda' | 'vulkan' | 'metal' | 'off';
  readonly priority: 'low' | 'normal';
  /** Asked at each start: policies change. */
  readonly limits: () => { readonly threads?: number | undefined; readonly gpuShare?: number | undefined };
}

/**
 * A model file as something that a worker can serve. Reads its header and its hash, loads nothing.
 *
 * @throws HanzoError MODEL_INVALID
 */
export async function llamaModel(
  file: InstalledModel,
  wishes: LlamaWishes,
  log: Logger,
  signal: AbortSignal,
): Promise<ServedModel> {
  const header = await readGgufHeader(file.path);
  const { slots } = wishes;
  const contextTokens = Math.min(wishes.contextTokens, header.contextTokens ?? wishes.contextTokens);
  if (contextTokens < wishes.contextTokens) {
    log.warn('context cut to what the model was trained for', { model: file.name, contextTokens });
  }
  const size = { contextTokens, slots };
  // In memory as well, and so within what the owner allows.
  const cacheBytes = prefixCacheBytes(header, size);
  if (statSync(file.path).size > BIG_BYTES) log.info('checking the model file', { file: file.path });
  return {
    name: file.name,
    sha256: await modelSha256(file.path, signal),
    contextTokens,
    slots,
    resumes: true,
    engine: 'llama',
    memoryBytes: memoryNeed(header, size) + cacheBytes,
    start: async (stop, onChange) => {
      const { threads, gpuShare } = wishes.limits();
      return await startLlamaEngine(
        {
          modelPath: file.path,
          modelName: file.name,
          slots,
          contextTokens,
          gpu: gpuShare === 0 ? 'off' : wishes.gpu,
          priority: wishes.priority,
          prefixCacheBytes: cacheBytes,
          log,
          onState: (_state: EngineState) => onChange(),
          ...(threads !== undefined && { threads }),
          ...(gpuShare !== undefined && gpuShare > 0 && { gpuMemoryShare: gpuShare }),
        },
        stop,
      );
    },
  };
}

/** Reading more than this takes long enough for people to wonder. */
const BIG_BYTES = 500_000_000;
