import type { Parse } from './parse.ts';

/** A value and where it came from. */
export interface Chosen<T> {
  readonly value: T;
  readonly from: string;
}

/** A place that may hold a value. Empty and blank ones count as unset, as shells and CI systems leave them. */
export type Place = readonly [from: string, raw: string | number | readonly string[] | undefined];

/** Takes the first place that holds a value, and reads it. Undefined when none does. */
export function choose<T>(places: readonly Place[], parse: Parse<T>): Chosen<T> | undefined {
  for (const [from, raw] of places) {
    const text = Array.isArray(raw) ? raw.join(',') : raw === undefined ? '' : String(raw).trim();
    if (text !== '') return { value: parse(text, from), from };
  }
  return undefined;
}
