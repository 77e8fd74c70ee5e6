import type { Clock, HanzoError, Logger } from '@hanzo/contracts';
import type { Membership } from '@hanzo/membership';
import type { ReachResult, Role } from '@hanzo/wire';
import type { PrivateKey } from '@libp2p/interface';
import type { Unreached } from './peer-finder.ts';
import type { Session, SessionEvents } from './session.ts';
import type { SideStreams } from './side-streams.ts';

/**
 * Ways to hear of peers. `mdns`: multicast on the LAN. `local`: other processes of this home, through its run folder.
 * `members`: addresses that are remembered, or passed on by other members.
 */
export type Discovery = 'mdns' | 'local' | 'members';

export interface MeshNodeOptions {
  readonly role: Role;
  readonly nodeName: string;
  /** "hanzo/0.1.0", for people. */
  readonly software: string;
  /** Multiaddrs to listen on, e.g. `/ip4/0.0.0.0/tcp/0`. Empty: only dials. */
  readonly listen: readonly string[];
  /** Multiaddrs under which others reach this node besides those of its interfaces, e.g. of a forwarded port. */
  readonly announce?: readonly string[];
  /** Forward traffic of members that cannot reach each other. @default false */
  readonly relay?: boolean;
  /** There for a moment only: takes its addresses back when it stops, so that nobody waits for it. @default false */
  readonly temporary?: boolean;
  readonly discovery: readonly Discovery[];
  /** Multiaddrs of peers to reach whatever discovery says. */
  readonly bootstrap: readonly string[];
  /** Folder where nodes of this home put their cards. */
  readonly runDir: string;
  readonly metricsUrl?: string | undefined;
}

export interface MeshNodeParts {
  readonly privateKey: PrivateKey;
  readonly membership: Membership;
  readonly clock: Clock;
  readonly log: Logger;
  readonly events: SessionEvents;
  /** A peer refuses this node. What a peer says is a hint and no proof. */
  readonly onRefused?: (reason: HanzoError) => void;
  /** This home is not a member any more: revoked, or expired. Told once. */
  readonly onShutOut?: (reason: HanzoError) => void;
}

/** A running member of the mesh. */
export interface MeshNode extends AsyncDisposable {
  readonly peerId: string;
  /** Where it listens, with its peer id, loopback included. */
  readonly addresses: readonly string[];
  readonly membership: Membership;
  /** Streams beside the sessions, for bulk data. */
  readonly streams: Pick<SideStreams, 'serve' | 'open'>;
  /** Open sessions, one per peer. */
  sessions(): readonly Session[];
  /** Peers heard of but not reached, and why. */
  unreached(): readonly Unreached[];
  /** Milliseconds to the peer and back. @throws HanzoError TIMED_OUT */
  ping(session: Session, signal: AbortSignal): Promise<number>;
  /** What the peer found when it tried to connect to this node's addresses. @throws HanzoError TIMED_OUT */
  askReach(session: Session, signal: AbortSignal): Promise<readonly ReachResult[]>;
  /** True when the peer has said that it holds the same statements as this home. */
  isInStep(session: Session): boolean;
  /** Starts looking for somebody at an address, now and until reached. */
  find(address: string): void;
}
