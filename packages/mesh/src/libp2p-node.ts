import { yamux } from '@chainsafe/libp2p-yamux';
import { circuitRelayServer, circuitRelayTransport } from '@libp2p/circuit-relay-v2';
import { dcutr } from '@libp2p/dcutr';
import { identify, type Identify } from '@libp2p/identify';
import type { ConnectionGater, Libp2p, MultiaddrConnection, PrivateKey, ServiceMap } from '@libp2p/interface';
import { mdns } from '@libp2p/mdns';
import { tcp } from '@libp2p/tcp';
import type { Multiaddr } from '@multiformats/multiaddr';
import { createLibp2p, type Libp2pOptions } from 'libp2p';
import { PENDING_SOCKETS, STREAM_WINDOW_BYTES } from './constants.ts';
import type { Gate } from './gate.ts';
import { hostOf } from './address-facts.ts';
import { PendingDoor } from './pending-door.ts';
import { secureChannel } from './secure-channel.ts';

export interface Libp2pSetup {
  readonly privateKey: PrivateKey;
  readonly gate: Gate;
  readonly listen: readonly string[];
  /** Addresses to tell others besides those of the interfaces. */
  readonly announce: readonly string[];
  /** Forward for peers that cannot be reached. */
  readonly relay: boolean;
  /** Undefined: no multicast. */
  readonly mdns?: Mdns | undefined;
  /** True for a remote host that may not connect now. */
  readonly isBanned: (host: string) => boolean;
  /** Somebody from this host who knows the fence key did not get through the gate. */
  readonly onFault: (host: string, error: unknown) => void;
}

export interface Mdns {
  readonly serviceTag: string;
  readonly askEveryMs: number;
  readonly answer: boolean;
  /** Somebody has answered, as often as they do: libp2p's own event comes once per peer, whatever changes. */
  readonly onFound: (peerId: string, addresses: readonly string[]) => void;
}

/** Parts of libp2p that its public surface does not show. */
export interface Internals {
  readonly transportManager: { listen(addresses: Multiaddr[]): Promise<void> };
}

export interface MeshServices extends ServiceMap {
  readonly identify: Identify;
  readonly internals: Internals;
}

/** Room for every member of the largest mesh, and some to spare. */
const MAX_CONNECTIONS = 4_000;

/** Reservations of a relay: one per member that cannot be reached is plenty. */
const RELAY_RESERVATIONS = 1_000;

/** libp2p as a mesh needs it: TCP, relayed TCP, our own door, yamux. Not started yet. */
export function createNode(setup: Libp2pSetup): Promise<Libp2p<MeshServices>> {
  const { privateKey, gate, listen, announce, relay, isBanned } = setup;
  const drop = (socket: MultiaddrConnection): void => socket.abort(new Error('Too many connections that say nothing.'));
  // Two rooms, so that those who cannot even pass the fence never crowd out those who can.
  const street = new PendingDoor<MultiaddrConnection>(PENDING_SOCKETS, drop);
  const hall = new PendingDoor<MultiaddrConnection>(PENDING_SOCKETS, drop);
  const init: Libp2pOptions<MeshServices> = {
    privateKey,
    start: false,
    addresses: { listen: [...listen], appendAnnounce: [...announce] },
    transports: [tcp(), circuitRelayTransport()],
    connectionEncrypters: [
      secureChannel({
        gate,
        onFence: (socket) => {
          street.proved(socket as MultiaddrConnection);
          hall.entered(socket as MultiaddrConnection);
        },
        onAdmitted: (socket) => hall.proved(socket as MultiaddrConnection),
        onFault: (socket, error) => setup.onFault(hostOf((socket as MultiaddrConnection).remoteAddr.toString()), error),
      }),
    ],
    streamMuxers: [
      yamux({
        streamOptions: { maxStreamWindowSize: STREAM_WINDOW_BYTES },
        maxMessageSize: 64 * 1024,
        maxInboundStreams: 32,
        maxOutboundStreams: 32,
      }),
    ],
    connectionManager: {
      // The doors below drop the oldest silent socket instead of refusing the newest: a flood keeps nobody out.
      maxConnections: MAX_CONNECTIONS,
      maxIncomingPendingConnections: 4 * PENDING_SOCKETS,
      inboundConnectionThreshold: 10_000,
      inboundUpgradeTimeout: 3_000,
      maxParallelDials: 8,
      dialTimeout: 5_000,
      addressDialTimeout: 2_000,
      reconnectRetries: 0,
    },
    connectionGater: gaterOf(street, hall, isBanned),
    // Heartbeats are ours: libp2p's monitor kills healthy connections when its pings queue behind bulk data.
    connectionMonitor: { enabled: false },
    services: servicesOf(relay),
  };
  if (setup.mdns !== undefined) init.peerDiscovery = [discovery(setup.mdns)];
  return createLibp2p(init);
}

function gaterOf(
  street: PendingDoor<MultiaddrConnection>,
  hall: PendingDoor<MultiaddrConnection>,
  isBanned: Libp2pSetup['isBanned'],
): ConnectionGater {
  return {
    denyInboundConnection: (socket) => {
      if (isBanned(hostOf(socket.remoteAddr.toString()))) return true;
      street.entered(socket);
      socket.addEventListener('close', () => {
        street.proved(socket);
        hall.proved(socket);
      });
      return false;
    },
    // Members are on private networks more often than not.
    denyDialMultiaddr: () => false,
  };
}

/** What libp2p's types want of us is narrower than what its own services give. */
type Services = NonNullable<Libp2pOptions<MeshServices>['services']>;

function servicesOf(relay: boolean): Services {
  const reservations = { maxReservations: RELAY_RESERVATIONS, applyDefaultLimit: false };
  return {
    // Only run on relayed connections, for hole punching: direct ones learn all they need from the node cards.
    identify: identify({ runOnConnectionOpen: false }),
    dcutr: dcutr(),
    ...(relay && { relay: circuitRelayServer({ reservations }) }),
    internals: ({ transportManager }: Internals): Internals => ({ transportManager }),
  } as unknown as Services;
}

function discovery({ serviceTag, askEveryMs, answer, onFound }: Mdns): ReturnType<typeof mdns> {
  const create = mdns({ serviceTag, interval: askEveryMs, broadcast: answer });
  return (components) => {
    const found = create(components);
    found.addEventListener('peer', ({ detail: { id, multiaddrs } }) => {
      const peerId = id.toString();
      onFound(
        peerId,
        multiaddrs.map((address) => `${address.toString()}/p2p/${peerId}`),
      );
    });
    return found;
  };
}
