import { EXIT, HanzoError, systemClock, type ExitCode } from '@hanzo/contracts';
import type { Membership } from '@hanzo/membership';
import { eventEmitter } from '../../terminal/events.ts';
import { requireMembership } from '../../mesh/home-membership.ts';
import type { Setting } from '../../setting.ts';
import { printTable } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatTime } from '../../terminal/units.ts';
import type { NetFlags } from './flags.ts';
import { expiryText } from './labels.ts';

type Invite = ReturnType<Membership['invites']>[number];
type InviteState = 'open' | 'used up' | 'expired' | 'cancelled';

/** The invites that this home has made. Their strings are not kept: only a hash of each secret is. */
export function listInvites(setting: Setting, flags: NetFlags, terminal: Terminal): ExitCode {
  using membership = requireMembership(setting);
  const now = systemClock.now();
  const invites = membership.invites();
  if (flags.json === true) {
    const rows = invites.map((invite) => ({ ...invite, state: inviteState(invite, now) }));
    terminal.out(JSON.stringify({ v: 1, meshId: membership.meshId, invites: rows }));
    return EXIT.done;
  }
  if (invites.length === 0) {
    terminal.err('This home has made no invite yet: hanzo net invite');
    return EXIT.done;
  }
  const rows = invites.map((invite) => [
    invite.id,
    invite.role,
    inviteState(invite, now),
    `${invite.used} of ${invite.uses}`,
    invite.approve ? 'yes' : 'no',
    formatTime(invite.createdAt),
    expiryText(invite, now),
  ]);
  printTable(['invite', 'role', 'state', 'used', 'approve', 'made', 'expires'], rows, terminal);
  return EXIT.done;
}

/** Ends an invite. Who came in by it stays. */
export function cancelInvite(setting: Setting, text: string, flags: NetFlags, terminal: Terminal): ExitCode {
  using membership = requireMembership(setting);
  const found = membership.invites().filter(({ id }) => id.startsWith(text));
  const [invite] = found;
  if (text === '' || invite === undefined || found.length > 1) {
    const what = found.length > 1 ? `Several invites begin with "${text}".` : `This home has made no invite "${text}".`;
    throw new HanzoError('USAGE', what, { mend: 'See `hanzo net invite --list`.' });
  }
  membership.cancelInvite(invite.id);
  const { id, used } = invite;
  if (flags.json === true) eventEmitter(terminal, true)('invite-cancelled', { id, used });
  else terminal.out(`invite ${id}: cancelled`);
  if (used > 0) terminal.err(`It was used ${used === 1 ? 'once' : `${used} times`}; whoever came in stays a member.`);
  return EXIT.done;
}

export function inviteState({ cancelled, used, uses, expiresAt }: Invite, now: number): InviteState {
  if (cancelled) return 'cancelled';
  if (used >= uses) return 'used up';
  return now >= expiresAt ? 'expired' : 'open';
}
