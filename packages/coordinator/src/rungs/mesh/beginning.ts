import type { AcceptedPrefix, ErrorCode, HanzoError } from '@hanzo/contracts';
import type { MeshAttempt } from '../../dispatch/mesh-attempt.ts';
import type { MeshParts } from './mesh-parts.ts';

/** After these the text so far is good, and another engine with the same weights may go on from it. */
const GOES_ON: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'PEER_LOST',
  'LEASE_EXPIRED',
  'WORKER_STOPPED',
  'WORKER_PAUSED',
  'ENGINE_CRASHED',
  'ENGINE_FAILED',
]);

/** The beginning of a task's answer that lost attempts left, and whether anybody may go on from it. */
export class Beginning {
  readonly #parts: Pick<MeshParts, 'trust' | 'left'>;
  #prefix: AcceptedPrefix | undefined;

  constructor(prefix: AcceptedPrefix | undefined, parts: Pick<MeshParts, 'trust' | 'left'>) {
    this.#prefix = prefix;
    this.#parts = parts;
  }

  /**
   * Undefined when there is none, or when something speaks against whoever wrote some of it. Who is new is trusted with it
   * until then: in a young mesh all are, and what they leave is looked at as soon as the task is done.
   */
  get usable(): AcceptedPrefix | undefined {
    return this.#trusted(this.#prefix);
  }

  /** The text of a running attempt, for one beside it. */
  of(attempt: MeshAttempt): AcceptedPrefix | undefined {
    return this.#trusted(attempt.prefix);
  }

  /** Takes over what the lost attempt had, or gives up what it could not go on from. */
  lost(attempt: MeshAttempt, error: HanzoError): void {
    this.#parts.left.add(attempt);
    // Nobody knows what else of the text so far is worth nothing.
    if (error.details['dishonest'] === true || attempt.failedAtBeginning(error)) this.#prefix = undefined;
    else if (GOES_ON.has(error.code)) this.#prefix = longer(this.#prefix, attempt.prefix);
  }

  #trusted(prefix: AcceptedPrefix | undefined): AcceptedPrefix | undefined {
    const isDoubtful = prefix?.authors?.some((peerId) => this.#parts.trust?.isDoubtful(peerId) === true) === true;
    return isDoubtful ? undefined : prefix;
  }
}

function longer(a: AcceptedPrefix | undefined, b: AcceptedPrefix | undefined): AcceptedPrefix | undefined {
  return (b?.text.length ?? 0) > (a?.text.length ?? 0) ? b : a;
}
