import type { ManualClock } from '@hanzo/testkit';
import { Channel, type Parcel, type Way, type WildFaults } from './channel.ts';
import type { Random } from './random.ts';
import type { SimNode } from './sim-node.ts';
import type { SimSession } from './sim-session.ts';
import type { Trace } from './trace.ts';

/** How often a coordinator looks for workers that it has no session with, in milliseconds. */
const DIAL_MS = 300;

export interface NetworkParts {
  readonly time: ManualClock;
  readonly random: Random;
  readonly trace: Trace;
}

/** Both ways between a coordinator's machine and a worker's. */
export interface Link {
  readonly there: Way;
  readonly back: Way;
}

interface End {
  readonly node: SimNode;
  session: SimSession | undefined;
}

/** Connects coordinators with workers, and carries what they say, as well as the fault plan lets it. */
export class Network {
  readonly #parts: NetworkParts;
  readonly #links = new Map<string, Link>();
  /** By machine: who runs on it now. */
  readonly #workers = new Map<string, SimNode>();

  constructor(parts: NetworkParts) {
    this.#parts = parts;
  }

  /** @param coordinator and worker are names of machines */
  addLink(coordinator: string, worker: string, latency: Pick<Way, 'latencyMs' | 'jitterMs'>): void {
    const way = (from: string, to: string): Way => ({
      name: `${from}>${to}`,
      ...latency,
      isCut: false,
      wild: undefined,
      held: [],
      tampered: new Set(),
    });
    this.#links.set(`${coordinator} ${worker}`, { there: way(coordinator, worker), back: way(worker, coordinator) });
  }

  link(coordinator: string, worker: string): Link {
    const link = this.#links.get(`${coordinator} ${worker}`);
    if (link === undefined) throw new RangeError(`There is no link from ${coordinator} to ${worker}.`);
    return link;
  }

  /** Attempts whose offers or cancels were lost, doubled or late. */
  isTampered(attemptId: string): boolean {
    return [...this.#links.values()].some(({ there }) => there.tampered.has(attemptId));
  }

  setWild(way: Way, faults: WildFaults | undefined): void {
    this.#parts.trace.note(way.name, faults === undefined ? 'is good again' : `is wild: ${JSON.stringify(faults)}`);
    way.wild = faults;
  }

  cut(way: Way): void {
    this.#parts.trace.note(way.name, 'FAULT cut');
    way.isCut = true;
  }

  heal(way: Way): void {
    if (!way.isCut) return;
    this.#parts.trace.note(way.name, 'is whole again');
    way.isCut = false;
    for (const depart of way.held.splice(0)) depart();
  }

  /** A worker's process has begun. */
  listen(node: SimNode): void {
    this.#workers.set(node.name, node);
  }

  /** A coordinator's process has begun: it looks for workers from now on. */
  seek(node: SimNode): void {
    const { clock } = node.process;
    const look = (): void => {
      for (const worker of this.#workers.values()) if (!node.knows(worker.name)) this.#dial(node, worker);
    };
    look();
    clock.every(DIAL_MS, look);
  }

  #dial(coordinator: SimNode, worker: SimNode): void {
    const { there, back } = this.link(coordinator.name, worker.name);
    // The kernel takes a connection for a paused process, and refuses it for a dead one.
    if (there.isCut || back.isCut || worker.process.isDead) return;
    const near: End = { node: coordinator, session: undefined };
    const far: End = { node: worker, session: undefined };
    const out = this.#channel(there, far, () => {
      far.session = worker.connect({ name: coordinator.name, role: 'coordinator' }, (parcel) => into.send(parcel));
    });
    const into = this.#channel(back, near, () => undefined);
    out.send({ kind: 'begin' });
    near.session = coordinator.connect({ name: worker.name, role: 'worker' }, (parcel) => out.send(parcel));
  }

  #channel(way: Way, end: End, begin: () => void): Channel {
    const { time, random, trace } = this.#parts;
    const deliver = (parcel: Parcel): void =>
      end.node.process.run(() => {
        if (parcel.kind === 'begin') begin();
        else end.session?.receive(parcel);
      });
    return new Channel({ way, time, random, trace, deliver });
  }
}
