import { rmSync } from 'node:fs';
import { HanzoError, type Clock } from '@hanzo/contracts';
import { accept } from './accept.ts';
import { readAll } from './admission.ts';
import { alreadyMember, publishHome, setAside, type MembershipPaths } from './home-files.ts';
import { proveRequest } from './invite-secret.ts';
import type { ParsedInvite, RedeemRequest, Welcome } from './invite.ts';
import { claimKeyFile, readKeyFile, writeKeyFile } from './key-file.ts';
import { memberIdOf, memberKey, type MemberKey } from './keys.ts';
import { labelOf } from './label.ts';
import { CLOCK_TOLERANCE_MS, MAX_CHAIN } from './limits.ts';
import { requireOpen } from './create-mesh.ts';
import type { Membership } from './membership.ts';
import type { NodeFacts } from './node-card.ts';
import { openState, type MembershipParts } from './open-home.ts';
import { signCard } from './own-card.ts';
import { Roster } from './roster.ts';
import { hasGoodSignature, isCard, isGenesis, tryReadSigned, type SignedStatement } from './signed-statement.ts';

/**
 * One attempt of a home to join a mesh by an invite. Its key lies in `member.key.joining` from the beginning, so that a
 * retry after a lost reply, or after a crash, asks with the same key and is not counted twice.
 */
export class Joining {
  readonly #parts: MembershipParts;
  readonly #invite: ParsedInvite;
  readonly #key: MemberKey;
  readonly #memberName: string;

  private constructor(parts: MembershipParts, invite: ParsedInvite, key: MemberKey, memberName: string) {
    this.#parts = parts;
    this.#invite = invite;
    this.#key = key;
    this.#memberName = memberName;
  }

  /**
   * Begins, or goes on with, an attempt. A mesh of this home's own with nobody else in it does not stand in the way,
   * nor one that it is out of: that is set aside as by `Membership.forget` when the attempt succeeds.
   *
   * @throws HanzoError ALREADY_MEMBER when the home is in a mesh with others, CONFIG_INVALID, INVITE_REFUSED when the
   * invite has expired and this home has not asked yet
   */
  static start(parts: MembershipParts, invite: ParsedInvite, memberName: string): Joining {
    refuseMember(parts);
    const file = joiningFile(parts.paths);
    const before = readKeyFile(file);
    if (before?.note === invite.inviteId) return new Joining(parts, invite, before.key, labelOf(memberName));
    refuseExpired(invite, parts.clock);
    const fresh = { key: memberKey(), note: invite.inviteId };
    if (before !== undefined) writeKeyFile(file, fresh);
    const claimed = before === undefined ? claimKeyFile(file, fresh) : fresh;
    return new Joining(parts, invite, claimed.key, labelOf(memberName));
  }

  /** The id that this home will have. */
  get memberId(): string {
    return this.#key.id;
  }

  /** Signs what the node that joins says of itself. */
  signCard(facts: NodeFacts): Uint8Array {
    const { clock } = this.#parts;
    return signCard(this.#key, this.#invite.meshId, facts, Math.trunc(clock.now())).bytes;
  }

  /** What to send to the owner, once `checkInviter` has passed: it holds the secret. */
  request(card: Uint8Array): RedeemRequest {
    const { secret, meshId } = this.#invite;
    const asked = { secret, memberName: this.#memberName, card };
    return { ...asked, memberKey: this.#key.publicKey, proof: proveRequest(this.#key, meshId, asked) };
  }

  /**
   * The peer is a node of the owner who made the invite, in the invite's mesh.
   *
   * @throws HanzoError WRONG_MESH or NOT_A_MEMBER
   */
  checkInviter(peerId: string, chain: readonly Uint8Array[], card: Uint8Array): void {
    const now = Math.trunc(this.#parts.clock.now());
    const roster = this.#rosterOf(chain.slice(0, MAX_CHAIN));
    const shown = tryReadSigned(card);
    const isCardOfPeer = shown !== undefined && isCard(shown) && shown.body.peerId === peerId;
    if (!isCardOfPeer || shown.meshId !== this.#invite.meshId || !hasGoodSignature(shown)) {
      throw new HanzoError('NOT_A_MEMBER', 'The peer shows no card of its own.');
    }
    const isInviter = shown.signer === memberIdOf(this.#invite.ownerKey) && roster.isOwner(shown.signer);
    if (isInviter && shown.body.expiresAt > now) return;
    throw new HanzoError('NOT_A_MEMBER', 'The peer is not the owner who made the invite.');
  }

  /**
   * Becomes a member. Whatever interrupts it leaves this home a member or not, never half of one.
   *
   * @throws HanzoError WRONG_MESH or NOT_A_MEMBER when the welcome does not make this key a member; ALREADY_MEMBER,
   * STORE_UNUSABLE, DISK_FULL
   */
  complete(welcome: Welcome): Membership {
    const { paths, clock } = this.#parts;
    const roster = this.#rosterOf(welcome.statements);
    const now = Math.trunc(clock.now());
    if (roster.standing(this.#key.id, now) !== 'member') {
      throw new HanzoError('NOT_A_MEMBER', 'The answer of the inviter does not make this home a member.', {
        mend: 'See that the clocks of both machines are right, then try again.',
      });
    }
    if (!this.#isDone()) {
      refuseMember(this.#parts);
      setAside(paths);
      publishHome(paths, this.#key, roster.live(now).statements);
    }
    rmSync(joiningFile(paths), { force: true });
    return requireOpen(this.#parts);
  }

  /** Another process of this home may have come here by the same key. */
  #isDone(): boolean {
    using state = openState(this.#parts);
    return state?.key.id === this.#key.id;
  }

  /** What the statements say, when they are of the invite's mesh. */
  #rosterOf(bytes: readonly Uint8Array[]): Roster {
    const { statements } = readAll(bytes);
    const genesis = statements.find(isGenesis);
    if (genesis?.meshId !== this.#invite.meshId || !hasGoodSignature(genesis)) {
      throw new HanzoError('WRONG_MESH', 'The peer belongs to another mesh than the invite.');
    }
    const roster = new Roster(genesis);
    const rest: SignedStatement[] = statements.filter(({ id }) => id !== genesis.id);
    accept(roster, rest, Math.trunc(this.#parts.clock.now()));
    return roster;
  }
}

function joiningFile({ memberKey: file }: MembershipPaths): string {
  return `${file}.joining`;
}

/** @throws HanzoError ALREADY_MEMBER */
function refuseMember(parts: MembershipParts): void {
  using state = openState(parts);
  if (state === undefined) return;
  const { roster, key, now } = state;
  if (roster.standing(key.id, now) !== 'member') return;
  const others = [...roster.standings.keys()].filter((id) => id !== key.id);
  if (others.some((id) => roster.standing(id, now) !== 'revoked')) throw alreadyMember(parts.paths);
}

/** Said at once, instead of after a search for the inviter. A little tolerance, because its clock decides. */
function refuseExpired({ expiresAt }: ParsedInvite, clock: Clock): void {
  if (clock.now() < expiresAt + CLOCK_TOLERANCE_MS) return;
  throw new HanzoError('INVITE_REFUSED', `The invite expired at ${new Date(expiresAt).toISOString()}.`, {
    mend: 'Ask for a new one: `hanzo net invite` on the machine of an owner.',
  });
}
