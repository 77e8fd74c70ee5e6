import { EXIT, HanzoError, systemClock, type ExitCode } from '@hanzo/contracts';
import type { Membership } from '@hanzo/membership';
import { readCards, type Session } from '@hanzo/mesh';
import { eventEmitter } from '../../terminal/events.ts';
import { listenForInterrupts } from '../../process/interrupt.ts';
import { ANYWHERE } from '../../mesh/mesh-member.ts';
import { reachableAddresses } from '../../mesh/reachable.ts';
import { loadSetting, type Setting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatSpan, formatTime } from '../../terminal/units.ts';
import type { NetInviteFlags } from './flags.ts';
import { awaitGuests } from './invite-guests.ts';
import { cancelInvite, listInvites } from './invite-list.ts';
import { withPeerId } from './labels.ts';
import { requireStanding, SILENT_EVENTS, startObserver, warningsOnce } from './observer.ts';

/** Makes an invite: one string that lets others in. Stays while nobody else of this home listens. */
export async function run(flags: NetInviteFlags, terminal: Terminal): Promise<ExitCode> {
  if (flags.list === true && flags.cancel !== undefined)
    throw new HanzoError('USAGE', '--list and --cancel are two commands.', { mend: 'Give one of them.' });
  const setting = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  if (flags.list === true) return listInvites(setting, flags, terminal);
  if (flags.cancel !== undefined) return cancelInvite(setting, flags.cancel, flags, terminal);
  using membership = requireStanding(setting);
  const cards = readCards(setting.paths.run).filter(({ meshId }) => meshId === membership.meshId);
  const here = reachableAddresses(
    cards.flatMap(({ addresses, peerId }) => addresses.map((address) => withPeerId(address, peerId))),
  );
  // Whoever says where to listen wants it, also when somebody else listens already.
  const listens = flags.wait && (here.length === 0 || flags.listen !== undefined);
  if (!listens) {
    makeInvite(membership, [...(flags.announce ?? []), ...here], flags, terminal);
    if (here.length === 0) sayNobodyListens(flags, terminal);
    else terminal.err(`Let in by ${cards.map(({ nodeName }) => nodeName).join(', ')}, running here.`);
    return EXIT.done;
  }
  return await inviteAndListen(setting, flags, terminal);
}

async function inviteAndListen(setting: Setting, flags: NetInviteFlags, terminal: Terminal): Promise<ExitCode> {
  const { discovery, announce = [], listen = setting.config.mesh.listen ?? ANYWHERE } = flags;
  const log = warningsOnce(terminal, setting.config.logLevel);
  using interrupts = listenForInterrupts(() => undefined);
  const gone = new Set<string>();
  const events = { ...SILENT_EVENTS, onClose: ({ card }: Session) => void gone.add(card.memberId) };
  await using observer = await startObserver(setting, { discovery, listen, announce, temporary: true }, log, events);
  const { node, membership } = observer;
  const addresses = reachableAddresses(node.addresses).map((address) => withPeerId(address, node.peerId));
  // What people say themselves comes first: an invite has room for a few addresses only.
  const isAnnounced = (address: string): boolean => announce.some((one) => address.startsWith(one));
  addresses.sort((a, b) => Number(isAnnounced(b)) - Number(isAnnounced(a)));
  const invite = makeInvite(membership, addresses, flags, terminal);
  const emit = eventEmitter(terminal, flags.json);
  terminal.err('Waiting here for whoever comes. Ctrl-C ends the wait, and not the invite.');
  return await awaitGuests(invite.id, { observer, gone, terminal, emit, stop: interrupts.drain });
}

function makeInvite(
  membership: Membership,
  addresses: readonly string[],
  flags: NetInviteFlags,
  terminal: Terminal,
): { readonly id: string } {
  const { uses, ttl: ttlMs, role, approve = false } = flags;
  const { id, text, expiresAt } = membership.createInvite({ uses, ttlMs, role, approve, addresses: [...addresses] });
  const { meshId, meshName } = membership;
  if (flags.json === true) {
    const emit = eventEmitter(terminal, true);
    emit('invite', { id, invite: text, meshId, meshName, role, uses, approve, expiresAt, addresses });
  } else terminal.out(text);
  const times = uses === 1 ? 'once' : `${uses} times`;
  const left = formatSpan(expiresAt - systemClock.now());
  terminal.err(`Good ${times}, until ${formatTime(expiresAt)} (${left}), for a ${role} of "${meshName}".`);
  if (approve) terminal.err('Whoever uses it has to be approved here: hanzo net approve <name>');
  terminal.err(`On the other machine: hanzo net join <the line ${flags.json === true ? 'in "invite"' : 'above'}>`);
  return { id };
}

function sayNobodyListens({ announce = [] }: NetInviteFlags, terminal: Terminal): void {
  const where = announce.length > 0 ? '' : ', and the invite names no address: only machines on the same LAN find you';
  terminal.err(`No node of this home listens now${where}.`);
  terminal.err('It works while `hanzo net up` or `hanzo net invite` runs here.');
}
