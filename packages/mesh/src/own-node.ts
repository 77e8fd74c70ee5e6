import { randomBytes } from 'node:crypto';
import type { Clock } from '@hanzo/contracts';
import type { NodeFacts } from '@hanzo/membership';
import type { Hello } from '@hanzo/wire';
import type { Libp2p } from '@libp2p/interface';
import { MINOR_VERSION } from './constants.ts';
import { machineFingerprint } from './machine-id.ts';
import type { MeshNodeOptions } from './mesh-node.ts';
import { worthTelling } from './own-addresses.ts';
import type { LocalCard } from './rendezvous.ts';

/** New at every process start: tells two processes that run with copies of one identity from one that came back. */
const INSTANCE = randomBytes(8).toString('hex');

/** What this node says of itself, to members, to peers, and to other processes of its home. */
export class OwnNode {
  readonly peerId: string;
  readonly #libp2p: Libp2p;
  readonly #options: MeshNodeOptions;
  readonly #meshId: string;
  readonly #machine: string;
  readonly #clock: Clock;
  readonly #startedAt: number;

  constructor(libp2p: Libp2p, options: MeshNodeOptions, meshId: string, clock: Clock) {
    this.#libp2p = libp2p;
    this.#options = options;
    this.#meshId = meshId;
    this.#clock = clock;
    this.#startedAt = clock.now();
    this.#machine = machineFingerprint(meshId);
    this.peerId = libp2p.peerId.toString();
  }

  /** Where it listens, with its peer id, loopback included. */
  get addresses(): readonly string[] {
    return this.#libp2p.getMultiaddrs().map(String);
  }

  /** For the signed card, which goes to all members. */
  facts(): NodeFacts {
    const { role, nodeName, software, relay = false, listen } = this.#options;
    return {
      peerId: this.peerId,
      role,
      name: nodeName,
      software,
      addresses: listen.length === 0 ? [] : worthTelling(this.addresses),
      instance: INSTANCE,
      machine: this.#machine,
      relay,
    };
  }

  hello(): Hello {
    const { role, nodeName, software } = this.#options;
    return {
      kind: 'hello',
      minorVersion: MINOR_VERSION,
      software,
      role,
      nodeName,
      sentAt: this.#clock.now(),
      capabilities: ['json-schema'],
    };
  }

  /** For the run folder of this home. */
  localCard(): LocalCard {
    const { role, nodeName, metricsUrl } = this.#options;
    const { peerId, addresses } = this;
    const meshId = this.#meshId;
    return { peerId, nodeName, role, meshId, pid: process.pid, addresses, metricsUrl, startedAt: this.#startedAt };
  }
}
