import type { ManualClock } from '@hanzo/testkit';
import type { WireMessage } from '@hanzo/wire';
import type { Random } from './random.ts';
import type { Trace } from './trace.ts';

/** What travels one way between two peers: a connection's begin, its frames, its end. */
export type Parcel =
  | { readonly kind: 'begin' }
  | { readonly kind: 'frames'; readonly frames: readonly WireMessage[] }
  | { readonly kind: 'end' };

/** What may happen to frames, each with its probability. TCP knows none of these: they test what the protocol could bear. */
export interface WildFaults {
  readonly drop: number;
  readonly duplicate: number;
  readonly reorder: number;
}

/** One way of the link between two machines. All connections on it share its fate. */
export interface Way {
  readonly name: string;
  /** Milliseconds: the least, and how much may come on top. */
  readonly latencyMs: number;
  readonly jitterMs: number;
  isCut: boolean;
  wild: WildFaults | undefined;
  /** Waits for the way to be whole again, as TCP sends anew what was not acknowledged. */
  readonly held: (() => void)[];
  /** Attempts whose offers or cancels did not arrive as they were sent: nobody can be blamed for what runs on. */
  readonly tampered: Set<string>;
}

export interface ChannelParts {
  readonly way: Way;
  readonly time: ManualClock;
  readonly random: Random;
  readonly trace: Trace;
  deliver(parcel: Parcel): void;
}

/** Without a Hello there is nothing to test, and an advert is said once: whoever misses it does not know the worker. */
const NEVER_LOST: ReadonlySet<WireMessage['kind']> = new Set(['hello', 'advert']);

/** A Hello comes once, or the session ends. */
const NEVER_TWICE: ReadonlySet<WireMessage['kind']> = new Set(['hello']);

/** One direction of one connection: in order and whole, like TCP, unless the way is wild. */
export class Channel {
  readonly #parts: ChannelParts;
  #arrivesAt = 0;

  constructor(parts: ChannelParts) {
    this.#parts = parts;
  }

  send(parcel: Parcel): void {
    const { way } = this.#parts;
    if (way.wild === undefined || parcel.kind !== 'frames') this.#depart(parcel);
    else this.#sendWildly(parcel.frames, way.wild);
  }

  #sendWildly(frames: readonly WireMessage[], { drop, duplicate, reorder }: WildFaults): void {
    const { random } = this.#parts;
    const whole: WireMessage[] = [];
    for (const frame of frames) {
      if (!NEVER_LOST.has(frame.kind) && random.chance(drop)) {
        this.#blame('lost', frame);
      } else if (!NEVER_LOST.has(frame.kind) && random.chance(reorder)) {
        this.#blame('late', frame);
        this.#overtaken({ kind: 'frames', frames: [frame] });
      } else {
        whole.push(frame);
        if (NEVER_TWICE.has(frame.kind) || !random.chance(duplicate)) continue;
        this.#blame('twice', frame);
        whole.push(frame);
      }
    }
    if (whole.length > 0) this.#depart({ kind: 'frames', frames: whole });
  }

  #blame(how: string, frame: WireMessage): void {
    const { trace, way } = this.#parts;
    trace.frame(way.name, `FAULT ${how}:`, frame);
    if (frame.kind === 'offer' || frame.kind === 'cancel') way.tampered.add(frame.attemptId);
  }

  #depart(parcel: Parcel): void {
    const { way, time } = this.#parts;
    if (way.isCut) {
      way.held.push(() => this.#depart(parcel));
      return;
    }
    this.#arrivesAt = Math.max(this.#arrivesAt, time.elapsed() + this.#latency());
    time.after(this.#arrivesAt - time.elapsed(), () => this.#arrive(parcel));
  }

  /** What was sent after it may arrive before it. */
  #overtaken(parcel: Parcel): void {
    const { time, random } = this.#parts;
    time.after(this.#latency() + random.between(1, 400), () => this.#arrive(parcel));
  }

  #arrive(parcel: Parcel): void {
    const { way, deliver } = this.#parts;
    if (way.isCut) way.held.push(() => this.#depart(parcel));
    else deliver(parcel);
  }

  #latency(): number {
    const { way, random } = this.#parts;
    return way.latencyMs + random.between(0, way.jitterMs);
  }
}
