import type { TaskSource } from '@hanzo/contracts';
import { chunkUnits, unitsOf, type UnitOptions } from '../src/index.ts';

/** A whole file as tasks are cut from it. */
export function chunkFile(
  { path, text }: { readonly path: string; readonly text: string },
  maxTokens: number,
  options: UnitOptions = {},
): readonly TaskSource[] {
  return chunkUnits(path, unitsOf(path, text, { ...options, maxTokens }), maxTokens);
}
