/** What more may be had for a task, and what it costs, in any unit. */
export interface Upgrade {
  readonly gain: number;
  readonly cost: number;
}

/** The best gain for its cost goes first: sorted so, the oracle only has to go through them. */
export function byWorth<T extends { readonly upgrade: Upgrade }>(items: readonly T[]): readonly T[] {
  const worth = ({ upgrade: { gain, cost } }: T): number => (gain <= 0 ? -1 : gain / Math.max(cost, 1e-9));
  return items.toSorted((a, b) => worth(b) - worth(a));
}

/**
 * The most that may be gained within a budget by somebody who knows the outcomes beforehand. The last upgrade is taken in
 * part, so nobody can gain more with these upgrades.
 *
 * @param upgrades as `byWorth` sorts them
 */
export function oracleGain(upgrades: readonly Upgrade[], budget: number): number {
  let left = budget;
  let gained = 0;
  for (const { gain, cost } of upgrades) {
    if (gain <= 0 || left <= 0) break;
    const part = cost <= left ? 1 : left / cost;
    gained += part * gain;
    left -= part * cost;
  }
  return gained;
}
