/** What a node does in the mesh. An observer only looks. */
export type NodeRole = 'worker' | 'coordinator' | 'observer';

/** What a node says of itself. */
export interface NodeFacts {
  readonly peerId: string;
  readonly role: NodeRole;
  /** At most 64 characters. */
  readonly name: string;
  /** "hanzo/0.1.0", for people. */
  readonly software: string;
  /** Multiaddrs; the first 16 are used. */
  readonly addresses: readonly string[];
  /** New at every start of the process, hex. */
  readonly instance: string;
  /** Fingerprint of the machine, hex. */
  readonly machine: string;
  /** Forwards for peers that cannot be reached. */
  readonly relay: boolean;
}

/** What a node says of itself, signed by its member. */
export interface NodeCard extends NodeFacts {
  readonly memberId: string;
  /** Milliseconds since the epoch. */
  readonly issuedAt: number;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}
