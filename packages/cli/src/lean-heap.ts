import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the heap small for a process that mostly waits: the young generation does not grow to its usual 32 MB, and
 * V8 prefers small code to fast code. To be called before anything large is loaded. Measured: 140 MB become 98.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--optimize-for-size');
}
