import { Llama, type LlamaContext, type LlamaModel } from 'node-llama-cpp';
import { BatchPlanner } from './batch-planner.ts';
import { resolveChatFormat, type ChatFormat } from './chat-format.ts';
import type { LoadCommand } from './child-protocol.ts';
import { TextEmbedder } from './text-embedder.ts';
import { loadBinding } from './gpu.ts';
import { GrammarCache } from './json-grammar.ts';
import { loadStep } from './load-problem.ts';
import { Prefill } from './prefill.ts';
import { PromptReader } from './prompt-reader.ts';
import { SlotPool } from './slots.ts';
import { SnapshotStore } from './snapshots.ts';
import { TextTail } from './text-tail.ts';

/** A loaded model with everything that jobs share. Lives in the child process. */
export interface ChildEngine {
  readonly llama: Llama;
  readonly model: LlamaModel;
  readonly context: LlamaContext;
  readonly slots: SlotPool;
  readonly planner: BatchPlanner;
  readonly reader: PromptReader;
  /** Undefined where prompts' states are not kept. */
  readonly snapshots: SnapshotStore | undefined;
  readonly embedder: TextEmbedder;
  readonly format: ChatFormat;
  readonly grammars: GrammarCache;
  /** Per sequence; the context itself may be a little larger. */
  readonly contextTokens: number;
  /** `cpu` or the backend's name. */
  readonly gpu: string;
}

/** Loads the binding and the model. Never builds or downloads anything. */
export async function loadEngine(command: LoadCommand): Promise<ChildEngine> {
  const llama = await loadBinding(command);
  const words = new TextTail();
  llama.logger = (level, message) => {
    words.push(Buffer.from(`${message}\n`));
    Llama.defaultConsoleLogger(level, message);
  };
  const model = await loadStep('model', words, () =>
    llama.loadModel({
      modelPath: command.modelPath,
      // As many layers as leave room for the context that comes next.
      ...(llama.gpu === false
        ? {}
        : { gpuLayers: { fitContext: { contextSize: command.contextTokens * command.slots } } }),
    }),
  );
  const planner = new BatchPlanner();
  const context = await loadStep('context', words, () =>
    model.createContext({
      sequences: command.slots,
      // Always explicit: the automatic size takes gigabytes.
      contextSize: command.contextTokens,
      threads: llama.maxThreads,
      batching: { itemPrioritizationStrategy: planner.strategy },
    }),
  );
  // Idle threads of the prebuilt binaries spin: more threads than cores collapse the speed of the whole machine.
  llama.maxThreads = command.threads;
  const slots = new SlotPool(context);
  const snapshots = command.snapshots !== undefined && slots.canCut ? new SnapshotStore(command.snapshots) : undefined;
  return {
    llama,
    model,
    context,
    planner,
    slots,
    snapshots,
    reader: new PromptReader({ slots, planner, prefill: new Prefill(planner), snapshots }),
    embedder: new TextEmbedder(model, command.contextTokens),
    format: resolveChatFormat(model),
    grammars: new GrammarCache(llama),
    contextTokens: command.contextTokens,
    gpu: llama.gpu === false ? 'cpu' : llama.gpu,
  };
}
