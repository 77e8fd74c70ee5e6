import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Category, Severity } from '@hanzo/contracts';

/** A place that `examples/planted/defects.json` names. */
export interface Planted {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** A part of that line. */
  readonly quote: string;
  readonly category: Category;
  readonly why: string;
}

export interface PlantedFile {
  readonly defects: readonly (Planted & { readonly severity: Severity })[];
  /** Harmless, and looks like a defect. */
  readonly baits: readonly Planted[];
}

export const PLANTED: string = fileURLToPath(new URL('../../examples/planted/', import.meta.url));

export function readPlanted(): PlantedFile {
  return JSON.parse(readFileSync(`${PLANTED}defects.json`, 'utf8')) as PlantedFile;
}

/** A number in [0, 1) that follows from the parts alone: chance that can be repeated. */
export function chance(...parts: readonly (string | number)[]): number {
  return createHash('sha256').update(JSON.stringify(parts)).digest().readUInt32BE(0) / 2 ** 32;
}

/** One of the items, by chance. */
export function pick<T>(items: readonly T[], ...parts: readonly (string | number)[]): T {
  const item = items[Math.floor(chance(...parts) * items.length)];
  if (item === undefined) throw new RangeError('There is nothing to pick from.');
  return item;
}
