import { join } from 'node:path';
import { silentLogger, systemClock } from '@hanzo/contracts';
import { startMeshNode, type Discovery, type MeshNode, type SessionEvents } from '@hanzo/mesh';
import { claimIn, membershipOf, SOFTWARE } from './homes.ts';

export interface NodeSetup {
  /** A home that is in a mesh. */
  readonly home: string;
  readonly name: string;
  readonly role: 'worker' | 'coordinator';
  readonly events: SessionEvents;
  /** @default local and members */
  readonly discovery?: readonly Discovery[];
  readonly bootstrap?: readonly string[];
}

/** A node of a home's mesh on loopback: workers listen, coordinators only dial. */
export async function startNode(setup: NodeSetup): Promise<MeshNode> {
  const { home, role, events, discovery = ['local', 'members'], bootstrap = [] } = setup;
  const claim = await claimIn(home, setup.name);
  const membership = membershipOf(home);
  const node = await startMeshNode(
    { privateKey: claim.privateKey, membership, clock: systemClock, log: silentLogger, events },
    {
      role,
      nodeName: claim.name,
      software: SOFTWARE,
      listen: role === 'worker' ? ['/ip4/127.0.0.1/tcp/0'] : [],
      discovery,
      bootstrap,
      runDir: join(home, 'run'),
    },
  );
  const stop = node[Symbol.asyncDispose].bind(node);
  node[Symbol.asyncDispose] = async () => {
    await stop();
    claim[Symbol.dispose]();
    membership[Symbol.dispose]();
  };
  return node;
}
