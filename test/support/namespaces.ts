import { startCli, type CliOptions, type CliResult, type RunningCli } from './cli.ts';
import { freshNamePrefix, inNamespace, ip, ipLines, removeLeftovers, removeNamespace } from './netns.ts';

export { namespacesUsable } from './netns.ts';

/** Either hosts on one segment, or segments (name to hosts): a host in several segments has a leg in each. */
export type NetworkLayout =
  | { readonly hosts: readonly string[] }
  | { readonly segments: Readonly<Record<string, readonly string[]>> };

/**
 * Several hosts on one machine, for tests with real processes: each has a network of its own, with `lo` and `eth0`,
 * joined by a switch. They share files and process ids, so give each host a home folder of its own.
 *
 * Where a host has legs in several segments (`eth0`, `eth1`, … in the order of the segments), methods that concern one
 * leg take the segment as last argument; without it they mean the first leg.
 */
export interface Network extends AsyncDisposable {
  /** The built `hanzo` on that host, to its end. */
  run(host: string, args: readonly string[], options: CliOptions): Promise<CliResult>;
  /** The built `hanzo` on that host. Ends with the network at the latest. */
  start(host: string, args: readonly string[], options: CliOptions): RunningCli;
  /** What to put before any other command line so that it runs on that host; the process id stays the same. */
  prefix(host: string): readonly string[];
  /** Its IPv4 address as it is now. */
  address(host: string, segment?: string): string;
  /** Pulls the cable at the switch: the address stays, what is sent is lost, and nobody is told. */
  linkDown(host: string, segment?: string): Promise<void>;
  linkUp(host: string, segment?: string): Promise<void>;
  /** Replaces its address, as DHCP may: open connections of the old one hang. Keep within the segment's /24. */
  changeAddress(host: string, address: string, segment?: string): Promise<void>;
}

/** One interface of a host, and the other end of its cable. */
interface Leg {
  readonly segment: string;
  readonly namespace: string;
  readonly device: string;
  readonly switchNamespace: string;
  readonly port: string;
  address: string;
}

let segmentNumber = 0;

/**
 * Starts a network. Its switches are in namespaces too, so the machine's own network is never touched, and networks of
 * several tests never meet. First removes what test runs that were killed have left behind.
 *
 * @example
 * await using net = await createNetwork({ segments: { left: ['a', 'relay'], right: ['b', 'relay'] } });
 */
export async function createNetwork(layout: NetworkLayout): Promise<Network> {
  const segments = 'segments' in layout ? layout.segments : { lan: layout.hosts };
  const prefix = freshNamePrefix();
  await removeLeftovers();
  await using made = new AsyncDisposableStack();
  const addNamespace = async (name: string): Promise<string> => {
    made.defer(() => removeNamespace(name));
    await ip(['netns', 'add', name]);
    return name;
  };
  const hosts = new Map<string, Leg[]>();
  for (const name of new Set(Object.values(segments).flat())) {
    await addHost(await addNamespace(`${prefix}.${name}`));
    hosts.set(name, []);
  }
  for (const [segment, names] of Object.entries(segments)) {
    const switchNamespace = await addNamespace(`${prefix}.switch-${segment}`);
    await addSwitch(switchNamespace);
    const subnet = `10.77.${++segmentNumber % 256}`;
    for (const [index, name] of names.entries()) {
      const legs = hosts.get(name) ?? [];
      const [namespace, device, port] = [`${prefix}.${name}`, `eth${legs.length}`, `port${index}`];
      const leg: Leg = { segment, namespace, device, switchNamespace, port, address: `${subnet}.${index + 1}` };
      await addLeg(leg);
      legs.push(leg);
    }
  }
  return new NamespaceNetwork(hosts, made.move());
}

async function addHost(namespace: string): Promise<void> {
  await ipLines(namespace, ['link set lo up']);
  // A new namespace may start with the machine's setting, which container engines switch on.
  const stopForwarding = 'echo 0 > /proc/sys/net/ipv4/ip_forward';
  await ip(['netns', 'exec', namespace, 'sh', '-c', stopForwarding]);
}

/** Passes everything on at once: no spanning tree, no wait, and multicast to every port, as plain switches do. */
async function addSwitch(namespace: string): Promise<void> {
  await ipLines(namespace, [
    'link add br0 type bridge stp_state 0 forward_delay 0 mcast_snooping 0',
    'link set br0 up',
  ]);
}

async function addLeg({ namespace, device, switchNamespace, port, address }: Leg): Promise<void> {
  const cable = ['link', 'add', device, 'netns', namespace, 'type', 'veth'];
  await ip([...cable, 'peer', 'name', port, 'netns', switchNamespace]);
  await ipLines(switchNamespace, [`link set ${port} master br0`, `link set ${port} up`]);
  await ipLines(namespace, [`link set ${device} up`, ...addressLines(device, address)]);
}

/** There is no default route, so multicast needs one of its own; of several legs the first one is used. */
function addressLines(device: string, address: string): string[] {
  const metric = Number(device.slice('eth'.length)) + 1;
  return [`addr add ${address}/24 brd + dev ${device}`, `route replace 224.0.0.0/4 dev ${device} metric ${metric}`];
}

class NamespaceNetwork implements Network {
  readonly #hosts: ReadonlyMap<string, readonly Leg[]>;
  readonly #stack: AsyncDisposableStack;
  readonly #running = new Set<RunningCli>();

  constructor(hosts: ReadonlyMap<string, readonly Leg[]>, stack: AsyncDisposableStack) {
    this.#hosts = hosts;
    this.#stack = stack;
  }

  run(host: string, args: readonly string[], options: CliOptions): Promise<CliResult> {
    return this.start(host, args, options).result;
  }

  start(host: string, args: readonly string[], options: CliOptions): RunningCli {
    const running = startCli(args, { ...options, prefix: [...this.prefix(host), ...(options.prefix ?? [])] });
    this.#running.add(running);
    void running.result.then(() => this.#running.delete(running));
    return running;
  }

  prefix(host: string): readonly string[] {
    return inNamespace(this.#leg(host).namespace);
  }

  address(host: string, segment?: string): string {
    return this.#leg(host, segment).address;
  }

  async linkDown(host: string, segment?: string): Promise<void> {
    const { switchNamespace, port } = this.#leg(host, segment);
    await ipLines(switchNamespace, [`link set ${port} down`]);
  }

  async linkUp(host: string, segment?: string): Promise<void> {
    const { switchNamespace, port } = this.#leg(host, segment);
    await ipLines(switchNamespace, [`link set ${port} up`]);
  }

  async changeAddress(host: string, address: string, segment?: string): Promise<void> {
    const leg = this.#leg(host, segment);
    const { namespace, device } = leg;
    // With its last address the interface loses its routes as well.
    await ipLines(namespace, [`addr del ${leg.address}/24 dev ${device}`, ...addressLines(device, address)]);
    leg.address = address;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#running].map((running) => running[Symbol.asyncDispose]()));
    await this.#stack.disposeAsync();
  }

  #leg(host: string, segment?: string): Leg {
    const leg = this.#hosts.get(host)?.find((one) => segment === undefined || one.segment === segment);
    if (leg === undefined) throw new Error(`There is no host ${host} ${segment === undefined ? '' : `in ${segment}`}`);
    return leg;
  }
}
