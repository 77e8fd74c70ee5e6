import { tokensOf, type Waiting } from './waiting.ts';

/** So many of a group had better wait for a busy worker: those behind them hardly do better. */
const MOST_HELD = 16;

/** What one look over the line has learned: who need not be tried again in the same look. */
export class Hopes {
  /** By group: requests of so many tokens found nobody, and bigger ones cannot. */
  readonly #tooBig = new Map<string, number>();
  readonly #held = new Map<string, number>();

  none({ request, group }: Waiting): boolean {
    if (group === undefined) return false;
    if ((this.#held.get(group) ?? 0) >= MOST_HELD) return true;
    return tokensOf(request.needs) >= (this.#tooBig.get(group) ?? Number.POSITIVE_INFINITY);
  }

  /** It found nobody with room. */
  failed({ request, group }: Waiting): void {
    if (group === undefined) return;
    const before = this.#tooBig.get(group) ?? Number.POSITIVE_INFINITY;
    this.#tooBig.set(group, Math.min(before, tokensOf(request.needs)));
  }

  /** It had better wait. */
  held({ group }: Waiting): void {
    if (group !== undefined) this.#held.set(group, (this.#held.get(group) ?? 0) + 1);
  }
}
