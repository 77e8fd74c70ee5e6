import { Option, type Command } from 'commander';
import {
  bootstrapOption,
  checked,
  discoveryOption,
  durationOption,
  homeOption,
  type Load,
  type Start,
} from './command-options.ts';
import type {
  NetApproveFlags,
  NetDoctorFlags,
  NetFlags,
  NetInitFlags,
  NetInviteFlags,
  NetJoinFlags,
  NetLeaveFlags,
  NetMembersFlags,
  NetPeersFlags,
  NetPingFlags,
  NetRevokeFlags,
  NetRotateFlags,
  NetStatusFlags,
} from '../commands/net/flags.ts';
import type { NetTrustFlags } from '../commands/net/trust.ts';
import { EXIT_HELP } from './exit-help.ts';
import { seconds, whole } from './option-values.ts';
import { addOwnerCommands } from './net-owner.ts';
import { addUp } from './net-up.ts';

/** `hanzo net`: names, flags and help. What the commands do is in commands/net/. */
export function addNet(program: Command, start: Start): void {
  const net = program.command('net').description('the private mesh: who belongs to it, lend this machine, look around');
  addUp(net, start);
  addStatus(net, start);
  addInit(net, start);
  addInvite(net, start);
  addJoin(net, start);
  addApprove(net, start);
  addMembers(net, start);
  addRevoke(net, start);
  addLeave(net, start);
  addPeers(net, start);
  addPing(net, start);
  addRotate(net, start);
  addTrust(net, start);
  addDoctor(net, start);
  addOwnerCommands(net, start);
}

function addStatus(net: Command, start: Start): void {
  const command = net
    .command('status')
    .description('look who is in the mesh: workers, models, load')
    .option('--wait <seconds>', 'how long to look', seconds, 2)
    .option('--json', 'print JSON');
  withLook(command, EXIT_HELP.netStatus).action((flags: NetStatusFlags) =>
    start(
      checked(flags, () => import('../commands/net/status.ts')),
      flags,
    ),
  );
}

function addInit(net: Command, start: Start): void {
  net
    .command('init')
    .description('found a mesh, with this home as its first owner')
    .option('--name <mesh>', 'name of the mesh (default: the host name)')
    .option('--member <name>', 'name of this home in it (default: the host name)')
    .addOption(durationOption('--ttl <time>', 'how long a membership lasts unless it is renewed', '30d', '1s'))
    .option('--no-fence', 'no shared network key besides the memberships')
    .option('--json', 'print events as JSON lines on stdout')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.netInit)
    .action((flags: NetInitFlags) => start(() => import('../commands/net/init.ts'), flags));
}

function addInvite(net: Command, start: Start): void {
  net
    .command('invite')
    .description('let others in: prints an invite, and waits for them when no other node of this home listens')
    .option('--uses <n>', 'how many may come in by it', whole(1, 1_000), 1)
    .addOption(durationOption('--ttl <time>', 'how long it is good for', '24h', '1s'))
    .addOption(
      new Option('--role <role>', 'what they become').choices(['worker', 'coordinator', 'owner']).default('worker'),
    )
    .option('--approve', 'ask here before anybody is let in: hanzo net approve')
    .option('--listen <multiaddr...>', 'listen there while waiting, also when another node of this home listens')
    .option('--announce <multiaddr...>', 'addresses of this machine that it cannot know, e.g. of a forwarded port')
    .addOption(discoveryOption())
    .option('--no-wait', 'print the invite and end, whoever listens')
    .option('--list', 'list the invites of this home instead')
    .option('--cancel <id>', 'end an invite instead')
    .option('--json', 'print events as JSON lines on stdout')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.netInvite)
    .action((flags: NetInviteFlags) =>
      start(
        checked(flags, () => import('../commands/net/invite.ts')),
        flags,
      ),
    );
}

function addJoin(net: Command, start: Start): void {
  net
    .command('join')
    .description('become a member of a mesh by an invite')
    .argument('<invite>', 'what `hanzo net invite` printed; "-" reads it from standard input')
    .option('--name <name>', 'name of this home in the mesh (default: the host name)')
    .option('--timeout <seconds>', 'give up after this long', seconds, 60)
    .addOption(discoveryOption())
    .option('--json', 'print events as JSON lines on stdout')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.netJoin)
    .action((invite: string, flags: Omit<NetJoinFlags, 'invite'>) =>
      start<NetJoinFlags>(() => import('../commands/net/join.ts'), { ...flags, invite }),
    );
}

function addApprove(net: Command, start: Start): void {
  net
    .command('approve')
    .description('list who waits to be let in, or let one in')
    .argument('[member]', 'name or id of whom to let in')
    .option('--refuse', 'turn it away instead')
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.netApprove)
    .action((member: string | undefined, flags: NetFlags) =>
      start<NetApproveFlags>(() => import('../commands/net/approve.ts'), {
        ...flags,
        ...(member !== undefined && { member }),
      }),
    );
}

function addMembers(net: Command, start: Start): void {
  net
    .command('members')
    .description('list who belongs to the mesh, as this home knows it')
    .option('--all', 'also those who are revoked or expired')
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.netMembers)
    .action((flags: NetMembersFlags) => start(() => import('../commands/net/members.ts'), flags));
}

function addRevoke(net: Command, start: Start): void {
  const command = net
    .command('revoke')
    .description('put a member out, for ever, and tell everybody who can be reached')
    .argument('<member>', 'name, id or beginning of the id')
    .option('--reason <text>', 'why; every member can read it');
  withTelling(command, EXIT_HELP.netRevoke).action((member: string, flags: Omit<NetRevokeFlags, 'member'>) =>
    startChecked<NetRevokeFlags>(start, { ...flags, member }, () => import('../commands/net/revoke.ts')),
  );
}

function addLeave(net: Command, start: Start): void {
  const command = net.command('leave').description('take this home out of its mesh, and put what it knew aside');
  withTelling(command, EXIT_HELP.netLeave).action((flags: NetLeaveFlags) =>
    startChecked(start, flags, () => import('../commands/net/leave.ts')),
  );
}

function addPeers(net: Command, start: Start): void {
  const command = net
    .command('peers')
    .description('list the nodes of the mesh: who is reached, by which path, how fast; who is not, and why')
    .option('--wait <seconds>', 'how long to look', seconds, 2)
    .option('--json', 'print JSON');
  withLook(command, EXIT_HELP.netPeers).action((flags: NetPeersFlags) =>
    startChecked(start, flags, () => import('../commands/net/peers.ts')),
  );
}

function addPing(net: Command, start: Start): void {
  const command = net
    .command('ping')
    .description('measure the time to one node and back')
    .argument('<peer>', 'name of a node or member, or at least 4 characters of a peer id')
    .option('--count <n>', 'how many pings', whole(1, 10_000), 4)
    .option('--interval <seconds>', 'time between two', seconds, 0.2)
    .option('--wait <seconds>', 'how long to look for the node', seconds, 5)
    .option('--json', 'print events as JSON lines on stdout');
  withLook(command, EXIT_HELP.netPing).action((peer: string, flags: Omit<NetPingFlags, 'peer'>) =>
    startChecked<NetPingFlags>(start, { ...flags, peer }, () => import('../commands/net/ping.ts')),
  );
}

function addRotate(net: Command, start: Start): void {
  const command = net
    .command('rotate')
    .description('make a new network key for the mesh, and tell everybody who can be reached')
    .addOption(durationOption('--grace <time>', 'how long the old key still works', '30d', '0s'));
  withTelling(command, EXIT_HELP.netRotate).action((flags: NetRotateFlags) =>
    startChecked(start, flags, () => import('../commands/net/rotate.ts')),
  );
}

function addTrust(net: Command, start: Start): void {
  net
    .command('trust')
    .description('show what the answers of each worker were worth so far, and who is banned for wrong ones')
    .option('--forgive <peer>', 'lift a ban and forget what was seen: peer id, the beginning of it, or a name')
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.netTrust)
    .action((flags: NetTrustFlags) => start(() => import('../commands/net/trust.ts'), flags));
}

/** What commands take that tell the mesh something. */
function withTelling(command: Command, exitHelp: string): Command {
  command
    .option('--wait <seconds>', 'most time to reach the others', seconds, 3)
    .option('--json', 'print events as JSON lines on stdout');
  return withLook(command, exitHelp);
}

/** What commands take that look at the mesh. */
function withLook(command: Command, exitHelp: string): Command {
  return command
    .addOption(bootstrapOption())
    .addOption(discoveryOption())
    .addOption(homeOption())
    .addHelpText('after', exitHelp);
}

function startChecked<Flags extends Parameters<typeof checked>[0]>(
  start: Start,
  flags: Flags,
  load: Load<Flags>,
): Promise<void> {
  return start(checked(flags, load), flags);
}

function addDoctor(net: Command, start: Start): void {
  const command = net
    .command('doctor')
    .description(
      'say why a peer is invisible, and what to do: interface, multicast, port, firewall, key, version, clock',
    )
    .argument('[peer]', "a node's or member's name, or the beginning of an id (default: everybody who is known)")
    .option('--wait <seconds>', 'how long to look', seconds, 4)
    .option('--json', 'print JSON');
  withLook(command, EXIT_HELP.netDoctor).action((peer: string | undefined, flags: NetDoctorFlags) =>
    start(
      checked(flags, () => import('../commands/net/doctor.ts')),
      { ...flags, ...(peer !== undefined && { peer }) },
    ),
  );
}
