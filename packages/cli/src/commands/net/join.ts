import { hostname } from 'node:os';
import { EXIT, HanzoError, systemClock, toHanzoError, type ExitCode } from '@hanzo/contracts';
import { Joining, openMembership, type Membership, type ParsedInvite } from '@hanzo/membership';
import { claimNode, nodeNameFrom, readCards, redeemInvite } from '@hanzo/mesh';
import { eventEmitter } from '../../terminal/events.ts';
import { listenForInterrupts } from '../../process/interrupt.ts';
import { membershipParts, requireMembership } from '../../mesh/home-membership.ts';
import { loadSetting, type Setting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatTime } from '../../terminal/units.ts';
import { packageVersion } from '../../version.ts';
import type { NetJoinFlags } from './flags.ts';
import { expiryText, memberFields, meshLabel, shortMeshId } from './labels.ts';
import { warningsOnce } from './observer.ts';
import { readInvite } from './read-invite.ts';
import { spread } from './spread.ts';

/** Most time to fetch what the peers know, once this home is in. Milliseconds. */
const IN_STEP_MS = 2_000;

/** Becomes a member by an invite. */
export async function run(flags: NetJoinFlags, terminal: Terminal): Promise<ExitCode> {
  const setting = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  const invite = await readInvite(flags.invite, process.stdin);
  refuseSecondMesh(setting, invite, terminal);
  using interrupts = listenForInterrupts(() => undefined);
  terminal.err(`Joining the mesh "${invite.meshName}" (${shortMeshId(invite.meshId)}) as ${invite.role} …`);
  const membership = await redeem(setting, invite, flags, terminal, interrupts.drain);
  membership[Symbol.dispose]();
  const { discovery } = flags;
  const options = {
    discovery,
    bootstrap: invite.addresses,
    waitMs: IN_STEP_MS,
    settleMs: IN_STEP_MS,
    signal: interrupts.drain,
  };
  const log = warningsOnce(terminal, setting.config.logLevel);
  // In or not is decided; what the others know comes with the next connection, if not now.
  const peers = await spread(setting, options, log).catch(() => undefined);
  using own = requireMembership(setting);
  say(own, { inStepWith: (peers?.told ?? []).map(({ name }) => name) }, flags, terminal);
  return EXIT.done;
}

async function redeem(
  setting: Setting,
  invite: ParsedInvite,
  flags: NetJoinFlags,
  terminal: Terminal,
  interrupted: AbortSignal,
): Promise<Membership> {
  const host = nodeNameFrom(hostname());
  using claim = await claimNode({ nodesDir: setting.paths.nodes, base: `${host}-observer` });
  const joining = Joining.start(membershipParts(setting), invite, flags.name ?? host);
  const timeoutMs = Math.round(flags.timeout * 1000);
  const onPending = (): void => {
    eventEmitter(terminal, flags.json)('pending', { meshId: invite.meshId });
    terminal.err(`An owner has to approve first; waiting up to ${flags.timeout} s. There: hanzo net approve`);
  };
  try {
    return await redeemInvite(
      {
        invite,
        joining,
        privateKey: claim.privateKey,
        peerId: claim.peerId,
        nodeName: claim.name,
        software: `hanzo/${packageVersion()}`,
        useMdns: flags.discovery.includes('mdns'),
        clock: systemClock,
        onPending,
      },
      AbortSignal.any([interrupted, AbortSignal.timeout(timeoutMs)]),
    );
  } catch (thrown) {
    if (interrupted.aborted) throw toHanzoError(interrupted.reason);
    throw explained(toHanzoError(thrown), invite, timeoutMs);
  }
}

/** The same error with what the joiner can do about it. */
function explained(error: HanzoError, { addresses, expiresAt }: ParsedInvite, timeoutMs: number): HanzoError {
  const { code, details } = error;
  const isOver = systemClock.now() >= expiresAt;
  if (code === 'PEER_UNREACHABLE' && isOver) {
    const text = `This invite expired at ${formatTime(expiresAt)}, and nobody who could say otherwise was reached.`;
    return new HanzoError('INVITE_REFUSED', text, { cause: error, mend: MENDS.INVITE_REFUSED });
  }
  const where = addresses.length === 0 ? 'the invite names no address' : `tried ${addresses.join(', ')}`;
  const message =
    code === 'PEER_UNREACHABLE'
      ? `Nobody who can let this home in was reached within ${timeoutMs / 1000} s (${where}).`
      : error.message;
  const mend = error.mend ?? (code in MENDS ? MENDS[code as keyof typeof MENDS] : undefined);
  return new HanzoError(code, message, { cause: error, details, ...(mend !== undefined && { mend }) });
}

const MENDS = {
  INVITE_REFUSED: 'Ask for a new one: `hanzo net invite` on a machine of an owner.',
  WRONG_MESH: 'Ask for a new one: `hanzo net invite` on a machine of an owner.',
  APPROVAL_PENDING:
    'When an owner has approved (`hanzo net approve` there), run the same command again: it goes on where it was.',
} as const;

/** A home in a mesh with others stays there. One that is out, or alone in a mesh of its own, begins anew. */
function refuseSecondMesh(setting: Setting, { meshId }: ParsedInvite, terminal: Terminal): void {
  using existing = openMembership(membershipParts(setting));
  if (existing === undefined) return;
  const { self } = existing;
  const others = existing.members().filter(({ isSelf, standing }) => !isSelf && standing !== 'revoked');
  if (self.standing === 'member' && others.length > 0) {
    const what = existing.meshId === meshId ? 'already in this mesh' : 'in another mesh';
    const text = `This home is ${what}: ${meshLabel(existing)}, as ${self.name}, ${self.role}.`;
    throw new HanzoError('ALREADY_MEMBER', text, {
      details: { meshId: existing.meshId },
      mend: 'To come in anew: `hanzo net leave` first. To be in both: another folder with --home.',
    });
  }
  const running = readCards(setting.paths.run).filter((card) => card.meshId === existing.meshId);
  if (running.length > 0) {
    const names = running.map(({ nodeName, pid }) => `${nodeName} (pid ${pid})`).join(', ');
    throw new HanzoError('ALREADY_MEMBER', `Running here in the mesh so far, ${meshLabel(existing)}: ${names}.`, {
      mend: 'Stop it (Ctrl-C there), join, and start it again.',
    });
  }
  const why = self.standing === 'member' ? 'nobody else is in it' : `this home is ${self.standing} there`;
  terminal.err(`Its mesh so far, ${meshLabel(existing)}, will be put aside: ${why}.`);
}

function say(
  membership: Membership,
  peers: { readonly inStepWith: readonly string[] },
  flags: NetJoinFlags,
  terminal: Terminal,
): void {
  const { meshId, meshName, self } = membership;
  const members = membership.members().filter(({ standing }) => standing === 'member');
  if (flags.json === true) {
    const emit = eventEmitter(terminal, true);
    emit('joined', { meshId, meshName, member: memberFields(self), members: members.map(memberFields), ...peers });
  } else {
    terminal.out(`mesh ${meshLabel(membership)}: joined as ${self.name}, ${self.role}`);
    terminal.out(`membership expires: ${expiryText(self, systemClock.now())}`);
    terminal.out(`members: ${members.map(({ name, role }) => `${name} (${role})`).join(', ')}`);
  }
  terminal.err(self.role === 'worker' ? 'Next: hanzo net up' : 'Next: hanzo dev --use-hanzo-net "review this project"');
}
