import type { HanzoError } from '@hanzo/contracts';
import type { MeteredModel } from './metered-model.ts';

/** Keys whose accounts turned out to have no credit left: known to all callers of a run. */
export class ExhaustedKeys {
  readonly #why = new Map<string, HanzoError>();

  /** Keeps what the error of a call says of the credit of its key. */
  note(model: MeteredModel, error: HanzoError): void {
    if (error.code === 'QUOTA_EXHAUSTED') this.#why.set(nameOf(model), error);
  }

  /** Undefined while nothing speaks against asking. */
  why(model: MeteredModel): HanzoError | undefined {
    return this.#why.get(nameOf(model));
  }
}

function nameOf({ endpoint, key }: MeteredModel): string {
  return `${endpoint} ${key ?? ''}`;
}
