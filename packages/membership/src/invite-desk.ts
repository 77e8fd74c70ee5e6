import { standingOf } from './standings.ts';
import { HanzoError } from '@hanzo/contracts';
import { labelOf } from './label.ts';
import { findNamed } from './find-member.ts';
import { InviteBook, type Redemption, type WaitingRequest } from './invite-book.ts';
import { hashOfSecret, inviteIdOf, isProven, newSecret } from './invite-secret.ts';
import { inviteText } from './invite-text.ts';
import type { Invite, InviteInit, JoinRequest, RedeemRequest, Welcome } from './invite.ts';
import { KEY_BYTES, memberIdOf } from './keys.ts';
import { MAX_INVITE_ADDRESSES, MAX_INVITE_USES, MAX_MEMBERS, MAX_WAITING_REQUESTS } from './limits.ts';
import type { FenceKey } from './member.ts';
import type { MeshState } from './mesh-state.ts';
import { grant, requireOwner } from './owner-acts.ts';
import { hasGoodSignature, isCard, tryReadSigned } from './signed-statement.ts';

const MAX_ADDRESS = 256;

/** Makes invites and redeems them. All of it happens in this home: no other owner knows its invites. */
export class InviteDesk {
  readonly #state: MeshState;
  readonly #book: InviteBook;

  constructor(state: MeshState) {
    this.#state = state;
    this.#book = new InviteBook(state.store);
  }

  create(init: InviteInit, fenceKey: FenceKey): { id: string; text: string; expiresAt: number } {
    const { uses, ttlMs, role, approve } = init;
    if (!Number.isInteger(uses) || uses < 1 || uses > MAX_INVITE_USES) {
      throw new HanzoError('USAGE', `An invite is good for 1 to ${MAX_INVITE_USES} joiners, not ${uses}.`);
    }
    if (!(ttlMs > 0)) throw new HanzoError('USAGE', 'An invite has to be good for some time.');
    const state = this.#state;
    const secret = newSecret();
    const id = inviteIdOf(secret);
    return state.change(() => {
      requireOwner(state, 'invite others');
      const createdAt = state.now;
      const expiresAt = createdAt + Math.trunc(ttlMs);
      this.#book.forgetOld(createdAt);
      this.#book.add(
        { id, role, uses, used: 0, expiresAt, approve, createdAt, cancelled: false },
        hashOfSecret(secret),
      );
      const { genesis, meshId } = state.roster;
      const text = inviteText({
        meshId,
        meshName: genesis.body.meshName,
        ownerKey: state.key.publicKey,
        secret,
        role,
        expiresAt,
        fence: fenceKey.generation === 0 ? undefined : fenceKey,
        addresses: init.addresses.filter(({ length }) => length <= MAX_ADDRESS).slice(0, MAX_INVITE_ADDRESSES),
      });
      return { id, text, expiresAt };
    });
  }

  all(): Invite[] {
    return this.#book.all();
  }

  knows(id: string): boolean {
    return this.#book.byId(id) !== undefined;
  }

  /** @throws HanzoError INVITE_REFUSED when there is none */
  cancel(id: string): void {
    this.#state.change(() => {
      if (this.#book.byId(id) === undefined) {
        throw new HanzoError('INVITE_REFUSED', `This home has made no invite ${id}.`, {
          mend: 'See those there are: `hanzo net invite --list`.',
        });
      }
      this.#book.cancel(id);
    });
  }

  /** @throws HanzoError INVITE_REFUSED or APPROVAL_PENDING */
  redeem(request: RedeemRequest, welcome: (memberId: string) => Welcome): Welcome {
    const invite = this.#book.byHash(hashOfSecret(request.secret));
    if (invite === undefined) throw refused('no such invite was made here');
    this.#checkJoiner(request);
    const memberId = memberIdOf(request.memberKey);
    const pending = this.#state.change(() => this.#redeem(invite.id, memberId, request));
    if (pending) {
      throw new HanzoError('APPROVAL_PENDING', 'An owner has to say yes first.', {
        mend: 'On the machine that made the invite: `hanzo net approve`.',
      });
    }
    return welcome(memberId);
  }

  /** Oldest first. */
  requests(): JoinRequest[] {
    return this.#book.waiting().map(({ request }) => request);
  }

  /** @returns the new member's id */
  approve(text: string): string {
    const state = this.#state;
    return state.change(() => {
      requireOwner(state, 'let others in');
      const { id, redemption } = this.#waiting(text);
      const invite = this.#book.byId(redemption.inviteId);
      if (invite === undefined || invite.used >= invite.uses) throw refused('all its uses are taken');
      this.#admit(invite, redemption);
      this.#book.setState(redemption, 'granted');
      return id;
    });
  }

  refuse(text: string): void {
    const state = this.#state;
    state.change(() => {
      requireOwner(state, 'turn others away');
      this.#book.setState(this.#waiting(text).redemption, 'refused');
    });
  }

  #waiting(text: string): WaitingRequest {
    return findNamed(this.#book.waiting(), text, 'one who waits', 'See who waits: `hanzo net approve`.');
  }

  /** What needs no lock: the joiner holds its key, and its card is its own. */
  #checkJoiner(request: RedeemRequest): void {
    const { meshId } = this.#state.roster;
    const card = tryReadSigned(request.card);
    if (request.memberKey.length !== KEY_BYTES || !isProven(meshId, request)) {
      throw refused('the joiner does not hold the key that it shows');
    }
    const isOwn = card !== undefined && isCard(card) && card.signer === memberIdOf(request.memberKey);
    if (!isOwn || card.meshId !== meshId || !hasGoodSignature(card)) throw refused("the joiner's card is not its own");
  }

  /** Within the transaction. @returns true when an owner has to say yes first */
  #redeem(inviteId: string, memberId: string, request: RedeemRequest): boolean {
    const { roster, now } = this.#state;
    const invite = this.#book.byId(inviteId);
    if (invite === undefined) throw refused('no such invite was made here');
    const memberKey = Buffer.from(request.memberKey).toString('hex');
    const before = this.#book.redemption(inviteId, memberKey);
    if (before?.state === 'refused') throw refused('an owner has said no');
    if (roster.standing(memberId, now) === 'revoked') throw refused('this member was revoked');
    // A joiner that lost the reply asks again, maybe when the invite is over: it is in already.
    if (before?.state === 'granted') return false;
    this.#refuseUnlessOpen(invite, before !== undefined);
    if (before !== undefined) return true;
    const name = labelOf(request.memberName);
    const redemption: Redemption = { state: invite.approve ? 'waiting' : 'granted', inviteId, memberKey, name };
    this.#book.addRedemption(redemption, memberId, now);
    if (!invite.approve) this.#admit(invite, redemption);
    return invite.approve;
  }

  /** @param hasAsked a date that passes while an owner thinks about it changes nothing */
  #refuseUnlessOpen(invite: Invite, hasAsked: boolean): void {
    const { roster, key, now } = this.#state;
    if (invite.cancelled) throw refused('it was cancelled');
    if (invite.used >= invite.uses) throw refused(invite.uses === 1 ? 'it was used already' : 'all its uses are taken');
    if (!hasAsked && invite.expiresAt <= now) throw refused('it has expired');
    if (!roster.isOwner(key.id)) throw refused('who made it is no owner any more');
    const isCrowded = !hasAsked && invite.approve && this.#book.waitingOf(invite.id) >= MAX_WAITING_REQUESTS;
    if (isCrowded) throw refused('too many wait already');
  }

  #admit({ id, role }: Invite, { memberKey, name }: Redemption): void {
    const { roster, now } = this.#state;
    const inMesh = [...roster.standings.values()].filter((record) => standingOf(record, now) === 'member');
    if (inMesh.length >= MAX_MEMBERS) throw refused(`the mesh has ${MAX_MEMBERS} members already`);
    this.#book.countUse(id);
    grant(this.#state, { memberKey, name, role });
  }
}

function refused(why: string): HanzoError {
  return new HanzoError('INVITE_REFUSED', `The invite is not good: ${why}.`, {
    mend: 'Ask for a new one: `hanzo net invite` on the machine of an owner.',
  });
}
