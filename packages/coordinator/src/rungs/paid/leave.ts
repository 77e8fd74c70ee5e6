import type { HanzoError } from '@hanzo/contracts';
import type { Admission, ProviderHealth } from './provider-health.ts';

/** One try's leave to ask a provider, which it can hand back while it waits for something else. */
export class Leave {
  readonly #health: ProviderHealth;
  readonly #host: string;
  #admission: Admission | undefined;

  /** @throws HanzoError PROVIDER_DOWN */
  constructor(health: ProviderHealth, host: string) {
    this.#health = health;
    this.#host = host;
    this.take();
  }

  /** @throws HanzoError PROVIDER_DOWN when it was handed back, and the provider rests by now */
  take(): void {
    this.#admission ??= this.#health.admit(this.#host);
  }

  handBack(): void {
    this.#admission?.ended();
    this.#admission = undefined;
  }

  succeeded(): void {
    this.#admission?.succeeded();
  }

  failed(error: HanzoError): void {
    this.#admission?.failed(error);
  }
}
