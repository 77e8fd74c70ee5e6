/**
 * Runs several jobs in this process with the real engine and prints what the batches held. A process of its own, because
 * a fault in the native layer must not end the test run. Run by batching.test.ts.
 */
import { loadEngine } from '../../src/llama/child-engine.ts';
import { runJob } from '../../src/llama/child-job.ts';
import type { GenerateCommand } from '../../src/llama/child-protocol.ts';

const SLOTS = 4;
const [modelPath = ''] = process.argv.slice(2);
const engine = await loadEngine({
  kind: 'load',
  modelPath,
  slots: SLOTS,
  contextTokens: 4096,
  threads: 1,
  mostThreads: 1,
  gpu: 'off',
  gpuMemoryShare: undefined,
  snapshots: undefined,
});
const batches: { decoding: number; prefill: number; tokens: number }[] = [];
engine.planner.onBatch = (batch) => batches.push(batch);

function run(id: number, prompt: string, maxOutputTokens: number, onText: () => void = () => undefined) {
  const command: GenerateCommand = {
    kind: 'generate',
    id,
    system: '',
    prompt,
    schema: { type: 'string' },
    maxOutputTokens,
    temperature: 0,
    seed: id,
    stop: [],
    resume: '',
  };
  return runJob(command, {
    engine,
    signal: new AbortController().signal,
    onText,
    onProgress: () => undefined,
  });
}

// First: four jobs of equal length, all decoding together.
await Promise.all(Array.from({ length: SLOTS }, (_, id) => run(id, `job ${id}`, 100)));
const together = batches.splice(0);

// Second: while three decode, a job with a long prompt joins on the slot that holds another conversation.
const joined = Promise.withResolvers<unknown>();
let pieces = 0;
const others = [1, 2, 3].map((id) =>
  run(id, `job ${id}`, 400, () => {
    pieces += 1;
    if (pieces === 30) joined.resolve(run(9, 'a long prompt '.repeat(100), 5));
  }),
);
const late = await joined.promise;
const finishedWhileOthersRan = (await Promise.race([...others, Promise.resolve('still running')])) === 'still running';
await Promise.all(others);
process.stdout.write(JSON.stringify({ together, joining: batches, late, finishedWhileOthersRan }));
process.exit(0);
