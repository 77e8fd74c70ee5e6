import type { Amount, OwnerPolicy } from './owner-policy.ts';

/** What the machine has. */
export interface MachineSize {
  readonly memoryBytes: number;
  /** CPU cores that this process may use. */
  readonly cores: number;
}

/** How much of the machine models may take. Absent: nothing was said. */
export interface MachineLimits {
  readonly memoryBytes?: number | undefined;
  /** CPU threads, at least 1. */
  readonly threads?: number | undefined;
  /** Share of the GPU's memory, 0..1; 0 leaves the GPU alone. */
  readonly gpuShare?: number | undefined;
}

/** A policy's shares in the units of this machine. */
export function limitsOf(policy: OwnerPolicy, size: MachineSize): MachineLimits {
  const { maxMemory, cpuShare, gpuShare } = policy;
  return {
    ...(maxMemory !== undefined && { memoryBytes: bytesOf(maxMemory, size.memoryBytes) }),
    ...(cpuShare !== undefined && { threads: Math.max(1, Math.floor(cpuShare * size.cores)) }),
    ...(gpuShare !== undefined && { gpuShare }),
  };
}

function bytesOf(amount: Amount, all: number): number {
  return amount.kind === 'bytes' ? amount.bytes : Math.floor(amount.share * all);
}
