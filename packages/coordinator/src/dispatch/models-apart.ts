import type { AvoidedModels } from '@hanzo/router';

/** What adverts said of the weights behind a model's name. */
export interface KnownWeights {
  /** Hex sha256 of all that go by the name; none are known of models that nobody offered. */
  weightsOf(name: string): ReadonlySet<string>;
}

/**
 * Models that are not asked, by their names and by their weights: a worker may come later, and offer what was asked already
 * under another name. Without a hash the name is all that tells.
 */
export class ModelsApart implements AvoidedModels {
  readonly #names: ReadonlySet<string>;
  readonly #hashes: ReadonlySet<string>;
  /** Hashes of those that were added, by name. */
  readonly #added = new Map<string, string>();

  /** @param names are never asked, whoever is added and taken away */
  constructor(names: Iterable<string>, known: KnownWeights) {
    this.#names = new Set(names);
    this.#hashes = new Set([...this.#names].flatMap((name) => [...known.weightsOf(name)]));
  }

  get size(): number {
    return this.#names.size + this.#added.size;
  }

  has(name: string, sha256 = ''): boolean {
    if (this.#names.has(name) || this.#added.has(name)) return true;
    return sha256 !== '' && (this.#hashes.has(sha256) || [...this.#added.values()].includes(sha256));
  }

  add(name: string, sha256: string): void {
    this.#added.set(name, sha256);
  }

  delete(name: string): void {
    this.#added.delete(name);
  }
}

/** Names are remembered for workers that are gone: so many. */
const MOST_NAMES = 1_024;

/** What was ever advertised. */
export class SeenWeights implements KnownWeights {
  readonly #byName = new Map<string, Set<string>>();

  note(models: readonly { readonly name: string; readonly sha256: string }[]): void {
    for (const { name, sha256 } of models) {
      if (sha256 === '') continue;
      const hashes = this.#byName.get(name) ?? new Set();
      this.#byName.delete(name);
      this.#byName.set(name, hashes.add(sha256));
    }
    for (const [oldest] of this.#byName) {
      if (this.#byName.size <= MOST_NAMES) return;
      this.#byName.delete(oldest);
    }
  }

  weightsOf(name: string): ReadonlySet<string> {
    return this.#byName.get(name) ?? new Set();
  }
}
