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

  add({ endpoint, card }: MeteredModel, why: HanzoError): void {
    this.#why.set(`${endpoint} ${card.name}`, why);
  }

  why({ endpoint, card }: MeteredModel): HanzoError | undefined {
    return this.#why.get(`${endpoint} ${card.name}`);
  }
}
