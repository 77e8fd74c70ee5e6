import { HanzoError } from '@hanzo/contracts';
import { LoopLag, type PeerSession, type SessionEvents } from '@hanzo/mesh';
import type { Hello } from '@hanzo/wire';
import type { Parcel } from './channel.ts';
import type { SimProcess } from './sim-process.ts';
import { SimSession } from './sim-session.ts';
import type { Trace } from './trace.ts';

/** How often health is looked at, in milliseconds: as in the mesh. */
const TICK_MS = 250;

export interface SimNodeParts {
  readonly process: SimProcess;
  readonly role: 'worker' | 'coordinator';
  readonly events: SessionEvents<PeerSession>;
  readonly trace: Trace;
  /** A listener threw: the mesh would log that and go on. */
  onFault(error: unknown): void;
}

/** A node of the mesh in its process: its sessions, one open for each peer, and the timer that looks after them. */
export class SimNode {
  readonly #parts: SimNodeParts;
  readonly #lag: LoopLag;
  readonly #open = new Map<string, SimSession>();
  readonly #all = new Set<SimSession>();

  constructor(parts: SimNodeParts) {
    this.#parts = parts;
    const { clock } = parts.process;
    this.#lag = new LoopLag(clock, TICK_MS);
    clock.every(TICK_MS, () => this.#tick());
  }

  get name(): string {
    return this.#parts.process.name;
  }

  get process(): SimProcess {
    return this.#parts.process;
  }

  get role(): 'worker' | 'coordinator' {
    return this.#parts.role;
  }

  /** True when a session with the peer is open or under way. */
  knows(peerName: string): boolean {
    return [...this.#all].some((session) => session.card.name === peerName);
  }

  /** One end of a new connection with the peer. */
  connect(
    peer: { readonly name: string; readonly role: SimNodeParts['role'] },
    post: (parcel: Parcel) => void,
  ): SimSession {
    const { process, trace } = this.#parts;
    const card = cardOf(peer.name, peer.role);
    const own = helloOf(this.name, this.role, process.clock.now());
    const session = new SimSession({ process, trace, own, peerId: card.peerId, card, events: this.#events(), post });
    this.#all.add(session);
    return session;
  }

  /** The kernel, or a firewall, breaks all connections. */
  reset(peerName: string): void {
    for (const session of this.#all) {
      if (session.card.name === peerName) session.close(new HanzoError('PEER_LOST', 'The connection was reset.'));
    }
  }

  /** The process dies; with `isKernelAlive` its peers are told, as a kernel does that closes the sockets. */
  kill(isKernelAlive: boolean): void {
    this.process.kill();
    for (const session of this.#all) session.vanish(isKernelAlive);
    this.#all.clear();
    this.#open.clear();
  }

  #events(): SessionEvents<SimSession> {
    const { events, trace } = this.#parts;
    return {
      onOpen: (session) => {
        this.#open
          .get(session.peerId)
          ?.close(new HanzoError('CANCELLED', 'A newer session with this peer has opened.'));
        this.#open.set(session.peerId, session);
        trace.note(this.name, `session with ${session.card.name} is open`);
        this.#tell(() => events.onOpen(session));
      },
      onMessage: (session, message) => this.#tell(() => events.onMessage(session, message)),
      onHealth: (session, state) => this.#tell(() => events.onHealth(session, state)),
      onClose: (session, reason) => {
        this.#all.delete(session);
        if (this.#open.get(session.peerId) !== session) return;
        this.#open.delete(session.peerId);
        trace.note(this.name, `session with ${session.card.name} closed: ${reason.message}`);
        this.#tell(() => events.onClose(session, reason));
      },
      aliveAttemptIds: (session) => events.aliveAttemptIds(session),
    };
  }

  #tell(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#parts.onFault(error);
    }
  }

  #tick(): void {
    const late = this.#lag.measure();
    const ownDelay = late > TICK_MS / 2 ? late : 0;
    for (const session of this.#all) session.tick(ownDelay);
  }
}

export function peerIdOf(name: string): string {
  return `peer-${name}`;
}

function helloOf(nodeName: string, role: Hello['role'], sentAt: number): Hello {
  return { kind: 'hello', minorVersion: 0, software: 'hanzo/sim', role, nodeName, sentAt, capabilities: [] };
}

function cardOf(name: string, role: 'worker' | 'coordinator'): PeerSession['card'] {
  return {
    peerId: peerIdOf(name),
    role,
    name,
    software: 'hanzo/sim',
    addresses: [],
    instance: '',
    machine: '',
    relay: false,
    memberId: `member-${name}`,
    issuedAt: 0,
    expiresAt: Number.MAX_SAFE_INTEGER,
  };
}
