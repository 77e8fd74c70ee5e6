import { EXIT, HanzoError, type ExitCode } from '@hanzo/contracts';
import type { Membership } from '@hanzo/membership';
import { readCards } from '@hanzo/mesh/light';
import { eventEmitter } from '../../terminal/events.ts';
import { loadSetting, type Setting } from '../../setting.ts';
import { printTable } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatTime } from '../../terminal/units.ts';
import type { NetApproveFlags } from './flags.ts';
import { memberFields, shortMemberId } from './labels.ts';
import { requireStanding } from './observer.ts';

/** Lists who waits to be let in; with a name, decides. */
export async function run(flags: NetApproveFlags, terminal: Terminal): Promise<ExitCode> {
  const { member, refuse = false } = flags;
  if (member === undefined && refuse)
    throw new HanzoError('USAGE', '--refuse whom?', { mend: 'hanzo net approve <name> --refuse' });
  const setting = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  using membership = requireStanding(setting);
  if (member === undefined) list(membership, flags, terminal);
  else if (refuse) refuseOne(membership, member, flags, terminal);
  else approveOne(setting, membership, member, flags, terminal);
  return EXIT.done;
}

function list(membership: Membership, flags: NetApproveFlags, terminal: Terminal): void {
  const requests = membership.requests();
  if (flags.json === true) {
    terminal.out(JSON.stringify({ v: 1, meshId: membership.meshId, requests }));
    return;
  }
  if (requests.length === 0) {
    terminal.err('Nobody waits to be let in.');
    return;
  }
  const rows = requests.map(({ id, name, role, inviteId, at }) => [
    name,
    shortMemberId(id),
    role,
    inviteId,
    formatTime(at),
  ]);
  printTable(['who', 'id', 'role', 'invite', 'asked'], rows, terminal);
  terminal.err('Let one in: hanzo net approve <who or id>. Turn one away: --refuse.');
}

function refuseOne(membership: Membership, text: string, flags: NetApproveFlags, terminal: Terminal): void {
  membership.refuse(text);
  if (flags.json === true) eventEmitter(terminal, true)('refused', { who: text });
  else terminal.out(`${text}: refused`);
}

function approveOne(
  setting: Setting,
  membership: Membership,
  text: string,
  flags: NetApproveFlags,
  terminal: Terminal,
): void {
  const member = membership.approve(text);
  if (flags.json === true) eventEmitter(terminal, true)('approved', memberFields(member));
  else terminal.out(`${member.name} (${shortMemberId(member.id)}): approved as ${member.role}`);
  if (!readCards(setting.paths.run).some(({ meshId }) => meshId === membership.meshId))
    terminal.err('No node of this home listens now: it comes in once `hanzo net up` or `hanzo net invite` runs here.');
}
