import { BUILT_IN, type Tool } from '@hanzo/contracts';
import { termsOf, wantedTerms } from './terms.ts';

const K1 = 1.2;
const B = 0.6;

const NAME_WEIGHT = 3;

const LEAST_FIT = 0.1;

const SERVER_SHARE = 0.5;

interface ToolWords {
  readonly counts: ReadonlyMap<string, number>;
  readonly length: number;
}

export class Relevance {
  readonly #tools: readonly Tool[];
  readonly #words: readonly ToolWords[];
  readonly #idf = new Map<string, number>();
  readonly #meanLength: number;
  readonly #ownTerms: ReadonlySet<string>;

  constructor(tools: readonly Tool[]) {
    this.#tools = tools;
    this.#words = tools.map(wordsOf);
    this.#meanLength = this.#words.reduce((sum, { length }) => sum + length, 0) / Math.max(1, tools.length);
    const holders = new Map<string, number>();
    for (const { counts } of this.#words) {
      for (const term of counts.keys()) holders.set(term, (holders.get(term) ?? 0) + 1);
    }
    for (const [term, n] of holders) this.#idf.set(term, Math.log(1 + (tools.length - n + 0.5) / (n + 0.5)));
    const own = this.#words.filter((_, at) => tools[at]?.origin === BUILT_IN);
    this.#ownTerms = new Set(own.flatMap(({ counts }) => [...counts.keys()]));
  }

  scores(about: string): readonly number[] {
    const terms = wantedTerms(about);
    const shares = this.#tools.map((tool, at) => {
      const counting = tool.origin === BUILT_IN ? terms : terms.filter((term) => !this.#ownTerms.has(term));
      return counting.map((term) => [term, this.#share(at, term)] as const);
    });
    const fits = this.#serverFits(shares);
    const least = LEAST_FIT * Math.max(0, ...fits.values());
    return shares.map((each, at) => {
      const own = each.reduce((sum, [, share]) => sum + share, 0);
      const origin = this.#tools[at]?.origin ?? BUILT_IN;
      if (origin === BUILT_IN) return own;
      const fit = fits.get(origin) ?? 0;
      return fit < least ? 0 : own + SERVER_SHARE * fit;
    });
  }

  #serverFits(shares: readonly (readonly (readonly [string, number])[])[]): ReadonlyMap<string, number> {
    const best = new Map<string, Map<string, number>>();
    for (const [at, { origin }] of this.#tools.entries()) {
      if (origin === BUILT_IN) continue;
      const terms = best.get(origin) ?? new Map<string, number>();
      best.set(origin, terms);
      for (const [term, share] of shares[at] ?? []) terms.set(term, Math.max(terms.get(term) ?? 0, share));
    }
    const sums = [...best].map(
      ([origin, terms]) => [origin, [...terms.values()].reduce((sum, one) => sum + one, 0)] as const,
    );
    return new Map(sums);
  }

  #share(at: number, term: string): number {
    const { counts, length } = this.#words[at] ?? { counts: new Map<string, number>(), length: 0 };
    const count = counts.get(term) ?? 0;
    if (count === 0) return 0;
    const norm = K1 * (1 - B + (B * length) / this.#meanLength);
    return ((this.#idf.get(term) ?? 0) * count * (K1 + 1)) / (count + norm);
  }
}

function wordsOf({ spec, origin }: Tool): ToolWords {
  const counts = new Map<string, number>();
  let length = 0;
  const add = (text: string, weight: number): void => {
    for (const term of termsOf(text)) {
      counts.set(term, (counts.get(term) ?? 0) + weight);
      length += weight;
    }
  };
  add(spec.name.startsWith(`${origin}__`) ? spec.name.slice(origin.length) : spec.name, NAME_WEIGHT);
  add(origin, 1);
  add(spec.description, 1);
  add(Object.keys(propertiesOf(spec.parameters)).join(' '), 1);
  return { counts, length };
}

function propertiesOf(schema: Readonly<Record<string, unknown>>): object {
  const properties = schema['properties'];
  return typeof properties === 'object' && properties !== null ? properties : {};
}
