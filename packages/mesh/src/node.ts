import { noise } from '@chainsafe/libp2p-noise';
import { yamux } from '@chainsafe/libp2p-yamux';
import { HanzoError, type Clock, type Logger } from '@hanzo/contracts';
import type { Hello, Role } from '@hanzo/wire';
import type { Connection, Libp2p, PrivateKey, Stream } from '@libp2p/interface';
import { mdns } from '@libp2p/mdns';
import { tcp } from '@libp2p/tcp';
import { multiaddr } from '@multiformats/multiaddr';
import { createLibp2p, type Libp2pOptions } from 'libp2p';
import { MINOR_VERSION, SESSION_PROTOCOL, TICK_MS } from './constants.ts';
import { LoopLag } from './loop-lag.ts';
import type { MeshKey } from './mesh-key.ts';
import { PeerFinder } from './peer-finder.ts';
import { publishCard, readCards } from './rendezvous.ts';
import { Session, type SessionEvents } from './session.ts';

/** Ways to hear of peers. `mdns`: multicast on the LAN. `local`: other processes of this home, through its run folder. */
export type Discovery = 'mdns' | 'local';

export interface MeshNodeOptions {
  readonly role: Role;
  readonly nodeName: string;
  /** "hanzo/0.1.0", for people. */
  readonly software: string;
  /** Multiaddrs to listen on, e.g. `/ip4/0.0.0.0/tcp/0`. */
  readonly listen: readonly string[];
  readonly discovery: readonly Discovery[];
  /** Multiaddrs of peers to reach whatever discovery says. */
  readonly bootstrap: readonly string[];
  /** Folder where nodes of this home put their cards. */
  readonly runDir: string;
  readonly metricsUrl?: string | undefined;
}

export interface MeshNodeParts {
  readonly privateKey: PrivateKey;
  readonly meshKey: MeshKey;
  readonly clock: Clock;
  readonly log: Logger;
  readonly events: SessionEvents;
}

/** A running member of the mesh. */
export interface MeshNode extends AsyncDisposable {
  readonly peerId: string;
  /** Where it listens, with its peer id, loopback included. */
  readonly addresses: readonly string[];
  /** Open sessions, one per peer. */
  sessions(): readonly Session[];
  /** Peers heard of but not reached, and why. */
  unreached: PeerFinder['unreached'];
}

const HOUR_MS = 3_600_000;
/** How often other processes of this home are looked for. */
const LOCAL_SCAN_MS = 200;

/**
 * Starts a libp2p node of one private mesh: TCP, noise with the mesh's key in the handshake, yamux.
 * Workers listen and are found; coordinators and observers look for them and open the session.
 *
 * @throws HanzoError CONFIG_INVALID when an address cannot be listened on
 */
export async function startMeshNode(parts: MeshNodeParts, options: MeshNodeOptions): Promise<MeshNode> {
  const libp2p = await createNode(parts, options);
  const node = new Libp2pMeshNode(libp2p, parts, options);
  try {
    await node.start();
  } catch (error) {
    await node[Symbol.asyncDispose]();
    throw error;
  }
  return node;
}

function createNode({ privateKey, meshKey }: MeshNodeParts, options: MeshNodeOptions): Promise<Libp2p> {
  const init: Libp2pOptions = {
    privateKey,
    start: false,
    addresses: { listen: [...options.listen] },
    transports: [tcp()],
    connectionEncrypters: [noise({ prologueBytes: meshKey.prologue })],
    streamMuxers: [yamux({ streamOptions: { maxStreamWindowSize: 256 * 1024 }, maxMessageSize: 64 * 1024 })],
    connectionManager: {
      maxIncomingPendingConnections: 1_000,
      inboundConnectionThreshold: 50,
      inboundUpgradeTimeout: 3_000,
      maxParallelDials: 4,
      dialTimeout: 5_000,
      addressDialTimeout: 2_000,
      reconnectRetries: 0,
    },
    // Heartbeats are ours: libp2p's monitor kills healthy connections when its pings queue behind bulk data.
    connectionMonitor: { enabled: false },
  };
  if (options.discovery.includes('mdns')) {
    // Seekers ask often and stay silent themselves; workers answer, and need not ask.
    const seeks = options.role !== 'worker';
    init.peerDiscovery = [
      mdns({ serviceTag: meshKey.serviceTag, interval: seeks ? 1_000 : HOUR_MS, broadcast: !seeks }),
    ];
  }
  return createLibp2p(init);
}

class Libp2pMeshNode implements MeshNode {
  readonly peerId: string;
  readonly #libp2p: Libp2p;
  readonly #parts: MeshNodeParts;
  readonly #options: MeshNodeOptions;
  readonly #finder: PeerFinder;
  readonly #lag: LoopLag;
  readonly #stack = new DisposableStack();
  readonly #greeting = new Set<Session>();
  readonly #open = new Map<string, Session>();
  #stopping = false;

  constructor(libp2p: Libp2p, parts: MeshNodeParts, options: MeshNodeOptions) {
    this.#libp2p = libp2p;
    this.#parts = parts;
    this.#options = options;
    this.peerId = libp2p.peerId.toString();
    this.#lag = new LoopLag(parts.clock, TICK_MS);
    this.#finder = new PeerFinder({
      clock: parts.clock,
      log: parts.log,
      dial: (addresses) => this.#dial(addresses),
      isSettled: (peerId) => this.#stopping || (peerId !== undefined && this.#isKnown(peerId)),
    });
  }

  get addresses(): readonly string[] {
    return this.#libp2p.getMultiaddrs().map(String);
  }

  sessions(): readonly Session[] {
    return [...this.#open.values()];
  }

  unreached: PeerFinder['unreached'] = () => this.#finder.unreached();

  async start(): Promise<void> {
    const { role, discovery, bootstrap, listen } = this.#options;
    await this.#libp2p.handle(SESSION_PROTOCOL, (stream, connection) => void this.#begin(stream, connection), {
      maxInboundStreams: 1,
      maxOutboundStreams: 1,
    });
    if (role !== 'worker' && discovery.includes('mdns')) {
      this.#libp2p.addEventListener('peer:discovery', (event) => {
        const { id, multiaddrs } = event.detail;
        this.#finder.found(
          id.toString(),
          multiaddrs.map((address) => `${address.toString()}/p2p/${id.toString()}`),
          'mdns',
        );
      });
    }
    try {
      await this.#libp2p.start();
    } catch (cause) {
      const why = listenFault(cause);
      throw new HanzoError('CONFIG_INVALID', `Cannot listen on ${listen.join(', ')}: ${why}`, {
        cause,
        mend: 'Choose another --listen address; port 0 takes any free port.',
      });
    }
    const { clock } = this.#parts;
    this.#stack.use(clock.every(TICK_MS, () => this.#tick()));
    for (const address of bootstrap) this.#finder.found(peerIdOf(address), [address], 'bootstrap');
    if (discovery.includes('local')) this.#useRunFolder();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#stack.dispose();
    const goodbye = new HanzoError('CANCELLED', 'This node is stopping.');
    for (const session of [...this.#open.values(), ...this.#greeting]) session.close(goodbye);
    await this.#libp2p.stop();
  }

  /** Workers leave a card; seekers look for cards of their own mesh. */
  #useRunFolder(): void {
    const { role, nodeName, runDir, metricsUrl } = this.#options;
    const { meshKey, clock } = this.#parts;
    const { meshId } = meshKey;
    if (role === 'worker') {
      const card = {
        peerId: this.peerId,
        nodeName,
        role,
        meshId,
        pid: process.pid,
        addresses: this.addresses,
        metricsUrl,
        startedAt: clock.now(),
      };
      this.#stack.use(publishCard(runDir, card));
      return;
    }
    const scan = (): void => {
      for (const card of readCards(runDir)) {
        if (card.meshId === meshId) this.#finder.found(card.peerId, card.addresses, 'local');
      }
    };
    scan();
    this.#stack.use(clock.every(LOCAL_SCAN_MS, scan));
  }

  #isKnown(peerId: string): boolean {
    if (peerId === this.peerId || this.#open.has(peerId)) return true;
    return [...this.#greeting].some((session) => session.peerId === peerId);
  }

  /** Resolves with the peer's id once it has said Hello. A peer that is known already gets no second stream. */
  async #dial(addresses: readonly string[]): Promise<string> {
    const connection = await this.#libp2p.dial(addresses.map((address) => multiaddr(address)));
    const peerId = connection.remotePeer.toString();
    if (this.#isKnown(peerId)) return peerId;
    const stream = await connection.newStream(SESSION_PROTOCOL);
    await this.#begin(stream, connection)?.opened;
    return peerId;
  }

  #begin(stream: Stream, connection: Connection): Session | undefined {
    const { clock, log } = this.#parts;
    if (this.#stopping) {
      stream.abort(new HanzoError('CANCELLED', 'This node is stopping.'));
      return undefined;
    }
    const { role, nodeName, software } = this.#options;
    const hello: Hello = {
      kind: 'hello',
      minorVersion: MINOR_VERSION,
      software,
      role,
      nodeName,
      sentAt: clock.now(),
      capabilities: ['json-schema'],
    };
    const session: Session = new Session({ stream, connection, clock, log, hello, events: this.#eventsOfSession() });
    this.#greeting.add(session);
    log.debug('session begins', { peer: session.peerId, address: session.remoteAddress });
    return session;
  }

  #eventsOfSession(): SessionEvents {
    const { events } = this.#parts;
    return {
      onOpen: (session) => {
        this.#greeting.delete(session);
        if (this.#admit(session)) events.onOpen(session);
      },
      onMessage: (session, message) => events.onMessage(session, message),
      onHealth: (session, state) => events.onHealth(session, state),
      onClose: (session, reason) => {
        const opened = this.#open.get(session.peerId) === session;
        this.#greeting.delete(session);
        if (!opened) return;
        this.#open.delete(session.peerId);
        events.onClose(session, reason);
      },
      aliveAttemptIds: (session) => events.aliveAttemptIds(session),
    };
  }

  /**
   * One session per peer. When both sides opened one at the same time, both keep the one that the smaller
   * peer id opened; a second one from the same side replaces the first, which is then a leftover.
   */
  #admit(session: Session): boolean {
    const other = this.#open.get(session.peerId);
    if (other !== undefined) {
      const smallerIsUs = this.peerId < session.peerId;
      if (other.initiator !== session.initiator && session.initiator !== smallerIsUs) {
        session.close(new HanzoError('CANCELLED', 'Another session with this peer is open.'));
        return false;
      }
      other.close(new HanzoError('CANCELLED', 'A newer session with this peer has opened.'));
    }
    this.#open.set(session.peerId, session);
    return true;
  }

  #tick(): void {
    const late = this.#lag.measure();
    const ownDelay = late > TICK_MS / 2 ? late : 0;
    for (const session of [...this.#open.values(), ...this.#greeting]) session.tick(ownDelay);
    this.#finder.tick();
  }
}

function peerIdOf(address: string): string | undefined {
  return /\/p2p\/([A-Za-z0-9]+)$/.exec(address)?.[1];
}

/** The system's own words, e.g. "EADDRINUSE: address already in use": libp2p puts whole stacks into its message. */
function listenFault(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return /\bE[A-Z]{3,}: [^\n]+/.exec(message)?.[0] ?? message.split('\n', 1)[0] ?? message;
}
