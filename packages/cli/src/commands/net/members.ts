import { EXIT, systemClock, type ExitCode } from '@hanzo/contracts';
import type { Member } from '@hanzo/membership';
import { requireMembership } from '../../mesh/home-membership.ts';
import { loadSetting } from '../../setting.ts';
import { printTable } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatTime } from '../../terminal/units.ts';
import type { NetMembersFlags } from './flags.ts';
import { expiryText, memberFields, meshLabel, shortMemberId } from './labels.ts';

/** Who belongs to the mesh, as this home knows it. Needs no network. */
export async function run(flags: NetMembersFlags, terminal: Terminal): Promise<ExitCode> {
  const setting = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  using membership = requireMembership(setting);
  const { meshId, meshName } = membership;
  const all = membership.members();
  // This home is always shown: that it is out is the first thing to know.
  const shown = flags.all === true ? all : all.filter(({ standing, isSelf }) => standing === 'member' || isSelf);
  if (flags.json === true) {
    terminal.out(JSON.stringify({ v: 1, meshId, meshName, members: shown.map(memberFields) }));
    return EXIT.done;
  }
  terminal.out(`mesh ${meshLabel(membership)}: ${shown.length} member${shown.length === 1 ? '' : 's'}`);
  const now = systemClock.now();
  printTable(
    ['member', 'id', 'role', 'standing', 'since', 'expires', ''],
    shown.map((member) => cells(member, now)),
    terminal,
  );
  const hidden = all.length - shown.length;
  if (hidden > 0) terminal.err(`${hidden} more, revoked or expired: --all`);
  return EXIT.done;
}

function cells(member: Member, now: number): string[] {
  const { name, id, role, standing, isSelf, isFounder, grantedAt, revokedAt, revokeReason = '' } = member;
  const since = formatTime(standing === 'revoked' && revokedAt !== undefined ? revokedAt : grantedAt);
  const expires = standing === 'revoked' ? '-' : expiryText(member, now);
  const notes = [isSelf ? 'this home' : '', isFounder ? 'founder' : '', revokeReason];
  return [name, shortMemberId(id), role, standing, since, expires, notes.filter((note) => note !== '').join(', ')];
}
