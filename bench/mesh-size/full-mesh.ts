/** A mesh of many processes: from nobody knowing anybody until all know all. */
import { join } from 'node:path';
import { HanzoError, silentLogger, systemClock } from '@hanzo/contracts';
import { Dispatcher } from '@hanzo/coordinator';
import type { MeshNode } from '@hanzo/mesh';
import { foundMesh, letIn, temporaryFolder } from '../lib/homes.ts';
import { Member, now, type MemberInit } from '../lib/member.ts';
import { startNode } from '../lib/start-node.ts';

export type Way = 'mDNS' | 'one address';

export interface FullMeshInit {
  /** Workers; a coordinator and a listener of the owner's home come on top. */
  readonly count: number;
  readonly way: Way;
  readonly idleMs: number;
  /** For the workers' processes. */
  readonly nodeOptions: readonly string[];
}

export interface FullMesh {
  /** Milliseconds until the coordinator has a session with every worker. */
  readonly sessionsMs: number;
  /** Milliseconds until the last change of what anybody knows; undefined when they do not agree in the end. */
  readonly agreedMs: number | undefined;
  readonly statements: number;
}

const LOOPBACK = ['/ip4/127.0.0.1/tcp/0'];
const GIVE_UP_MS = 120_000;

/**
 * Starts `count` workers at the same moment, and a coordinator with them. Each worker has a home and membership of its
 * own, and knows nobody but the owner who let it in. `use` gets the mesh when it is full and has been idle for a while.
 */
export async function withFullMesh(
  { count, way, idleMs, nodeOptions }: FullMeshInit,
  use: (mesh: FullMesh, workers: readonly Member[]) => Promise<void>,
): Promise<void> {
  using folder = temporaryFolder();
  using stack = new DisposableStack();
  const home = join(folder.path, 'owner');
  using membership = foundMesh(home);
  const discovery = way === 'mDNS' ? (['mdns'] as const) : (['members'] as const);
  const common = { discovery, listen: LOOPBACK } as const;
  // The one that everybody is given the address of, where there is no multicast.
  const owner = stack.use(
    new Member({ ...common, home, name: 'owner', role: 'observer', bootstrap: [], waits: false }),
  );
  const { addresses } = await owner.first('up');
  const bootstrap = way === 'mDNS' ? [] : addresses;
  const workers: Member[] = [];
  for (let index = 0; index < count; index++) {
    const name = `worker-${index}`;
    const init: MemberInit = { ...common, home: join(folder.path, name), name, role: 'worker', bootstrap, waits: true };
    await letIn(init.home, membership, name);
    workers.push(stack.use(new Member(init, { nodeOptions })));
  }
  await Promise.all(workers.map((worker) => worker.first('loaded')));
  const start = now();
  for (const worker of workers) worker.go();
  using dispatcher = new Dispatcher({ clock: systemClock, log: silentLogger });
  const { events } = dispatcher;
  await using node = await startNode({ home, name: 'coordinator', role: 'coordinator', events, discovery, bootstrap });
  const sessionsMs = (await untilAllOpen(node, workers)) - start;
  await systemClock.sleep(idleMs);
  membership.refresh();
  const told = [owner, ...workers].map((member) => member.last('digest'));
  const agree = new Set([membership.digest(), ...told.map((report) => report?.digest)]).size === 1;
  const agreedMs = agree ? Math.max(...told.map((report) => report?.at ?? 0)) - start : undefined;
  await use({ sessionsMs, agreedMs, statements: membership.statements().length }, workers);
}

async function untilAllOpen(node: MeshNode, workers: readonly Member[]): Promise<number> {
  const deadline = now() + GIVE_UP_MS;
  for (;;) {
    const open = node.sessions().filter(({ state, card }) => state === 'alive' && card.role === 'worker').length;
    if (open === workers.length) return now();
    if (now() > deadline) throw new HanzoError('TIMED_OUT', `Only ${open} of ${workers.length} workers were reached.`);
    await systemClock.sleep(10);
  }
}
