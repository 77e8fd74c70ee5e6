import { HanzoError, toHanzoError, type Clock, type Logger } from '@hanzo/contracts';
import {
  decodeFrame,
  encodeFrame,
  FrameReader,
  HELLO_FRAME_BYTES,
  MAX_FRAME_BYTES,
  type Hello,
  type WireMessage,
} from '@hanzo/wire';
import type { Connection, Stream } from '@libp2p/interface';
import type { NodeCard } from '@hanzo/membership';
import { isRelayed } from './address-facts.ts';
import {
  DOWN_AFTER_MS,
  FRAMES_AT_ONCE,
  FRAMES_PER_SECOND,
  HEARTBEAT_MS,
  HEARTBEAT_SLACK_MS,
  HELLO_TIMEOUT_MS,
  SUSPECT_AFTER_MS,
} from './constants.ts';
import { Outbox } from './outbox.ts';
import { TokenBucket } from './token-bucket.ts';

/** `greeting`: Hello not read yet. `alive` and `suspect`: usable, by how recently the peer was heard. */
export type SessionState = 'greeting' | 'alive' | 'suspect' | 'closed';

/** The conversation with one peer, as those see it who work with the peer. */
export interface PeerSession {
  readonly peerId: string;
  readonly remoteAddress: string;
  /** Who the peer is, as it was admitted. */
  readonly card: NodeCard;
  /** The peer's Hello. */
  readonly peer: Hello;
  /** Milliseconds since the peer was last heard. */
  silentFor(): number;
  /** Queues a message; drops it when the session is closed. @throws HanzoError WIRE_TOO_LARGE, and nothing is sent */
  send(message: WireMessage): void;
}

/** What a session tells its owner. All calls are synchronous and in order; `onClose` comes once, last. */
export interface SessionEvents<S extends PeerSession = Session> {
  onOpen(session: S): void;
  onMessage(session: S, message: WireMessage): void;
  onHealth(session: S, state: 'alive' | 'suspect'): void;
  onClose(session: S, reason: HanzoError): void;
  /** Attempts that are alive: their engine has shown life since the last call, or they wait for a slot. */
  aliveAttemptIds(session: S): readonly string[];
  /** True while work hangs on this session: then it is not moved to a better connection. @default never busy */
  isBusy?(session: S): boolean;
}

export interface SessionParts {
  readonly stream: Stream;
  readonly connection: Connection;
  readonly clock: Clock;
  readonly log: Logger;
  readonly hello: Hello;
  /** Who the peer is, as it was admitted. */
  readonly card: NodeCard;
  readonly events: SessionEvents;
}

/** The conversation with one peer: frames in and out, Hello first, heartbeats, silence noticed. */
export class Session implements PeerSession {
  readonly peerId: string;
  /** True when this side opened the stream. */
  readonly initiator: boolean;
  readonly remoteAddress: string;
  /** Who the peer is, as it was admitted. */
  readonly card: NodeCard;
  /** Resolves when the peer has said Hello; rejects when the session ends before that. */
  readonly opened: Promise<void>;

  readonly #parts: SessionParts;
  readonly #reader = new FrameReader(HELLO_FRAME_BYTES);
  readonly #outbox: Outbox;
  readonly #rate: TokenBucket;
  readonly #opening: PromiseWithResolvers<void> = Promise.withResolvers<void>();
  #state: SessionState = 'greeting';
  #peer: Hello | undefined;
  #clockDifference = 0;
  /** By the clock that only goes forward, in milliseconds. */
  #heardAt: number;
  #beatAt: number;
  #sequence = 0;

  constructor(parts: SessionParts) {
    const { stream, connection, clock } = parts;
    this.#parts = parts;
    this.#outbox = new Outbox(stream);
    this.#rate = new TokenBucket(clock, { perSecond: FRAMES_PER_SECOND, burst: FRAMES_AT_ONCE });
    this.card = parts.card;
    this.peerId = connection.remotePeer.toString();
    this.initiator = stream.direction === 'outbound';
    this.remoteAddress = connection.remoteAddr.toString();
    this.opened = this.#opening.promise;
    // Whoever dialled awaits it; for the side that was dialled nobody does.
    this.opened.catch(() => undefined);
    this.#heardAt = clock.elapsed();
    this.#beatAt = this.#heardAt;
    stream.addEventListener('message', (event) => this.#read(event.data.subarray()));
    stream.addEventListener('close', () => this.#end(new HanzoError('PEER_LOST', 'The connection closed.')));
    stream.addEventListener('remoteCloseWrite', () => this.#remoteLeft());
    this.send(parts.hello);
  }

  get state(): SessionState {
    return this.#state;
  }

  /** The peer's Hello. Only known once the session is open. */
  get peer(): Hello {
    if (this.#peer === undefined) throw new HanzoError('INTERNAL', 'The peer has not said Hello yet.');
    return this.#peer;
  }

  /** How far our clock is ahead of the peer's, give or take the way of its Hello. Milliseconds. */
  get clockDifferenceMs(): number {
    return this.#clockDifference;
  }

  /** True when the peer is reached through a relay. */
  get isRelayed(): boolean {
    return isRelayed(this.remoteAddress);
  }

  /** Bytes that wait for the peer to read. */
  get queuedBytes(): number {
    return this.#outbox.size;
  }

  /** Milliseconds since the peer was last heard. */
  silentFor(): number {
    return this.#parts.clock.elapsed() - this.#heardAt;
  }

  /**
   * Queues a message. On a closed session it is dropped: `onClose` has already said so.
   *
   * @throws HanzoError WIRE_TOO_LARGE when the message does not fit a frame of its kind; nothing is sent then
   */
  send(message: WireMessage): void {
    if (this.#state === 'closed') return;
    const frame = encodeFrame(message);
    try {
      this.#outbox.push(frame);
    } catch (error) {
      this.close(toHanzoError(error));
    }
  }

  /**
   * Looks at silence and sends heartbeats; called by the node's timer.
   *
   * @param ownDelayMs how long this process itself was stalled since the last call: a blocked event loop of
   * our own looks exactly like a silent peer, so that time does not count
   */
  tick(ownDelayMs: number): void {
    if (this.#state === 'closed') return;
    const now = this.#parts.clock.elapsed();
    this.#heardAt = Math.min(now, this.#heardAt + ownDelayMs);
    const silent = now - this.#heardAt;
    const limit = this.#state === 'greeting' ? HELLO_TIMEOUT_MS : DOWN_AFTER_MS;
    if (silent >= limit) {
      this.close(new HanzoError('PEER_LOST', `Nothing was heard from the peer for ${Math.round(silent)} ms.`));
      return;
    }
    if (this.#state === 'alive' && silent >= SUSPECT_AFTER_MS) {
      this.#state = 'suspect';
      this.#tell((events) => events.onHealth(this, 'suspect'));
    }
    // Whatever else was sent meanwhile: only heartbeats tell which attempts are alive.
    if (this.#state !== 'greeting' && now - this.#beatAt >= HEARTBEAT_MS - HEARTBEAT_SLACK_MS) this.#beat(now);
  }

  /** Ends the session, and its connection unless another session lives on it. */
  close(reason: HanzoError): void {
    if (this.#state === 'closed') return;
    const { stream, connection } = this.#parts;
    this.#outbox.flush();
    this.#end(reason);
    if (reason.code === 'CANCELLED') {
      this.#closeStream();
      return;
    }
    stream.abort(reason);
    const others = connection.streams.some((other) => other.protocol === stream.protocol && other.id !== stream.id);
    if (!others) connection.abort(reason);
  }

  #remoteLeft(): void {
    this.#end(new HanzoError('PEER_LOST', 'The peer left.'));
    this.#closeStream();
  }

  /** A polite goodbye: what was written still goes out. */
  #closeStream(): void {
    const { stream } = this.#parts;
    stream.close().catch((error: unknown) => stream.abort(toHanzoError(error)));
  }

  #beat(now: number): void {
    this.#beatAt = now;
    const aliveAttemptIds = this.#parts.events.aliveAttemptIds(this);
    this.send({ kind: 'heartbeat', sequence: ++this.#sequence, aliveAttemptIds });
  }

  #read(chunk: Uint8Array): void {
    if (this.#state === 'closed') return;
    this.#heardAt = this.#parts.clock.elapsed();
    try {
      this.#reader.push(chunk, (frame) => this.#receive(frame));
    } catch (error) {
      this.close(toHanzoError(error));
      return;
    }
    if (this.#isSuspect()) {
      this.#state = 'alive';
      this.#tell((events) => events.onHealth(this, 'alive'));
    }
  }

  #isSuspect(): boolean {
    return this.#state === 'suspect';
  }

  #receive(frame: Uint8Array): void {
    if (!this.#rate.take()) throw new HanzoError('WIRE_INVALID', 'The peer floods us with frames.');
    const message = decodeFrame(frame);
    if (message === undefined || this.#state === 'closed') return;
    if (this.#peer === undefined) this.#greet(message);
    else this.#tell((events) => events.onMessage(this, message));
  }

  #greet(message: WireMessage): void {
    if (message.kind !== 'hello') {
      throw new HanzoError('WIRE_INVALID', `The peer sent ${message.kind} before Hello.`);
    }
    if (message.role !== this.card.role) {
      throw new HanzoError('NOT_ALLOWED', `The peer says ${message.role}; it was let in as ${this.card.role}.`);
    }
    this.#peer = message;
    this.#clockDifference = this.#parts.clock.now() - message.sentAt;
    this.#state = 'alive';
    this.#reader.setLimit(MAX_FRAME_BYTES);
    this.#opening.resolve();
    this.#tell((events) => events.onOpen(this));
  }

  #end(reason: HanzoError): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#outbox.close();
    this.#opening.reject(reason);
    this.#tell((events) => events.onClose(this, reason));
  }

  /** A fault of our own listeners is not the peer's: the session and everybody's attempts on it live on. */
  #tell(call: (events: SessionEvents) => void): void {
    try {
      call(this.#parts.events);
    } catch (error) {
      const { stack, message } = error instanceof Error ? error : new Error(String(error));
      this.#parts.log.warn('a listener of the mesh failed', { peer: this.peerId, error: stack ?? message });
    }
  }
}
