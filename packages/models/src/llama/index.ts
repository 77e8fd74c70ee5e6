/**
 * Local models through llama.cpp: inference in a child process, and downloads of GGUF files.
 *
 * Importing this costs little: node-llama-cpp is loaded by the child, and by `pullModel` when it has to download.
 *
 * @packageDocumentation
 */
export { startLlamaEngine } from './engine.ts';
export { readGgufHeader, type GgufHeader } from './gguf-header.ts';
export { modelSha256 } from './model-hash.ts';
export { MOST_SLOTS, type LlamaEngine, type LlamaEngineInfo, type LlamaEngineOptions } from './options.ts';
export { probeLlama, type LlamaProbe } from './probe-llama.ts';
export { pullModel, type PulledModel, type PullOptions } from './pull-model.ts';
export type { DownloadProgress } from './download.ts';
