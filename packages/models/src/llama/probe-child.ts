/** Loads the native binding, says what it found, and ends. Started by probe-llama.ts. */
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';
import { usableGpus } from './gpu.ts';

export type ProbeReport =
  | {
      readonly ok: true;
      readonly gpu: string;
      readonly gpus: readonly string[];
      readonly gpuFreeBytes: number;
      readonly release: string;
    }
  | { readonly ok: false; readonly message: string };

function tell(report: ProbeReport): void {
  process.send?.(report, () => process.exit());
}

try {
  const llama = await getLlama({ gpu: 'auto', build: 'never', logLevel: LlamaLogLevel.disabled });
  const { release } = llama.llamaCppRelease;
  const gpuFreeBytes = llama.gpu === false ? 0 : (await llama.getVramState()).free;
  tell({ ok: true, gpu: llama.gpu === false ? 'cpu' : llama.gpu, gpus: await usableGpus(), gpuFreeBytes, release });
} catch (error) {
  tell({ ok: false, message: error instanceof Error ? error.message : String(error) });
}
