import type { HanzoError, ServiceTier } from '@hanzo/contracts';
import type { MeteredModel } from './metered-model.ts';

/** A model that can be asked, and how. */
export interface ChainLink {
  readonly model: MeteredModel;
  /** One that the model is sold in. */
  readonly serviceTier: ServiceTier;
}

/** Models that their endpoints turned out not to serve: known to all callers of a run. */
export class GoneModels {
  readonly #why = new Map<string, HanzoError>();

  /** True when that is news. */
  add({ endpoint, card }: MeteredModel, why: HanzoError): boolean {
    const name = `${endpoint} ${card.name}`;
    const isNews = !this.#why.has(name);
    this.#why.set(name, why);
    return isNews;
  }

  why({ endpoint, card }: MeteredModel): HanzoError | undefined {
    return this.#why.get(`${endpoint} ${card.name}`);
  }
}
