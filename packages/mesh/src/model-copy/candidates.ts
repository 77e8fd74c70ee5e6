import { HanzoError, type Clock } from '@hanzo/contracts';
import type { NodeCard } from '@hanzo/membership';
import type { ModelHolder } from './find-models.ts';

export interface Candidate {
  readonly peerId: string;
  readonly card: NodeCard;
}

/** A candidate and what happened with it. */
interface Standing extends Candidate {
  /** Failures since it last gave something. */
  failures: number;
  /** Not asked before. By the clock that only goes forward. */
  notBefore: number;
  error: HanzoError | undefined;
  out: boolean;
}

/** A member that fails so often without having given anything in between is not asked again. */
const MOST_FAILURES = 3;

/** A member that failed is left alone for so long. Milliseconds. */
const RETRY_AFTER_MS = 1_000;

/** How often the mesh is looked through in vain. */
const MOST_LOOKS = 5;

/** A busy member is asked this often: two transfers of gigabytes may be in front of us. */
const MOST_BUSY_ANSWERS = 1_800;

/** Whom a file may come from, and what is known against them. */
export class Candidates {
  readonly #clock: Clock;
  readonly #known = new Map<string, Standing>();
  readonly #refuted = new Set<string>();
  #looks = 0;
  #lie: HanzoError | undefined;
  #last: HanzoError | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(holders: readonly ModelHolder[]): void {
    for (const { peerId, card } of holders) {
      if (!this.#known.has(peerId))
        this.#known.set(peerId, { peerId, card, failures: 0, notBefore: -Infinity, error: undefined, out: false });
    }
  }

  /** The next to ask: whoever failed least often, in the order of their coming. */
  take(): Candidate | undefined {
    const now = this.#clock.elapsed();
    const ready = [...this.#known.values()].filter(({ out, notBefore }) => !out && notBefore <= now);
    return ready.toSorted((a, b) => a.failures - b.failures)[0];
  }

  /** True when nobody is left, also after looking again. */
  get exhausted(): boolean {
    const waiting = [...this.#known.values()].some(({ out }) => !out);
    return !waiting && (this.#known.size === 0 || this.#looks >= MOST_LOOKS || this.#lie !== undefined);
  }

  lookedAgain(): void {
    this.#looks += 1;
  }

  progressed(peerId: string): void {
    const known = this.#known.get(peerId);
    if (known !== undefined) known.failures = 0;
    this.#looks = 0;
  }

  failed(peerId: string, error: HanzoError): void {
    const known = this.#known.get(peerId);
    if (known === undefined) return;
    const retry = error.details['retryAfterMs'];
    const busy = error.code === 'WORKER_DECLINED' && typeof retry === 'number' && retry > 0;
    known.error = error;
    this.#last = error;
    known.failures += busy ? MOST_FAILURES / MOST_BUSY_ANSWERS : 1;
    known.notBefore = this.#clock.elapsed() + (busy ? retry : RETRY_AFTER_MS);
    if (error.code === 'CHECKSUM_MISMATCH') {
      this.#lie = error;
      known.out = true;
    }
    if (known.failures >= MOST_FAILURES || !(error.retryable || busy)) known.out = true;
  }

  /** A whole file that fits this list is not what was asked for: nobody with the same list is asked any more. */
  refute(root: string): void {
    this.#refuted.add(root);
  }

  isRefuted(root: string): boolean {
    return this.#refuted.has(root);
  }

  /** Why there is no copy. */
  verdict(sha256: string): HanzoError {
    if (this.#lie !== undefined) return this.#lie;
    const last = [...this.#known.values()].find(({ error }) => error !== undefined && error === this.#last);
    if (last?.error !== undefined) {
      const { code, message, details } = last.error;
      return new HanzoError(code, `${last.card.name} did not give the model: ${message}`, {
        cause: last.error,
        details: { ...details, peerId: last.peerId },
        mend: 'Run the same command again: it continues where it stopped, with any member that has the file.',
      });
    }
    return new HanzoError('MODEL_UNAVAILABLE', 'No member that is reached shares this model.', {
      details: { sha256 },
      mend: 'See who has what: hanzo models show NAME --mesh',
    });
  }
}
