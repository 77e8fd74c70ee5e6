import { HanzoError } from '@hanzo/contracts';
import { DOWN_AFTER_MS, HEARTBEAT_MS, SUSPECT_AFTER_MS, type PeerSession, type SessionEvents } from '@hanzo/mesh';
import type { Hello, WireMessage } from '@hanzo/wire';
import type { Parcel } from './channel.ts';
import type { SimProcess } from './sim-process.ts';
import type { Trace } from './trace.ts';

/** A peer that has not said Hello by then is dropped; a tick so much early still counts. Milliseconds, as in the mesh. */
const HELLO_TIMEOUT_MS = 3_000;
const HEARTBEAT_SLACK_MS = 50;

export interface SimSessionParts {
  readonly process: SimProcess;
  readonly trace: Trace;
  readonly own: Hello;
  readonly peerId: string;
  readonly card: PeerSession['card'];
  readonly events: SessionEvents<SimSession>;
  /** Hands a parcel to the network. */
  post(parcel: Parcel): void;
}

/** One end of a conversation, behaving as the mesh's `Session` does, over a simulated connection. */
export class SimSession implements PeerSession {
  readonly peerId: string;
  readonly remoteAddress: string;
  readonly card: PeerSession['card'];
  readonly #parts: SimSessionParts;
  #state: 'greeting' | 'alive' | 'suspect' | 'closed' = 'greeting';
  #peer: Hello | undefined;
  #heardAt: number;
  #beatAt: number;
  #sequence = 0;
  #outbox: WireMessage[] = [];
  #isFlushDue = false;

  constructor(parts: SimSessionParts) {
    this.#parts = parts;
    this.peerId = parts.peerId;
    this.card = parts.card;
    this.remoteAddress = `/sim/${parts.card.name}`;
    this.#heardAt = parts.process.clock.elapsed();
    this.#beatAt = this.#heardAt;
    this.send(parts.own);
  }

  get isClosed(): boolean {
    return this.#state === 'closed';
  }

  get peer(): Hello {
    if (this.#peer === undefined) throw new HanzoError('INTERNAL', 'The peer has not said Hello yet.');
    return this.#peer;
  }

  silentFor(): number {
    return this.#parts.process.clock.elapsed() - this.#heardAt;
  }

  /** Frames of one turn leave together, as the mesh's outbox does it. */
  send(message: WireMessage): void {
    const { process, trace } = this.#parts;
    if (this.isClosed || process.isDead) return;
    if (message.kind !== 'heartbeat') process.step();
    // It may have died in this very step.
    if (process.isDead) return;
    trace.frame(process.name, `to ${this.card.name}:`, message);
    this.#outbox.push(message);
    if (this.#isFlushDue) return;
    this.#isFlushDue = true;
    setImmediate(() => {
      this.#isFlushDue = false;
      this.#flush();
    });
  }

  /** As `Session.tick`: silence noticed, heartbeats sent. */
  tick(ownDelayMs: number): void {
    if (this.isClosed) return;
    const now = this.#parts.process.clock.elapsed();
    this.#heardAt = Math.min(now, this.#heardAt + ownDelayMs);
    const silent = now - this.#heardAt;
    if (silent >= (this.#state === 'greeting' ? HELLO_TIMEOUT_MS : DOWN_AFTER_MS)) {
      this.close(new HanzoError('PEER_LOST', `Nothing was heard from the peer for ${silent} ms.`));
      return;
    }
    if (this.#state === 'alive' && silent >= SUSPECT_AFTER_MS) {
      this.#state = 'suspect';
      this.#parts.events.onHealth(this, 'suspect');
    }
    if (this.#state !== 'greeting' && now - this.#beatAt >= HEARTBEAT_MS - HEARTBEAT_SLACK_MS) this.#beat(now);
  }

  close(reason: HanzoError): void {
    if (this.isClosed) return;
    this.#flush();
    this.#parts.post({ kind: 'end' });
    this.#end(reason);
  }

  /** What the network brings. */
  receive(parcel: Parcel): void {
    if (this.isClosed || parcel.kind === 'begin') return;
    if (parcel.kind === 'end') {
      this.#end(new HanzoError('PEER_LOST', 'The connection closed.'));
      return;
    }
    this.#heardAt = this.#parts.process.clock.elapsed();
    for (const message of parcel.frames) this.#take(message);
    if (this.#state !== 'suspect') return;
    this.#state = 'alive';
    this.#parts.events.onHealth(this, 'alive');
  }

  /** The process is no more. Its kernel may close the connection; what was not sent yet is lost. */
  vanish(isKernelAlive: boolean): void {
    if (isKernelAlive && !this.isClosed) this.#parts.post({ kind: 'end' });
    this.#state = 'closed';
    this.#outbox = [];
  }

  #take(message: WireMessage): void {
    const { process, trace, events } = this.#parts;
    if (this.isClosed || process.isDead) return;
    trace.frame(process.name, `from ${this.card.name}:`, message);
    if (message.kind !== 'heartbeat') process.step();
    if (process.isDead) return;
    if (this.#peer !== undefined) {
      events.onMessage(this, message);
    } else if (message.kind === 'hello') {
      this.#peer = message;
      this.#state = 'alive';
      events.onOpen(this);
    } else {
      this.close(new HanzoError('WIRE_INVALID', `The peer sent ${message.kind} before Hello.`));
    }
  }

  #beat(now: number): void {
    this.#beatAt = now;
    this.send({
      kind: 'heartbeat',
      sequence: ++this.#sequence,
      aliveAttemptIds: this.#parts.events.aliveAttemptIds(this),
    });
  }

  #flush(): void {
    const frames = this.#outbox;
    this.#outbox = [];
    if (frames.length > 0 && !this.isClosed) this.#parts.post({ kind: 'frames', frames });
  }

  #end(reason: HanzoError): void {
    this.#state = 'closed';
    this.#outbox = [];
    this.#parts.events.onClose(this, reason);
  }
}
