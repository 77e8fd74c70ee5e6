import { folds } from '@hanzo/router';
import type { OutcomeRow } from '../rows/outcome-row.ts';
import type { Roles } from '../rows/roles.ts';
import { crossValidate, resultOfModel, type HeldOut, type Validated } from './cross-validate.ts';
import type { Strategy } from './strategy.ts';

/** Least and most of what single seeds come to. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

export interface OverSeeds extends Validated {
  readonly seeds: number;
  /** Quality as a part of the strong model's, and the part of strong calls. */
  readonly ranges: { readonly ofStrong: Range; readonly strong: Range };
}

/** Tasks with the same prompt stay in one fold, whatever their ids: unless one prompt is that of most. */
export function foldsOf(rows: readonly OutcomeRow[], k: number, seed: number): readonly number[] {
  const names = rows.map(({ id, prompt }) => prompt ?? id);
  const areTold = new Set(names).size > rows.length / 2;
  return folds(areTold ? names : rows.map(({ id }) => id), k, seed);
}

/** Goes through several ways to divide the tasks; what a task comes to is the mean of them. */
export async function overSeeds(
  strategy: Strategy,
  rows: readonly OutcomeRow[],
  roles: Roles,
  { k, seed }: { readonly k: number; readonly seed: number },
): Promise<readonly OverSeeds[]> {
  const runs: (readonly Validated[])[] = [];
  for (let at = 0; at < strategy.seeds; at++) {
    const parts = { k, of: foldsOf(rows, k, seed + at), seed: seed + at };
    runs.push(await crossValidate(strategy, rows, roles, parts));
  }
  return (runs[0] ?? []).map((first, goal) => {
    const all = runs.flatMap((run) => run[goal] ?? []);
    return {
      ...first,
      seeds: all.length,
      chosen: all.flatMap(({ chosen }) => chosen),
      held: meanOf(all.map(({ held }) => held)),
      ranges: {
        ofStrong: rangeOf(all, ({ held }) => sum(held, ({ result }) => result.quality) / strongOf(held, roles)),
        strong: rangeOf(all, ({ held }) => sum(held, ({ result }) => result.strong) / held.length),
      },
    };
  });
}

function meanOf(runs: readonly (readonly HeldOut[])[]): readonly HeldOut[] {
  const byId = Map.groupBy(runs.flat(), ({ row }) => row.id);
  return [...byId.values()].flatMap((same) => {
    const [one] = same;
    const mean = (of: (item: HeldOut) => number): number => sum(same, of) / same.length;
    if (one === undefined) return [];
    const result = {
      id: one.row.id,
      quality: mean((item) => item.result.quality),
      costMicros: mean((item) => item.result.costMicros),
      strong: mean((item) => item.result.strong),
    };
    return [{ row: one.row, first: mean(({ first }) => first), result }];
  });
}

function strongOf(held: readonly HeldOut[], { strong }: Roles): number {
  return sum(held, ({ row }) => resultOfModel(row, strong).quality);
}

function rangeOf(all: readonly Validated[], of: (one: Validated) => number): Range {
  const values = all.map(of);
  return { least: Math.min(...values), most: Math.max(...values) };
}

function sum(items: readonly HeldOut[], of: (item: HeldOut) => number): number {
  return items.reduce((all, item) => all + of(item), 0);
}
