import { HanzoError } from '@hanzo/contracts';
import type { ProbeReport } from './probe-child.ts';
import { childUrl, spawnChild } from './spawn-child.ts';

const TIMEOUT_MS = 20_000;

export interface LlamaProbe {
  /** `cpu` or the backend's name. */
  readonly gpu: string;
  /** GPU backends that are installed and work, best first; empty when there is only the CPU. */
  readonly gpus: readonly string[];
  /** Memory of the best backend that is free now. 0 without a GPU. */
  readonly gpuFreeBytes: number;
  /** llama.cpp's release. */
  readonly release: string;
}

/**
 * Loads the native binding in a child process, as a worker would: a crash there is an answer too.
 *
 * @throws HanzoError ENGINE_MISSING
 */
export async function probeLlama(): Promise<LlamaProbe> {
  let report: ProbeReport | undefined;
  const child = spawnChild<never, ProbeReport>({
    url: childUrl('probe-child'),
    onMessage: (message) => {
      report = message;
    },
  });
  const timer = setTimeout(() => child.kill(), TIMEOUT_MS);
  const exit = await child.exited;
  clearTimeout(timer);
  if (report?.ok === true) {
    const { gpu, gpus, gpuFreeBytes, release } = report;
    return { gpu, gpus, gpuFreeBytes, release };
  }
  const why =
    report?.ok === false
      ? report.message
      : `it ended with ${exit.signal ?? `exit code ${exit.code ?? '?'}`}. ${exit.stderr}`;
  throw new HanzoError('ENGINE_MISSING', `llama.cpp cannot be loaded: ${why}`.trim(), {
    mend: 'Install again without --omit=optional: the binaries come in optional packages.',
  });
}
