/** A shelf with numbered places, filled from the left. */
export class Shelf {
  readonly #places: (string | undefined)[];

  constructor(readonly name: string, size: number) {
    if (!Number.isInteger(size) || size < 1) throw new RangeError('a shelf has at least one place');
    this.#places = Array.from({ length: size }, () => undefined);
  }

  get freePlaces(): number {
    return this.#places.filter((sku) => sku === undefined).length;
  }

  isFull(): boolean {
    return this.freePlaces === 0;
  }

  put(sku: string): number {
    const place = this.#places.indexOf(undefined);
    if (place === -1) throw new Error(`shelf ${this.name} is full`);
    this.#places[place] = sku;
    return place;
  }

  takeAll(sku: string): number {
    let taken = 0;
    for (const [place, stands] of this.#places.entries()) {
      if (stands !== sku) continue;
      this.#places[place] = undefined;
      taken += 1;
    }
    return taken;
  }

  /** The places where a product stands, counted from 0. */
  *placesOf(sku: string): Generator<number> {
    for (const [place, stands] of this.#places.entries()) {
      if (stands === sku) yield place;
    }
  }
}
