import { existsSync } from 'node:fs';
import type { LoadCommand } from './child-protocol.ts';

/** Where Linux shows graphics processors. */
const GPU_DEVICES = ['/dev/nvidiactl', '/dev/kfd', '/dev/dri'] as const;
const LIBUV_DEFAULT = 4;

/**
 * Threads of the pool in which the child decodes. On the CPU one: llama.cpp starts its helpers anew for each decode, beside
 * the thread that calls it, and when that thread is another one each time, they share a core until the system has moved
 * them. Measured on two cores: 40 tokens/s with one, 28 with libuv's four. With a GPU several sequences are better sampled
 * at the same time.
 */
export function poolThreads(gpu: LoadCommand['gpu'], platform: NodeJS.Platform = process.platform): number {
  if (gpu === 'off') return 1;
  if (gpu === 'auto' && platform === 'linux' && !GPU_DEVICES.some((path) => existsSync(path))) return 1;
  return LIBUV_DEFAULT;
}
