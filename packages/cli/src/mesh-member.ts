import { hostname } from 'node:os';
import { HanzoError, systemClock, type Logger } from '@hanzo/contracts';
import {
  claimNode,
  loadMeshKey,
  meshKeyFromHex,
  nodeNameFrom,
  startMeshNode,
  type Discovery,
  type MeshNode,
  type SessionEvents,
} from '@hanzo/mesh';
import { checkConfiguredAddresses } from './addresses.ts';
import type { Setting } from './setting.ts';
import { packageVersion } from './version.ts';

export interface MemberOptions {
  readonly role: 'worker' | 'coordinator' | 'observer';
  /** A wanted name; taken is an error. */
  readonly name?: string | undefined;
  readonly discovery: readonly Discovery[];
  readonly bootstrap?: readonly string[] | undefined;
  readonly listen?: readonly string[] | undefined;
  readonly metricsUrl?: string | undefined;
}

export interface Member extends AsyncDisposable {
  readonly name: string;
  readonly meshId: string;
  readonly node: MeshNode;
}

const LISTEN_ANYWHERE = ['/ip4/0.0.0.0/tcp/0'];

/** Joins this home's mesh: claims a name and identity, then starts the node. */
export async function joinMesh(
  setting: Setting,
  options: MemberOptions,
  events: SessionEvents,
  log: Logger,
): Promise<Member> {
  const { config, paths } = setting;
  await checkConfiguredAddresses(config);
  const { role, discovery } = options;
  const host = nodeNameFrom(hostname());
  const base = role === 'worker' ? host : `${host}-${role}`;
  const claim = await claimNode({ nodesDir: paths.nodes, name: options.name, base });
  try {
    const meshKey = config.mesh.keyHex === undefined ? loadMeshKey(paths.meshKey) : meshKeyFromHex(config.mesh.keyHex);
    const listen = role === 'worker' ? (options.listen ?? config.mesh.listen ?? LISTEN_ANYWHERE) : [];
    const bootstrap = [...(options.bootstrap ?? []), ...(config.mesh.bootstrap ?? [])];
    const node = await startMeshNode(
      { privateKey: claim.privateKey, meshKey, clock: systemClock, log, events },
      {
        role,
        discovery,
        bootstrap,
        listen,
        nodeName: claim.name,
        software: `hanzo/${packageVersion()}`,
        runDir: paths.run,
        metricsUrl: options.metricsUrl,
      },
    );
    return {
      name: claim.name,
      meshId: meshKey.meshId,
      node,
      [Symbol.asyncDispose]: async () => {
        await node[Symbol.asyncDispose]();
        claim[Symbol.dispose]();
      },
    };
  } catch (error) {
    claim[Symbol.dispose]();
    throw error;
  }
}

/** A loud end for a command that needs the mesh and found nobody. */
export function nobodyThere(waitedMs: number, node: MeshNode): HanzoError {
  const unreached = node.unreached();
  const heard = unreached.map(({ addresses, error }) => `${addresses[0] ?? '?'} (${error})`).join('; ');
  const why = heard === '' ? 'No worker was heard of' : `Workers were heard of but not reached: ${heard}`;
  return new HanzoError('NO_WORKER', `No worker joined within ${waitedMs / 1000} s. ${why}.`, {
    details: { waitedMs, unreached: unreached.length },
    mend: 'Start one: `hanzo net up`. Look: `hanzo net status`. On another machine: the same mesh key is needed there, see the README.',
  });
}
