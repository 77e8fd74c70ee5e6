import { HanzoError } from '@hanzo/contracts';
import { accept } from './accept.ts';
import { MAX_AHEAD_MS, MAX_CHAIN } from './limits.ts';
import { mayRun } from './live-set.ts';
import type { MeshState } from './mesh-state.ts';
import type { NodeCard } from './node-card.ts';
import type { Roster } from './roster.ts';
import {
  hasGoodSignature,
  isCard,
  isGrant,
  tryReadSigned,
  type Card,
  type SignedStatement,
} from './signed-statement.ts';

/** A card as others see it. */
export function toNodeCard({ signer, issuedAt, body }: Card): NodeCard {
  const { kind: _, ...facts } = body;
  return { ...facts, memberId: signer, issuedAt };
}

/** Reads what a peer sent, leaving out what is no statement. */
export function readAll(bytes: readonly Uint8Array[]): { statements: SignedStatement[]; unreadable: number } {
  const statements = bytes.map(tryReadSigned).filter((statement) => statement !== undefined);
  return { statements, unreadable: bytes.length - statements.length };
}

/** Takes statements of a peer into this home. Costs no transaction when all are known. */
export function mergeInto(state: MeshState, arrived: readonly SignedStatement[]): ReturnType<typeof accept> {
  if (arrived.every(({ id }) => state.roster.has(id))) return { added: [], refused: 0 };
  return state.change(() => {
    const accepted = accept(state.roster, arrived, state.now);
    state.put(...accepted.added);
    return accepted;
  });
}

/**
 * Judges a peer by what it shows. What is new in it stays with us.
 *
 * @throws HanzoError NOT_A_MEMBER, WRONG_MESH, MEMBERSHIP_EXPIRED, MEMBERSHIP_REVOKED or NOT_ALLOWED
 */
export function admitPeer(state: MeshState, peerId: string, chain: readonly Uint8Array[], card: Uint8Array): NodeCard {
  if (chain.length > MAX_CHAIN) throw notAMember('Its chain is too long');
  const { statements } = readAll([...chain, card]);
  const shown = tryReadSigned(card);
  const { meshId } = state.roster;
  if (statements.some((statement) => statement.meshId !== meshId)) {
    throw new HanzoError('WRONG_MESH', 'The peer belongs to another mesh.', { details: { peer: peerId } });
  }
  if (shown === undefined || !isCard(shown)) throw notAMember('It shows no node card');
  // Whoever is out has nothing to tell us: each word would cost a commit, and everybody a frame.
  if (state.roster.standing(shown.signer, state.now) === 'revoked') {
    checkStanding(state.roster, shown.signer, statements, state.now);
  }
  mergeInto(state, statements);
  return judge(state, peerId, shown, statements);
}

function judge(state: MeshState, peerId: string, card: Card, shown: readonly SignedStatement[]): NodeCard {
  const { roster, now } = state;
  if (card.body.peerId !== peerId) throw notAMember('Its node card is for another peer');
  // Known means checked; one that is older than what we know is not kept, and still its own.
  if (!roster.has(card.id) && !hasGoodSignature(card)) throw notAMember('Its node card is not signed by its member');
  checkStanding(roster, card.signer, shown, now);
  const record = roster.standings.get(card.signer);
  if (card.body.expiresAt <= now || card.issuedAt > now + MAX_AHEAD_MS) {
    throw new HanzoError('MEMBERSHIP_EXPIRED', `The node card of ${record?.name ?? 'the peer'} is not of today.`, {
      details: { expiresAt: card.body.expiresAt },
      mend: 'Set the clocks of both machines right.',
    });
  }
  if (record === undefined || !mayRun(record.role, card.body.role)) {
    throw new HanzoError(
      'NOT_ALLOWED',
      `${record?.name ?? 'The peer'} is a ${record?.role} and may not run a ${card.body.role}.`,
      {
        details: { memberId: card.signer },
        mend: 'Join with an invite for that role: `hanzo net invite --role coordinator` on the machine of an owner.',
      },
    );
  }
  return toNodeCard(card);
}

/** @throws HanzoError NOT_A_MEMBER, MEMBERSHIP_EXPIRED or MEMBERSHIP_REVOKED */
function checkStanding(roster: Roster, memberId: string, shown: readonly SignedStatement[], now: number): void {
  const record = roster.standings.get(memberId);
  switch (roster.standing(memberId, now)) {
    case 'member':
      return;
    case 'expired':
      throw new HanzoError('MEMBERSHIP_EXPIRED', `The membership of ${record?.name} has expired.`, {
        details: { memberId, expiresAt: record?.expiresAt },
        mend: 'Join anew: `hanzo net invite` on the machine of an owner, `hanzo net join <invite>` here.',
      });
    case 'revoked': {
      const reason = record?.revocations[0]?.body.reason ?? '';
      throw new HanzoError('MEMBERSHIP_REVOKED', `${record?.name} was revoked${reason === '' ? '' : `: ${reason}`}.`, {
        details: { memberId },
        mend: 'Ask an owner for a new invite: `hanzo net invite` there, `hanzo net join <invite>` here.',
      });
    }
    case 'unknown':
      throw fellWithItsOwner(roster, memberId, shown) ?? notAMember('Nothing that counts makes it a member');
  }
}

/** Somebody who was let in by an owner that was revoked since, and by nobody who counts. */
function fellWithItsOwner(roster: Roster, memberId: string, shown: readonly SignedStatement[]): HanzoError | undefined {
  const grants = shown.filter(isGrant).filter(({ subject }) => subject === memberId);
  const fallen = grants.find((grant) => {
    const granter = roster.standings.get(grant.signer);
    return granter?.role === 'owner' && granter.revocations.length > 0 && hasGoodSignature(grant);
  });
  if (fallen === undefined) return undefined;
  return new HanzoError('MEMBERSHIP_REVOKED', `${fallen.body.name} was let in by an owner who was revoked.`, {
    details: { memberId, owner: fallen.signer },
    mend: 'Ask another owner for an invite: `hanzo net invite` there, `hanzo net join <invite>` here.',
  });
}

function notAMember(why: string): HanzoError {
  return new HanzoError('NOT_A_MEMBER', `The peer is not a member of this mesh. ${why}.`);
}
