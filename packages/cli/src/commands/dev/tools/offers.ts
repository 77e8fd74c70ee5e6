import { BUILT_IN, countOf, type Logger, type Tool, type ToolOffer } from '@hanzo/contracts';

/** Whose request it is. */
export type OfferedTo = 'the orchestrator' | 'critics';

/** What requests of a run were offered, and what they did without: people hear of it, since no model will say it. */
export class Offers {
  readonly #origins: ReadonlyMap<string, readonly string[]>;
  readonly #areNamed: boolean;
  readonly #log: Logger;
  readonly #told = new Set<OfferedTo>();
  readonly #offered = new Set<string>();
  readonly #left = new Set<string>();

  /** @param areNamed the user has named all of them: only for lack of room is one left out */
  constructor(tools: readonly Tool[], areNamed: boolean, log: Logger) {
    const groups = Map.groupBy(tools, ({ origin }) => origin);
    this.#origins = new Map([...groups].map(([origin, same]) => [origin, same.map(({ spec }) => spec.name)]));
    this.#areNamed = areNamed;
    this.#log = log;
  }

  /** The same offer, noted. What the first request of somebody does without is told where everything is. */
  note(whom: OfferedTo, offer: ToolOffer): ToolOffer {
    for (const { name } of offer.specs) this.#offered.add(name);
    for (const name of offer.left) this.#left.add(name);
    if (!this.#told.has(whom) && offer.left.length > 0)
      this.#log.info(`tools that ${whom} did without: ${offer.left.join(', ')} (${this.#why})`);
    this.#told.add(whom);
    return offer;
  }

  /** Says which servers had nothing offered in the whole run. */
  sayUnused(): void {
    const unused = [...this.#origins].filter(([origin, names]) => origin !== BUILT_IN && this.#isUnused(names));
    if (unused.length === 0) return;
    const which = unused.map(([origin, names]) => `${origin} (${countOf(names.length, 'tool')})`).join(', ');
    const mend = this.#areNamed ? '' : `; name it with --tools ${unused.map(([origin]) => origin).join(',')}`;
    this.#log.warn(`not offered: ${which}: ${this.#why}${mend}`);
  }

  /** What may not be called anyway is no news. */
  #isUnused(names: readonly string[]): boolean {
    return names.some((name) => this.#left.has(name)) && !names.some((name) => this.#offered.has(name));
  }

  get #why(): string {
    return this.#areNamed
      ? 'there is no room for their descriptions'
      : 'nothing of the instructions speaks of it, or there is no room for it';
  }
}
