/**
 * Aborts jobs in this process with the real engine, and tries what the inference process may still do once it is fenced.
 * Prints what was seen. A process of its own, because a fault in the native layer must not end the test run. Run by
 * child-work.test.ts.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEngine } from '../../src/llama/child-engine.ts';
import { runJob } from '../../src/llama/child-job.ts';
import { dropPermissions } from '../../src/llama/permissions.ts';

const [modelPath = '', directory = ''] = process.argv.slice(2);
const engine = await loadEngine({
  kind: 'load',
  modelPath,
  slots: 2,
  contextTokens: 4096,
  threads: 1,
  mostThreads: 1,
  gpu: 'off',
  gpuMemoryShare: undefined,
  snapshots: { directory, mostBytes: 1e8 },
});
let batches = 0;
engine.planner.onBatch = () => (batches += 1);

/** Runs a job, aborts it when it has come as far as `when`, and counts the batches until it is gone. */
async function abortAfter(when: 'chunk' | 'token', prompt: string): Promise<{ batches: number; ms: number }> {
  const controller = new AbortController();
  let seen = 0;
  let batchesAtAbort = 0;
  let abortedAt = 0;
  const abort = (): void => {
    seen += 1;
    if (seen !== 3) return;
    batchesAtAbort = batches;
    abortedAt = performance.now();
    controller.abort();
  };
  await runJob(
    {
      kind: 'generate',
      id: 1,
      system: '',
      prompt,
      schema: { type: 'array', items: { type: 'string' } },
      maxOutputTokens: 1000,
      temperature: 0,
      seed: 1,
      stop: [],
      resume: '',
    },
    {
      engine,
      signal: controller.signal,
      onProgress: () => (when === 'chunk' ? abort() : undefined),
      onText: () => (when === 'token' ? abort() : undefined),
    },
  ).then(
    () => Promise.reject(new Error('the job was not aborted')),
    () => undefined,
  );
  return { batches: batches - batchesAtAbort, ms: performance.now() - abortedAt };
}

/** What an action came to: `done`, or the code of its error. */
function attempt(action: () => unknown): string {
  try {
    const result = action() as { error?: NodeJS.ErrnoException } | undefined;
    return result?.error?.code ?? 'done';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

const reading = await abortAfter('chunk', 'many words '.repeat(300));
const decoding = await abortAfter('token', 'a few words');
dropPermissions();
const fence = {
  read: attempt(() => readFileSync(modelPath)),
  spawn: attempt(() => spawnSync('true')),
  write: attempt(() => writeFileSync(join(directory, '..', 'elsewhere'), '')),
  ownFolder: attempt(() => writeFileSync(join(directory, 'own'), '')),
};
process.stdout.write(JSON.stringify({ reading, decoding, fence }), () => process.exit(0));
