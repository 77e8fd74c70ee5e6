import { hostname } from 'node:os';
import { HanzoError, systemClock, type Logger } from '@hanzo/contracts';
import type { Membership } from '@hanzo/membership';
import { claimNode, nodeNameFrom, startMeshNode, type Discovery, type MeshNode, type SessionEvents } from '@hanzo/mesh';
import { join } from 'node:path';
import { checkConfiguredAddresses } from './addresses.ts';
import { ownMembership } from './home-membership.ts';
import type { Setting } from '../setting.ts';
import { listenAsBefore } from './listen-as-before.ts';
import { homeFlag } from '../terminal/home-flag.ts';
import { packageVersion } from '../version.ts';

export interface MemberOptions {
  readonly role: 'worker' | 'coordinator' | 'observer';
  /** A wanted name; taken is an error. */
  readonly name?: string | undefined;
  readonly discovery: readonly Discovery[];
  readonly bootstrap?: readonly string[] | undefined;
  readonly listen?: readonly string[] | undefined;
  /** Addresses under which others reach this machine, besides those of its interfaces. */
  readonly announce?: readonly string[] | undefined;
  /** There for a moment only: takes its addresses back when it stops. */
  readonly temporary?: boolean | undefined;
  /** Forward for members that cannot reach each other. */
  readonly relay?: boolean | undefined;
  readonly metricsUrl?: string | undefined;
  /** This home is not a member any more. */
  readonly onShutOut?: ((reason: HanzoError) => void) | undefined;
}

export interface Member extends AsyncDisposable {
  readonly name: string;
  readonly membership: Membership;
  readonly node: MeshNode;
}

/** Any free port, on all interfaces. */
export const ANYWHERE: readonly string[] = ['/ip4/0.0.0.0/tcp/0'];
const NOWHERE: readonly string[] = [];

/** Starts a node of this home's mesh: claims a name and identity on this machine, then connects. */
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
  const stack = new AsyncDisposableStack();
  try {
    const claim = stack.use(await claimNode({ nodesDir: paths.nodes, name: options.name, base }));
    const membership = stack.use(ownMembership(setting, log));
    const { announce, relay, temporary, metricsUrl, onShutOut } = options;
    const parts = {
      privateKey: claim.privateKey,
      membership,
      clock: systemClock,
      log,
      events,
      onRefused: (reason: HanzoError) => log.warn(reason.message, { mend: reason.mend }),
      ...(onShutOut !== undefined && { onShutOut }),
    };
    const start = async (listen: readonly string[]): Promise<MeshNode> =>
      await startMeshNode(parts, {
        role,
        discovery,
        bootstrap: [...(options.bootstrap ?? []), ...(config.mesh.bootstrap ?? [])],
        listen,
        nodeName: claim.name,
        software: `hanzo/${packageVersion()}`,
        runDir: paths.run,
        metricsUrl,
        ...(announce !== undefined && { announce }),
        ...(relay !== undefined && { relay }),
        ...(temporary !== undefined && { temporary }),
      });
    const wanted = options.listen ?? (role === 'worker' ? (config.mesh.listen ?? ANYWHERE) : NOWHERE);
    const node = await (wanted === ANYWHERE
      ? listenAsBefore(join(paths.nodes, claim.name, 'port'), start)
      : start(wanted));
    stack.use(node);
    return { name: claim.name, membership, node, [Symbol.asyncDispose]: () => stack.disposeAsync() };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

/**
 * A loud end for a command that needs the mesh and found nobody.
 *
 * @param home where one was given: a worker of another home is of another mesh
 */
export function nobodyThere(waitedMs: number, node: Pick<MeshNode, 'unreached'>, home: string | undefined): HanzoError {
  const at = homeFlag(home);
  const unreached = node.unreached();
  const heard = unreached.map(({ addresses, error }) => `${addresses[0] ?? '?'} (${error})`).join('; ');
  const why = heard === '' ? 'No worker was heard of' : `Workers were heard of but not reached: ${heard}`;
  return new HanzoError('NO_WORKER', `No worker joined within ${waitedMs / 1000} s. ${why}.`, {
    details: { waitedMs, unreached: unreached.length },
    mend: `Start one: \`hanzo net up${at}\`. Look: \`hanzo net status${at}\`. Let another machine in: \`hanzo net invite${at}\`. Nobody seen who should be: \`hanzo net doctor${at}\`.`,
  });
}
