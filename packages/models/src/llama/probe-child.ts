/** Loads the native binding, says what it found, and ends. Started by probe-llama.ts. */
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';

export type ProbeReport =
  | { readonly ok: true; readonly gpu: string; readonly release: string }
  | { readonly ok: false; readonly message: string };

function tell(report: ProbeReport): void {
  process.send?.(report, () => process.exit());
}

try {
  const llama = await getLlama({ gpu: 'auto', build: 'never', logLevel: LlamaLogLevel.disabled });
  tell({ ok: true, gpu: llama.gpu === false ? 'cpu' : llama.gpu, release: llama.llamaCppRelease.release });
} catch (error) {
  tell({ ok: false, message: error instanceof Error ? error.message : String(error) });
}
