import { HanzoError, toHanzoError, type Clock } from '@hanzo/contracts';
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
import { DOWN_AFTER_MS, HEARTBEAT_MS, HELLO_TIMEOUT_MS, SUSPECT_AFTER_MS } from './constants.ts';
import { Outbox } from './outbox.ts';

/** `greeting`: Hello not read yet. `alive` and `suspect`: usable, by how recently the peer was heard. */
export type SessionState = 'greeting' | 'alive' | 'suspect' | 'closed';

/** What a session tells its owner. All calls are synchronous and in order; `onClose` comes once, last. */
export interface SessionEvents {
  onOpen(session: Session): void;
  onMessage(session: Session, message: WireMessage): void;
  onHealth(session: Session, state: 'alive' | 'suspect'): void;
  onClose(session: Session, reason: HanzoError): void;
  /** Attempts whose engine has shown life since the last call. */
  aliveAttemptIds(session: Session): readonly string[];
}

export interface SessionParts {
  readonly stream: Stream;
  readonly connection: Connection;
  readonly clock: Clock;
  readonly hello: Hello;
  readonly events: SessionEvents;
}

/** The conversation with one peer: frames in and out, Hello first, heartbeats, silence noticed. */
export class Session {
  readonly peerId: string;
  /** True when this side opened the stream. */
  readonly initiator: boolean;
  readonly remoteAddress: string;
  readonly openedAt: number;
  bytesIn = 0;
  bytesOut = 0;
  /** Event-loop delay that the peer reported last, in milliseconds. */
  peerLoopLagMs = 0;

  readonly #parts: SessionParts;
  readonly #reader = new FrameReader(HELLO_FRAME_BYTES);
  readonly #outbox: Outbox;
  #state: SessionState = 'greeting';
  #peer: Hello | undefined;
  #heardAt: number;
  #sentAt: number;
  #sequence = 0;

  constructor(parts: SessionParts) {
    const { stream, connection, clock } = parts;
    this.#parts = parts;
    this.#outbox = new Outbox(stream);
    this.peerId = connection.remotePeer.toString();
    this.initiator = stream.direction === 'outbound';
    this.remoteAddress = connection.remoteAddr.toString();
    this.openedAt = clock.now();
    this.#heardAt = this.openedAt;
    this.#sentAt = this.openedAt;
    stream.addEventListener('message', (event) => this.#read(event.data.subarray()));
    stream.addEventListener('close', () => this.#end(new HanzoError('PEER_LOST', 'The connection closed.')));
    stream.addEventListener('remoteCloseWrite', () => this.#end(new HanzoError('PEER_LOST', 'The peer left.')));
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

  /** Milliseconds since the peer was last heard. */
  silentFor(): number {
    return this.#parts.clock.now() - this.#heardAt;
  }

  /** Queues a message. On a closed session it is dropped: `onClose` has already said so. */
  send(message: WireMessage): void {
    if (this.#state === 'closed') return;
    const frame = encodeFrame(message);
    this.bytesOut += frame.length;
    this.#sentAt = this.#parts.clock.now();
    try {
      this.#outbox.push(frame);
    } catch (error) {
      this.close(toHanzoError(error));
    }
  }

  /**
   * Looks at silence and heartbeats; called by the node's timer.
   *
   * @param ownDelayMs how long this process itself was stalled since the last call: a blocked event loop of
   * our own looks exactly like a silent peer, so that time does not count
   */
  tick(ownDelayMs: number, loopLagMs: number): void {
    if (this.#state === 'closed') return;
    const now = this.#parts.clock.now();
    this.#heardAt = Math.min(now, this.#heardAt + ownDelayMs);
    const silent = now - this.#heardAt;
    const limit = this.#state === 'greeting' ? HELLO_TIMEOUT_MS : DOWN_AFTER_MS;
    if (silent >= limit) {
      this.close(new HanzoError('PEER_LOST', `Nothing was heard from the peer for ${silent} ms.`));
      return;
    }
    if (this.#state === 'alive' && silent >= SUSPECT_AFTER_MS) {
      this.#state = 'suspect';
      this.#parts.events.onHealth(this, 'suspect');
    }
    if (this.#state !== 'greeting' && now - this.#sentAt >= HEARTBEAT_MS - 50) this.#beat(loopLagMs);
  }

  /** Ends the session and its connection. */
  close(reason: HanzoError): void {
    if (this.#state === 'closed') return;
    const { stream, connection } = this.#parts;
    this.#outbox.flush();
    this.#end(reason);
    if (reason.code === 'CANCELLED') {
      // A polite goodbye: what was written still goes out.
      stream.close().catch(() => stream.abort(reason));
      return;
    }
    stream.abort(reason);
    connection.abort(reason);
  }

  #beat(loopLagMs: number): void {
    const aliveAttemptIds = this.#parts.events.aliveAttemptIds(this);
    this.send({ kind: 'heartbeat', sequence: ++this.#sequence, loopLagMs: Math.round(loopLagMs), aliveAttemptIds });
  }

  #read(chunk: Uint8Array): void {
    if (this.#state === 'closed') return;
    this.bytesIn += chunk.length;
    this.#heardAt = this.#parts.clock.now();
    try {
      this.#reader.push(chunk, (frame) => this.#receive(frame));
    } catch (error) {
      this.close(toHanzoError(error));
      return;
    }
    if (this.#isSuspect()) {
      this.#state = 'alive';
      this.#parts.events.onHealth(this, 'alive');
    }
  }

  #isSuspect(): boolean {
    return this.#state === 'suspect';
  }

  #receive(frame: Uint8Array): void {
    const message = decodeFrame(frame);
    if (message === undefined || this.#state === 'closed') return;
    if (this.#peer === undefined) {
      this.#greet(message);
      return;
    }
    if (message.kind === 'heartbeat') this.peerLoopLagMs = message.loopLagMs;
    this.#parts.events.onMessage(this, message);
  }

  #greet(message: WireMessage): void {
    if (message.kind !== 'hello') {
      throw new HanzoError('WIRE_INVALID', `The peer sent ${message.kind} before Hello.`);
    }
    this.#peer = message;
    this.#state = 'alive';
    this.#reader.setLimit(MAX_FRAME_BYTES);
    this.#parts.events.onOpen(this);
  }

  #end(reason: HanzoError): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#outbox.close();
    this.#parts.events.onClose(this, reason);
  }
}
