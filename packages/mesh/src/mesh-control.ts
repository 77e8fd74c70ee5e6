import { HanzoError, type Clock, type Logger } from '@hanzo/contracts';
import type { Membership } from '@hanzo/membership';
import { STATEMENTS_FRAME_BYTES, type ReachResult, type WireMessage } from '@hanzo/wire';
import { hostOf } from './address-facts.ts';
import { tryAddresses } from './reach.ts';
import type { Session } from './session.ts';
import { TokenBucket } from './token-bucket.ts';

export interface MeshControlParts {
  readonly membership: Membership;
  readonly clock: Clock;
  readonly log: Logger;
  readonly sessions: () => readonly Session[];
}

/** What one session knows about being in step with its peer. */
interface Step {
  /** The digest that we told the peer last. */
  told: string;
  /** The digest that the peer told us last. */
  heard: string;
  /** The peer's digest that we have not answered yet. */
  unanswered: string | undefined;
  /** Our digest and the peer's, when we answered last. */
  answered: string;
  answeredAt: number;
  reachAskedAt: number;
  /** New statements that the peer may bring. */
  readonly news: TokenBucket;
  /** Frames of statements that wait for the peer to read. */
  readonly outgoing: (readonly Uint8Array[])[];
}

/** A peer's digest is answered at most this often: a set that keeps changing is sent whole only now and then. */
const ANSWER_EVERY_MS = 200;
const REACH_EVERY_MS = 2_000;
/** New statements of one peer, sustained and at once. */
const NEWS_PER_SECOND = 20;
const NEWS_AT_ONCE = 40_000;
/** Statements wait while this much is on its way to the peer. Bytes. */
const AHEAD_BYTES = 512 * 1024;

/** What keeps a mesh together besides tasks: statements spread, pings are answered, reachability is tried. */
export class MeshControl {
  readonly #parts: MeshControlParts;
  readonly #steps = new Map<Session, Step>();
  readonly #pings = new Map<number, () => void>();
  readonly #reports = new Map<number, (results: readonly ReachResult[]) => void>();
  #nonce = 0;
  #tellDue = false;

  constructor(parts: MeshControlParts) {
    this.#parts = parts;
  }

  opened(session: Session): void {
    this.#steps.set(session, {
      told: '',
      heard: '',
      unanswered: undefined,
      answered: '',
      answeredAt: -Infinity,
      reachAskedAt: -Infinity,
      news: new TokenBucket(this.#parts.clock, { perSecond: NEWS_PER_SECOND, burst: NEWS_AT_ONCE }),
      outgoing: [],
    });
    this.#tell(session);
  }

  closed(session: Session): void {
    this.#steps.delete(session);
  }

  /** The membership has changed: everybody who is connected is told. Changes of one turn are told once. */
  changed(): void {
    if (this.#tellDue) return;
    this.#tellDue = true;
    setImmediate(() => {
      this.#tellDue = false;
      for (const session of this.#parts.sessions()) this.#tell(session);
    });
  }

  /** @returns true when the message was one of the mesh's own */
  handle(session: Session, message: WireMessage): boolean {
    switch (message.kind) {
      case 'ping':
        session.send({ kind: 'pong', nonce: message.nonce });
        return true;
      case 'pong':
        this.#pings.get(message.nonce)?.();
        return true;
      case 'roster-digest':
        this.#compare(session, message.digest);
        return true;
      case 'statements':
        this.#merge(session, message.statements);
        return true;
      case 'reach-request':
        this.#tryToReach(session, message.nonce).catch((error: unknown) =>
          this.#parts.log.debug('could not try a peer', { error: String(error) }),
        );
        return true;
      case 'reach-report':
        this.#reports.get(message.nonce)?.(message.results);
        return true;
      default:
        return false;
    }
  }

  /** True when the peer has said that it holds what we hold. */
  isInStep(session: Session): boolean {
    return this.#steps.get(session)?.heard === this.#parts.membership.digest();
  }

  /** Tells everybody who is connected, without being asked. */
  spread(statements: readonly Uint8Array[]): void {
    for (const session of this.#parts.sessions()) this.#send(session, statements);
  }

  /** A member that is out learns so from the signed statement itself, and nothing else. */
  farewell(session: Session): void {
    for (const statements of inFrames(this.#parts.membership.proofOfRevocation(session.card.memberId))) {
      session.send({ kind: 'statements', statements });
    }
  }

  /** Answers digests that came too fast. */
  tick(): void {
    for (const [session, step] of this.#steps) {
      if (step.unanswered !== undefined) this.#answer(session, step);
      pump(session, step);
    }
  }

  /** A peer that reads slowly gets a large set in its own time. */
  #send(session: Session, statements: readonly Uint8Array[]): void {
    const step = this.#steps.get(session);
    if (step === undefined) return;
    step.outgoing.push(...inFrames(statements));
    pump(session, step);
  }

  /** The time of one ping to the peer and back, in milliseconds. */
  async ping(session: Session, signal: AbortSignal): Promise<number> {
    const { clock } = this.#parts;
    const nonce = ++this.#nonce;
    const start = clock.elapsed();
    await answered(this.#pings, nonce, () => session.send({ kind: 'ping', nonce }), signal);
    return clock.elapsed() - start;
  }

  /** Asks the peer to connect to the addresses of our own card. */
  async askReach(session: Session, signal: AbortSignal): Promise<readonly ReachResult[]> {
    const nonce = ++this.#nonce;
    return await answered(this.#reports, nonce, () => session.send({ kind: 'reach-request', nonce }), signal);
  }

  #tell(session: Session): void {
    if (session.state === 'closed') return;
    const step = this.#steps.get(session);
    const digest = this.#parts.membership.digest();
    if (step === undefined || step.told === digest) return;
    step.told = digest;
    session.send({ kind: 'roster-digest', digest });
  }

  #compare(session: Session, digest: string): void {
    const step = this.#steps.get(session);
    if (step === undefined) return;
    step.heard = digest;
    step.unanswered = digest === this.#parts.membership.digest() ? undefined : digest;
    if (step.unanswered !== undefined) this.#answer(session, step);
  }

  /**
   * The peer holds something else: it gets all that we hold, and our digest, so that it answers with what we lack. Sets
   * merge, so nothing can be lost by it. A pair of digests is answered once: two sets that cannot become equal (owners
   * who revoked each other) are not sent for ever.
   */
  #answer(session: Session, step: Step): void {
    const { membership, clock } = this.#parts;
    const now = clock.elapsed();
    const own = membership.digest();
    const pair = `${own} ${step.unanswered ?? ''}`;
    if (step.unanswered === own || step.answered === pair) step.unanswered = undefined;
    if (step.unanswered === undefined || now - step.answeredAt < ANSWER_EVERY_MS) return;
    Object.assign(step, { unanswered: undefined, answered: pair, answeredAt: now, told: own });
    this.#send(session, membership.statements());
    session.send({ kind: 'roster-digest', digest: own });
  }

  #merge(from: Session, statements: readonly Uint8Array[]): void {
    const { membership, log, sessions } = this.#parts;
    const step = this.#steps.get(from);
    const { added, refused } = membership.merge(statements);
    if (refused > 0) log.debug('statements refused', { peer: from.peerId, refused });
    if (added.length === 0) return;
    // Each costs us a commit and everybody a frame: a whole mesh at once is fine, a stream of news is not.
    if (step?.news.take(added.length) === false) {
      from.close(new HanzoError('WIRE_INVALID', 'The peer floods us with statements.'));
      return;
    }
    for (const session of sessions()) if (session !== from) this.#send(session, added);
  }

  /** Not often, and only at the host that the peer comes from. */
  async #tryToReach(session: Session, nonce: number): Promise<void> {
    const step = this.#steps.get(session);
    const now = this.#parts.clock.elapsed();
    if (step === undefined || now - step.reachAskedAt < REACH_EVERY_MS) return;
    step.reachAskedAt = now;
    const card = this.#parts.membership.cardOf(session.peerId);
    const host = session.isRelayed ? '' : hostOf(session.remoteAddress);
    const results = await tryAddresses(card?.addresses ?? [], host);
    session.send({ kind: 'reach-report', nonce, results });
  }
}

async function answered<T>(
  waiting: Map<number, (value: T) => void>,
  nonce: number,
  ask: () => void,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const onAbort = (): void => reject(new HanzoError('TIMED_OUT', 'The peer did not answer.'));
  signal.addEventListener('abort', onAbort, { once: true });
  waiting.set(nonce, resolve);
  try {
    ask();
    return await promise;
  } finally {
    waiting.delete(nonce);
    signal.removeEventListener('abort', onAbort);
  }
}

/** In frames of bounded size, in their causal order. */
function inFrames(statements: readonly Uint8Array[]): Uint8Array[][] {
  const frames: Uint8Array[][] = [[]];
  let bytes = 0;
  for (const statement of statements) {
    if (bytes + statement.length > STATEMENTS_FRAME_BYTES) {
      frames.push([]);
      bytes = 0;
    }
    frames.at(-1)?.push(statement);
    bytes += statement.length;
  }
  return frames.filter((frame) => frame.length > 0);
}

function pump(session: Session, { outgoing }: Step): void {
  while (outgoing.length > 0 && session.queuedBytes < AHEAD_BYTES) {
    const statements = outgoing.shift();
    if (statements !== undefined) session.send({ kind: 'statements', statements });
  }
}
