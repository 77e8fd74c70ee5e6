import { getLlama, getLlamaGpuTypes, LlamaLogLevel, type Llama } from 'node-llama-cpp';
import type { LoadCommand } from './child-protocol.ts';

/** A backend that was asked for by name does not work here. The message says what does. */
export class BackendMissing extends Error {}

/** The GPU backends that are installed and work on this machine, best first. Tries each in a process of its own. */
export async function usableGpus(): Promise<string[]> {
  const usable: string[] = [];
  for (const gpu of await getLlamaGpuTypes('supported')) {
    if (gpu === false) continue;
    const options = { gpu, dryRun: true, progressLogs: false, logLevel: LlamaLogLevel.disabled } as const;
    const works = await getLlama(options).then(
      () => true,
      () => false,
    );
    if (works) usable.push(gpu);
  }
  return usable;
}

/** Loads the binding for the wanted backend. Never builds or downloads anything. */
export async function loadBinding(command: LoadCommand): Promise<Llama> {
  const options = {
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    // Contexts can only be given fewer threads than this later on; `setThreads` may want all.
    maxThreads: Math.max(command.threads, command.mostThreads),
    logLevel: LlamaLogLevel.error,
  } as const;
  if (command.gpu === 'auto') return limitGpuMemory(await getLlama({ ...options, gpu: 'auto' }), command);
  if (command.gpu === 'off') return getLlama({ ...options, gpu: false });
  const llama = await getLlama({ ...options, gpu: command.gpu }).catch(() => undefined);
  // On a system that never has the backend, another one comes without a word.
  if (llama?.gpu === command.gpu) return limitGpuMemory(llama, command);
  const usable = await usableGpus();
  const there = usable.length === 0 ? 'only the CPU' : `${usable.join(', ')} and the CPU`;
  throw new BackendMissing(`The backend ${command.gpu} does not work on this machine; what does: ${there}.`);
}

async function limitGpuMemory(llama: Llama, { gpuMemoryShare }: LoadCommand): Promise<Llama> {
  if (llama.gpu === false || gpuMemoryShare === undefined) return llama;
  const { total } = await llama.getVramState();
  await llama.setVramCap(total * gpuMemoryShare);
  return llama;
}
