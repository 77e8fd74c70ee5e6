import { getLlama, LlamaLogLevel, type LlamaContext, type LlamaModel } from 'node-llama-cpp';
import { BatchPlanner } from './batch-planner.ts';
import { resolveChatFormat, type ChatFormat } from './chat-format.ts';
import type { LoadCommand } from './child-protocol.ts';
import { GrammarCache } from './json-grammar.ts';
import { SlotPool } from './slots.ts';

/** A loaded model with everything that jobs share. Lives in the child process. */
export interface ChildEngine {
  readonly model: LlamaModel;
  readonly slots: SlotPool;
  readonly planner: BatchPlanner;
  readonly format: ChatFormat;
  readonly grammars: GrammarCache;
  /** Per sequence; the context itself may be a little larger. */
  readonly contextTokens: number;
  /** `cpu` or the backend's name. */
  readonly gpu: string;
  /** CPU threads that a decode takes, as the context has it. */
  readonly threads: number;
}

/** Loads the binding and the model. Never builds or downloads anything. */
export async function loadEngine(command: LoadCommand): Promise<ChildEngine> {
  const llama = await getLlama({
    gpu: command.gpu === 'off' ? false : 'auto',
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    // Idle threads of the prebuilt binaries spin: more threads than cores collapse the speed of the whole machine.
    maxThreads: command.threads,
    logLevel: LlamaLogLevel.error,
  });
  const model = await llama.loadModel({ modelPath: command.modelPath });
  const planner = new BatchPlanner();
  const context: LlamaContext = await model.createContext({
    sequences: command.slots,
    // Always explicit: the automatic size takes gigabytes.
    contextSize: command.contextTokens,
    threads: command.threads,
    batching: { itemPrioritizationStrategy: planner.strategy },
  });
  return {
    model,
    planner,
    slots: new SlotPool(context),
    format: resolveChatFormat(model),
    grammars: new GrammarCache(llama),
    contextTokens: command.contextTokens,
    gpu: llama.gpu === false ? 'cpu' : llama.gpu,
    threads: context.idealThreads,
  };
}
