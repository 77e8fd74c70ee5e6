/** Ten stamps make a free coffee. */
const STAMPS_FOR_REWARD = 10;

export class StampCard {
  readonly customer: string;
  #stamps = 0;
  #rewards = 0;

  constructor(customer: string) {
    this.customer = customer;
  }

  get stamps(): number {
    return this.#stamps;
  }

  addStamps(count = 1): void {
    if (!Number.isInteger(count) || count < 1) throw new RangeError('a visit gives at least one stamp');
    this.#stamps += count;
    while (this.#stamps >= STAMPS_FOR_REWARD) {
      this.#stamps -= STAMPS_FOR_REWARD;
      this.#rewards += 1;
    }
  }

  hasReward(): boolean {
    return this.#rewards > 0;
  }

  redeemReward(): boolean {
    if (this.#rewards === 0) return false;
    this.#rewards -= 1;
    return true;
  }
}

export function totalStamps(cards: readonly StampCard[]): number {
  return cards.reduce((sum, card) => sum + card.stamps, 0);
}
