import { HanzoError, type Engine, type EngineInfo, type ModelProvider } from '@hanzo/contracts';

/** Whether answers are gone on from where another worker was lost. */
export type Resuming = Pick<EngineInfo, 'resumes' | 'resumesJson'>;

/** A model that this machine can serve: loaded when the first task asks for it. What it resumes, its engine says then. */
export interface ServedModel extends Resuming {
  readonly name: string;
  /** Hex; empty when the engine does not tell. */
  readonly sha256: string;
  /** Prompt and answer together, per attempt. */
  readonly contextTokens: number;
  /** Attempts that run at the same time. */
  readonly slots: number;
  /** Kind of engine: `llama`, `ollama`, … */
  readonly engine: string;
  /** What it takes of this machine's memory while it is loaded. 0 when another program holds it. */
  readonly memoryBytes: number;
  /**
   * Loads it.
   *
   * @param onChange to be called when the engine's `state` has changed
   */
  start(signal: AbortSignal, onChange: () => void): Promise<Engine>;
}

/** One model behind a provider that runs already, and is somebody else's to stop. */
export interface RunningModel extends Resuming {
  readonly provider: ModelProvider;
  readonly modelName: string;
  /** Hex; empty when the engine does not tell. */
  readonly modelSha256: string;
  readonly contextTokens: number;
  readonly slots: number;
}

/** Serves a model that runs already. */
export function alreadyRunning({ provider, ...info }: RunningModel): ServedModel {
  const engine: Engine = {
    name: provider.name,
    info,
    closed: new Promise(() => undefined),
    generate: (request, options) => provider.generate(request, options),
    embed: () => Promise.reject(new HanzoError('MODEL_UNAVAILABLE', `${info.modelName} makes no embeddings.`)),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  const { modelName: name, modelSha256: sha256, contextTokens, slots, ...resuming } = info;
  return {
    ...resuming,
    name,
    sha256,
    contextTokens,
    slots,
    engine: provider.name,
    memoryBytes: 0,
    start: () => Promise.resolve(engine),
  };
}
