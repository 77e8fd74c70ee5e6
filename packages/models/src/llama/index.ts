/**
 * Local models through llama.cpp: inference in a child process, and downloads of GGUF files.
 *
 * Importing this costs little: node-llama-cpp is loaded by the child, and by `pullModel` when it has to download.
 *
 * @packageDocumentation
 */
export { startLlamaEngine } from './engine.ts';
export { readGgufHeader, type GgufHeader } from './gguf-header.ts';
export { memoryNeed, prefixCacheBytes, type EngineSize } from './memory-need.ts';
export {
  hashFile,
  knownHash,
  modelOrigin,
  modelSha256,
  notedHash,
  rememberHash,
  sidecarPath,
  type ModelOrigin,
} from './model-hash.ts';
export { openModelLibrary, type FolderLibrary } from './model-library.ts';
export type { GpuChoice } from './child-protocol.ts';
export { MOST_SLOTS, type LlamaEngine, type LlamaEngineInfo, type LlamaEngineOptions } from './options.ts';
export { probeLlama, type LlamaProbe } from './probe-llama.ts';
export { ensureRoom } from './disk-space.ts';
export { importModel, type ImportOptions } from './pull-model-local.ts';
export {
  findPulled,
  installModel,
  pullModel,
  type ArrivedModel,
  type PulledModel,
  type PullOptions,
} from './pull-model.ts';
export type { DownloadProgress } from './download.ts';
export { readTemplateFamily } from './template-family.ts';
