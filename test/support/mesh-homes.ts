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

/** A home that has founded a mesh as its owner `olga`. */
export async function foundedHome(stack: AsyncDisposableStack, ...flags: readonly string[]): Promise<MeshHome> {
  const home = meshHome(stack);
  const { code, stderr } = await home.net('init', '--name', 'the team', '--member', 'olga', ...flags);
  if (code !== 0) throw new Error(stderr);
  return home;
}

/** A home that is a member of the owner's mesh, let in by an invite of its own. */
export async function memberHome(
  stack: AsyncDisposableStack,
  owner: MeshHome,
  name: string,
  ...inviteFlags: readonly string[]
): Promise<MeshHome> {
  const home = meshHome(stack);
  const inviting = await invite(owner, ...inviteFlags);
  const { code, stderr } = await home.net('join', inviting.text, '--name', name, ...LOCAL);
  if (code !== 0) throw new Error(stderr);
  await inviting.cli.result;
  return home;
}

/** `hanzo net invite` on loopback, once it has printed the invite. */
export async function invite(
  owner: MeshHome,
  ...flags: readonly string[]
): Promise<{ readonly cli: RunningCli; readonly text: string }> {
  const cli = owner.start('invite', ...LOOPBACK, ...flags);
  return { cli, text: await cli.line(/^\S{60,}$/) };
}
