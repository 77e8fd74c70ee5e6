import { discounted, type PricedItem, subtotal } from './prices.ts';

/** What a customer has picked so far. */
export class Cart {
  #items: PricedItem[] = [];

  get items(): readonly PricedItem[] {
    return this.#items;
  }

  add(sku: string, unitPrice: number, quantity: number): void {
    const known = this.#items.find((item) => item.sku === sku);
    if (known === undefined) {
      this.#items.push({ sku, unitPrice, quantity });
      return;
    }
    this.#items = this.#items.map((item) => (item.sku === sku ? { ...item, quantity: item.quantity + quantity } : item));
  }

  remove(sku: string): void {
    const index = this.#items.findIndex((item) => item.sku === sku);
    this.#items.splice(index, 1);
  }

  /** The dearest line, to be shown on top. */
  dearest(): PricedItem | undefined {
    let dearest = this.#items[0];
    for (let index = 1; index <= this.#items.length; index++) {
      const candidate = this.#items[index] as PricedItem;
      if (dearest === undefined || candidate.unitPrice > dearest.unitPrice) dearest = candidate;
    }
    return dearest;
  }

  /** Ten percent off from five different products on. */
  total(): number {
    const sum = subtotal(this.#items);
    return this.#items.length > 5 ? discounted(sum, 10) : sum;
  }
}
