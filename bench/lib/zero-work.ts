/** An engine that does nothing, and a task for it: what remains is the mesh. 1 KiB each way. */
import { NO_USAGE, silentLogger, systemClock, type ModelProvider, type Task } from '@hanzo/contracts';
import { MeshRung, type Dispatcher } from '@hanzo/coordinator';
import { EngineShelf, Worker } from '@hanzo/worker';

const text = 'x'.repeat(1024);

const provider: ModelProvider = {
  name: 'zero-work',
  generate: () =>
    Promise.resolve({
      text,
      finish: 'stop',
      servedModel: 'zero',
      usage: NO_USAGE,
      timings: { queueMs: 0, firstTokenMs: 0, totalMs: 0 },
    }),
};

export function zeroWorker(slots: number): Worker {
  const engine = { provider, modelName: 'zero', modelSha256: '', contextTokens: 8192, slots };
  const parts = { clock: systemClock, log: silentLogger };
  return new Worker({ shelf: EngineShelf.of(engine, parts), ...parts });
}

export const zeroTask: Task = {
  id: 'bench',
  runId: 'bench',
  kind: 'review',
  tier: 'simple',
  title: 'bench',
  system: '',
  prompt: text,
  output: { kind: 'text' },
  sources: [],
  maxOutputTokens: 1024,
  sampling: {},
  timeoutMs: 10_000,
};

/** Each call has one task done by a worker of the dispatcher, and waits for one up to `workerWaitMs`. */
export function taskOf(dispatcher: Dispatcher, workerWaitMs = 5_000): () => Promise<unknown> {
  const rung = new MeshRung(dispatcher, systemClock, { countTokens: (prompt) => prompt.length / 4, workerWaitMs });
  const context = {
    signal: new AbortController().signal,
    onStart: () => undefined,
    onText: () => undefined,
    onLost: () => undefined,
  };
  return () => rung.attempt(zeroTask, context);
}
