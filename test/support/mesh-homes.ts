import { homePaths } from '@hanzo/config';
import { systemClock } from '@hanzo/contracts';
import { createMesh, Joining, openMembership, parseInvite } from '@hanzo/membership';
import { jsonLines, runCli, startCli, type CliOptions, type CliResult, type RunningCli } from './cli.ts';
import { temporaryFolder } from './small-mesh.ts';

/** A home of its own, as one machine has it, and the built command for it. */
export interface MeshHome {
  readonly path: string;
  /** `hanzo net …`, to its end. */
  net(...args: readonly string[]): Promise<CliResult>;
  /** `hanzo net …`, running. */
  start(...args: readonly string[]): RunningCli;
  /** The last JSON line of `hanzo net … --json`. */
  json<T extends object>(...args: readonly string[]): Promise<T & { readonly code: number }>;
}

/** Listens on loopback alone: homes of one test find each other by addresses and never by multicast. */
export const LOOPBACK: readonly string[] = ['--listen', '/ip4/127.0.0.1/tcp/0', '--discovery', 'local,members'];
/** No multicast either. */
export const LOCAL: readonly string[] = ['--discovery', 'local,members'];

export function meshHome(stack: AsyncDisposableStack, options: Omit<CliOptions, 'home'> = {}): MeshHome {
  const { path } = stack.use(temporaryFolder());
  const net = (...args: readonly string[]): Promise<CliResult> => runCli(['net', ...args], { ...options, home: path });
  return {
    path,
    net,
    start: (...args) => stack.use(startCli(['net', ...args], { ...options, home: path })),
    json: async <T extends object>(...args: readonly string[]) => {
      const { code, stdout, stderr } = await net(...args, '--json');
      const last = jsonLines(stdout).at(-1);
      if (last === undefined) throw new Error(`hanzo net ${args.join(' ')} --json said nothing: ${stderr}`);
      return { ...(last as unknown as T), code };
    },
  };
}

/** A home that has founded a mesh as its owner `olga`: by the command where there are flags for it, which takes a second. */
export async function foundedHome(stack: AsyncDisposableStack, ...flags: readonly string[]): Promise<MeshHome> {
  const home = meshHome(stack);
  if (flags.length === 0) {
    createMesh(partsOf(home), {
      meshName: 'the team',
      memberName: 'olga',
      grantTtlMs: GRANT_TTL_MS,
      fence: true,
    })[Symbol.dispose]();
    return home;
  }
  const { code, stderr } = await home.net('init', '--name', 'the team', '--member', 'olga', ...flags);
  if (code !== 0) throw new Error(stderr);
  return home;
}

/** A home that is a member of the owner's mesh, as if let in by an invite of its own: no command runs for it. */
export function memberHome(stack: AsyncDisposableStack, owner: MeshHome, name: string): MeshHome {
  const home = meshHome(stack);
  using membership = openMembership(partsOf(owner));
  if (membership === undefined) throw new Error('the owner has no mesh');
  const { text } = membership.createInvite({ uses: 1, ttlMs: 60_000, role: 'worker', approve: false, addresses: [] });
  const joining = Joining.start(partsOf(home), parseInvite(text), name);
  const card = joining.signCard({
    peerId: `joiner-${name}`,
    role: 'observer',
    name,
    software: 'hanzo/test',
    addresses: [],
    instance: '00',
    machine: '00',
    relay: false,
  });
  joining.complete(membership.redeem(joining.request(card)))[Symbol.dispose]();
  return home;
}

/** As `hanzo net init` has it. Milliseconds. */
const GRANT_TTL_MS = 30 * 86_400_000;

function partsOf({ path }: MeshHome): Parameters<typeof openMembership>[0] {
  const { meshState, memberKey } = homePaths(path);
  return { paths: { file: meshState, memberKey }, clock: systemClock };
}

/** `hanzo net invite` on loopback, once it has printed the invite. */
export async function invite(
  owner: MeshHome,
  ...flags: readonly string[]
): Promise<{ readonly cli: RunningCli; readonly text: string }> {
  const cli = owner.start('invite', ...LOOPBACK, ...flags);
  return { cli, text: await cli.line(/^\S{60,}$/) };
}
