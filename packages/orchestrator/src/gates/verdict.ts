import type { GateVerdict } from '@hanzo/contracts';

export const PASSED: GateVerdict = { passed: true };

/** A rejection with its gate and a reason with numbers. */
export function reject(gate: string, reason: string): GateVerdict {
  return { passed: false, gate, reason };
}
