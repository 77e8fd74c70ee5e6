import { systemClock } from '@hanzo/contracts';
import type { LocalCard, Session } from '@hanzo/mesh';
import type { NodeCard } from '@hanzo/membership';
import type { Member } from '../../mesh/mesh-member.ts';
import { packageVersion } from '../../version.ts';
import { fail, ok, warn, type Finding } from '../doctor/check.ts';
import { whyUnreached } from './why-unreached.ts';

/** A difference of clocks that makes grants look expired, or not yet true. Milliseconds. */
const CLOCK_TOLERANCE_MS = 60_000;
/** A card this old means that its node has not been seen for a while. Milliseconds. */
const LONG_AGO_MS = 86_400_000;

export interface PeersExamined {
  readonly findings: readonly Finding[];
  /** False when the wanted peer was not reached, or nobody was although there are others. */
  readonly someReached: boolean;
}

/** One finding for each peer that is known, or for the wanted one alone. */
export function examinePeers(member: Member, wanted: string | undefined, local: readonly LocalCard[]): PeersExamined {
  const { node, membership } = member;
  const sessions = node.sessions().filter((session) => isMeant(session.card, wanted, member));
  const reached = new Set(sessions.map((session) => session.peerId));
  const listening = membership
    .cards()
    .filter((card) => card.addresses.length > 0 && card.peerId !== node.peerId && !reached.has(card.peerId));
  const missing = listening.filter((card) => isMeant(card, wanted, member));
  const unknown = node
    .unreached()
    .filter(({ peerId }) => wanted === undefined && !listening.some((card) => card.peerId === peerId));
  const findings = [
    ...sessions.flatMap((session) => reachedFindings(session)),
    ...missing.map((card) => missingFinding(card, member)),
    ...unknown.map((peer) => {
      const { detail, mend } = whyUnreached({ code: peer.code, message: peer.error, addresses: peer.addresses });
      return fail('peer', `${peer.peerId ?? peer.addresses[0] ?? '?'}: ${detail}`, mend);
    }),
  ];
  const isAlone = wanted === undefined && findings.length === 0 && membership.members().length === 1;
  if (findings.length === 0) findings.push(nobody(wanted, member, local));
  return { findings, someReached: sessions.length > 0 || isAlone };
}

function isMeant(card: NodeCard, wanted: string | undefined, { membership }: Member): boolean {
  if (wanted === undefined) return true;
  if (card.name === wanted || card.peerId.startsWith(wanted)) return true;
  const owner = membership.members().find(({ id }) => id === card.memberId);
  return owner !== undefined && (owner.name === wanted || owner.id.startsWith(wanted));
}

function reachedFindings(session: Session): Finding[] {
  const { card, clockDifferenceMs, isRelayed, remoteAddress, peer } = session;
  const path = isRelayed ? 'through a relay' : `directly at ${remoteAddress}`;
  const findings: Finding[] = [ok('peer', `${card.name}: reached ${path}`)];
  if (Math.abs(clockDifferenceMs) > CLOCK_TOLERANCE_MS) {
    const seconds = Math.round(Math.abs(clockDifferenceMs) / 1000);
    const where = clockDifferenceMs > 0 ? 'behind' : 'ahead of';
    const detail = `${card.name}: its clock is ${seconds} s ${where} ours`;
    findings.push(
      warn('clock', detail, 'Switch on time synchronisation on both machines: grants expire by the clock.'),
    );
  }
  const ours = `hanzo/${packageVersion()}`;
  if (peer.software !== ours && peer.software.startsWith('hanzo/')) {
    findings.push(warn('version', `${card.name} runs ${peer.software}, this is ${ours}`, 'Update the older one.'));
  }
  return findings;
}

function missingFinding(card: NodeCard, { node, membership }: Member): Finding {
  const standing = membership.standing(card.memberId);
  const label = `${card.name} (${card.role})`;
  if (standing !== 'member')
    return fail('peer', `${label}: its membership is ${standing}`, 'An owner can invite it again.');
  const tried = node.unreached().find(({ peerId }) => peerId === card.peerId);
  const age = systemClock.now() - card.issuedAt;
  const seen = age > LONG_AGO_MS ? `; last heard of ${Math.round(age / LONG_AGO_MS)} days ago` : '';
  if (tried === undefined) {
    return warn('peer', `${label}: not reached yet${seen}`, 'Look longer: --wait 10.');
  }
  const { detail, mend } = whyUnreached({ code: tried.code, message: tried.error, addresses: tried.addresses });
  return fail('peer', `${label}: ${detail}${seen}`, mend);
}

function nobody(wanted: string | undefined, { membership }: Member, local: readonly LocalCard[]): Finding {
  if (wanted === undefined) {
    const others = membership.members().filter(({ isSelf, standing }) => !isSelf && standing === 'member').length;
    if (others === 0 && local.length === 0)
      return warn('peer', 'nobody else is in this mesh yet', 'Let somebody in: `hanzo net invite`.');
    return fail(
      'peer',
      `no node of the ${others} other members was ever heard of`,
      'Start `hanzo net up` there. Where multicast is blocked, give one address: --bootstrap /ip4/…/tcp/…/p2p/….',
    );
  }
  const member = membership.members().find(({ name, id }) => name === wanted || id.startsWith(wanted));
  if (member === undefined)
    return fail(
      'peer',
      `"${wanted}" is no member and no node of this mesh`,
      'See `hanzo net members --all`; invite it with `hanzo net invite`.',
    );
  return member.standing === 'member'
    ? fail(
        'peer',
        `${wanted} is a member, but no listening node of it was ever heard of`,
        'Start `hanzo net up` there.',
      )
    : fail(
        'peer',
        `${wanted}: its membership is ${member.standing}`,
        'An owner can invite it again: `hanzo net invite`.',
      );
}
