import { availableParallelism, totalmem } from 'node:os';
import type { MachineSize } from './limits-of.ts';

/** What this process may use. Where no limit is set, the system reports a number beyond all memory, or 0. */
export function machineSize(): MachineSize {
  const limit = process.constrainedMemory();
  const memoryBytes = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  return { memoryBytes, cores: availableParallelism() };
}
