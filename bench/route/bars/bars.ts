import type { HeldOut } from '../strategies/cross-validate.ts';
import { resultOfModel } from '../strategies/cross-validate.ts';
import type { Expected } from '../strategies/strategy.ts';
import { meanCost, meanScore, type Roles } from '../rows/roles.ts';
import { byWorth, oracleGain, type Upgrade } from './budget.ts';

/** One line to be held against ours: something that gives each task a quality, a cost and a share of strong calls. */
export interface Bar {
  readonly name: string;
  /** In the order of `items`. */
  readonly results: readonly Expected[];
}

/** What the same tasks would have come to otherwise. Whoever pays strong calls in dollars has costs, else calls are counted. */
export function barsFor(held: readonly HeldOut[], roles: Roles): readonly Bar[] {
  const rows = held.map(({ row }) => row);
  const hasCosts = Number.isFinite(meanCost(rows, roles.strong));
  const single = (name: string, model: string, free: boolean): Bar => ({
    name: `${name}: ${model}`,
    results: rows.map((row) => {
      const { quality, costMicros } = resultOfModel(row, model);
      return { quality, costMicros: free ? 0 : costMicros, strong: model === roles.strong ? 1 : 0 };
    }),
  });
  const [cheap] = roles.cheap.toSorted((a, b) => meanScore(rows, b) - meanScore(rows, a));
  const [local] = roles.local.toSorted((a, b) => meanScore(rows, b) - meanScore(rows, a));
  const random = [roles.strong, ...(hasCosts && cheap !== undefined ? [cheap] : [])].map((model) =>
    randomBar(held, model, model === roles.strong, hasCosts),
  );
  return [
    single('always strong', roles.strong, false),
    ...(cheap === undefined ? [] : [single('best single cheap model', cheap, false)]),
    ...(local === undefined ? [] : [single('best local model', local, true)]),
    ...random,
    oracleBar(held, roles, hasCosts),
  ];
}

/** Tasks drawn at random go to this model, as many as the same budget pays for; the first model does the rest. */
function randomBar(held: readonly HeldOut[], model: string, isStrong: boolean, hasCosts: boolean): Bar {
  const rows = held.map(({ row }) => row);
  const spent = sum(held.map(({ result }) => (hasCosts ? result.costMicros : result.strong)));
  const all = hasCosts ? meanCost(rows, model) * rows.length : rows.length;
  const share = Math.min(1, spent / all);
  const results = held.map(({ row, first }) => {
    const { quality, costMicros } = resultOfModel(row, model);
    return {
      quality: (1 - share) * first + share * quality,
      costMicros: share * costMicros,
      strong: isStrong ? share : 0,
    };
  });
  return { name: `random at the same budget: ${percent(share)} to ${model}`, results };
}

/** Somebody who knows all outcomes spends the same budget on the first models' failures. */
function oracleBar(held: readonly HeldOut[], roles: Roles, hasCosts: boolean): Bar {
  const budget = sum(held.map(({ result }) => (hasCosts ? result.costMicros : result.strong)));
  const items = byWorth(held.map((item) => ({ item, upgrade: upgradeOf(item, roles, hasCosts) })));
  const results = new Map<HeldOut, Expected>();
  let left = budget;
  for (const { item, upgrade } of items) {
    const gained = oracleGain([upgrade], left);
    const part = upgrade.gain > 0 ? gained / upgrade.gain : 0;
    left -= part * upgrade.cost;
    results.set(item, {
      quality: item.first + gained,
      costMicros: hasCosts ? part * upgrade.cost : Number.NaN,
      strong: hasCosts ? Number.NaN : part,
    });
  }
  return {
    name: `oracle at the same budget: knows when the first model is worth replacing by ${roles.cheap.length > 0 && hasCosts ? 'a cheap or ' : ''}the strong one`,
    results: held.map((item) => results.get(item) ?? { quality: 0, costMicros: 0, strong: 0 }),
  };
}

function upgradeOf({ row, first }: HeldOut, { strong, cheap }: Roles, hasCosts: boolean): Upgrade {
  const options = (hasCosts ? [strong, ...cheap] : [strong]).map((model) => {
    const { quality, costMicros } = resultOfModel(row, model);
    return { upgrade: { gain: quality - first, cost: hasCosts ? costMicros : 1 } };
  });
  return byWorth(options)[0]?.upgrade ?? { gain: 0, cost: 0 };
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
