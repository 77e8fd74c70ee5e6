import { join } from 'node:path';
import type { Membership, MemberRole } from '@hanzo/membership';
import type { Discovery } from '@hanzo/mesh';
import { startProgram, type TrafficProgram, type WorkerProgram } from './mesh-programs.ts';
import { createNetwork, type Network, type NetworkLayout } from './namespaces.ts';
import type { TrafficConfig } from './processes/mesh-traffic.ts';
import type { WorkerConfig } from './processes/mesh-worker.ts';
import { membershipOf, temporaryFolder } from './small-mesh.ts';

type WorkerChanges = Omit<Partial<WorkerConfig>, 'home'>;
type TrafficChanges = Omit<Partial<TrafficConfig>, 'home'>;

export interface TeamSetup {
  /** How everybody finds others. @default only by what members tell each other */
  readonly discovery?: readonly Discovery[];
  /** Whether addresses are in invites. @default true */
  readonly addresses?: boolean;
  /** The owner's node forwards for others. @default false */
  readonly relay?: boolean;
  /** The owner's host. @default owner */
  readonly ownerHost?: string;
}

/**
 * A mesh on the hosts of a network: an owner whose node serves nothing but lets others in, and whoever joins it from
 * another host. The owner's home is also open in the test process, which acts there as any other process of that home
 * would: only through its store.
 */
export class MeshTeam implements AsyncDisposable {
  readonly net: Network;
  readonly owner: Membership;
  readonly #root: string;
  readonly #setup: TeamSetup;
  readonly #stack: AsyncDisposableStack;
  #ownerNode: WorkerProgram;

  private constructor(
    net: Network,
    owner: Membership,
    ownerNode: WorkerProgram,
    root: string,
    setup: TeamSetup,
    stack: AsyncDisposableStack,
  ) {
    this.net = net;
    this.owner = owner;
    this.#ownerNode = ownerNode;
    this.#root = root;
    this.#setup = setup;
    this.#stack = stack;
  }

  /** Starts a network with a mesh on it. */
  static async start(layout: NetworkLayout, setup: TeamSetup = {}): Promise<MeshTeam> {
    await using made = new AsyncDisposableStack();
    const net = made.use(await createNetwork(layout));
    return await MeshTeam.#found(net, setup, made.move());
  }

  /** Starts a mesh on a network that is there already, and that stays. */
  static async on(net: Network, setup: TeamSetup = {}): Promise<MeshTeam> {
    return await MeshTeam.#found(net, setup, new AsyncDisposableStack());
  }

  static async #found(net: Network, setup: TeamSetup, stack: AsyncDisposableStack): Promise<MeshTeam> {
    await using made = stack;
    const { path } = made.use(temporaryFolder());
    const home = join(path, 'owner');
    const owner = made.use(membershipOf(home));
    const ownerNode = made.use(await startOwner(net, home, setup));
    return new MeshTeam(net, owner, ownerNode, path, setup, made.move());
  }

  get ownerNode(): WorkerProgram {
    return this.#ownerNode;
  }

  /** Starts the owner's node again, after its process was ended. */
  async restartOwner(): Promise<void> {
    this.#ownerNode = this.#stack.use(await startOwner(this.net, this.home('owner'), this.#setup));
  }

  /** The owner's node, at each address of its host. */
  ownerAddresses(): string[] {
    const addresses = this.ownerNode.last('ready')?.addresses ?? [];
    return addresses.filter((address) => !address.includes('/127.0.0.1/'));
  }

  invite(role: MemberRole, uses = 1): string {
    const addresses = this.#setup.addresses === false ? [] : this.ownerAddresses();
    return this.owner.createInvite({ uses, ttlMs: 3_600_000, role, approve: false, addresses }).text;
  }

  /** The folder of a home: one per host and name. */
  home(name: string): string {
    return join(this.#root, name);
  }

  /** A worker on a host; the first one of its name joins, later ones come back. Resolves when it listens. */
  async worker(host: string, changes: WorkerChanges = {}): Promise<WorkerProgram> {
    const name = changes.name ?? host;
    const config = { ...this.#member(name, 'worker'), ...changes, name };
    const worker = this.#stack.use(startProgram('mesh-worker', config, this.net.prefix(host)));
    await worker.when('ready');
    return worker;
  }

  /** A coordinator on a host. Resolves when its node is up; tasks begin with the first worker. */
  async traffic(host: string, changes: TrafficChanges = {}): Promise<TrafficProgram> {
    const name = changes.name ?? host;
    const config = { ...this.#member(name, 'coordinator'), ...changes, name };
    const traffic = this.#stack.use(startProgram('mesh-traffic', config, this.net.prefix(host)));
    await traffic.when('ready');
    return traffic;
  }

  /** The member that a home of that name became. */
  memberId(name: string): string {
    this.owner.refresh();
    return this.owner.find(name).id;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }

  #member(name: string, role: MemberRole): { home: string; discovery: readonly Discovery[]; invite: string } {
    const { discovery = ['members'] } = this.#setup;
    return { home: this.home(name), discovery, invite: this.invite(role) };
  }
}

async function startOwner(net: Network, home: string, setup: TeamSetup): Promise<WorkerProgram> {
  const { ownerHost = 'owner', relay = false, discovery = ['members'] } = setup;
  const config: WorkerConfig = { home, name: 'owner', role: 'observer', relay, discovery };
  const node = startProgram('mesh-worker', config, net.prefix(ownerHost));
  await node.when('ready');
  return node;
}

/** Tasks that this worker has done so far. */
export function doneBy(traffic: TrafficProgram, name: string): number {
  return traffic.last('totals')?.doneBy[name] ?? 0;
}

/** Waits until a worker has done more tasks than now. Resolves with how long that took, in milliseconds. */
export async function servesAgain(traffic: TrafficProgram, name: string, timeoutMs = 30_000): Promise<number> {
  const before = doneBy(traffic, name);
  const start = Date.now();
  const { at } = await traffic.when('totals', (totals) => (totals.doneBy[name] ?? 0) > before, timeoutMs);
  return Math.max(0, at - start);
}
