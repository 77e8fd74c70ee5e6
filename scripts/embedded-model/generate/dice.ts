import { Random } from '../../gguf/random.ts';

/** Choices from a seed: the same seed chooses alike on every machine. */
export class Dice {
  readonly #random: Random;

  constructor(seed: number, stream: number) {
    this.#random = new Random(seed, stream);
  }

  /** A whole number from 0, below `limit`. */
  below(limit: number): number {
    return Math.floor(((this.#random.word() >>> 0) / 0x1_0000_0000) * limit);
  }

  chance(probability: number): boolean {
    return (this.#random.word() >>> 0) / 0x1_0000_0000 < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  /** One of the items, each as often as its weight says. */
  weighted<Item>(items: readonly (readonly [weight: number, item: Item])[]): Item {
    let left = this.below(items.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, item] of items) {
      left -= weight;
      if (left < 0) return item;
    }
    throw new RangeError('nothing to choose from');
  }

  /** So many different items, in a random order; fewer when there are not so many. */
  some<Item>(items: readonly Item[], count: number): readonly Item[] {
    const rest = [...items];
    const chosen: Item[] = [];
    while (chosen.length < count && rest.length > 0) chosen.push(...rest.splice(this.below(rest.length), 1));
    return chosen;
  }
}
