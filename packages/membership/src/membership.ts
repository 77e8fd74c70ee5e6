import { HanzoError } from '@hanzo/contracts';
import { admitPeer, mergeInto, readAll, toNodeCard } from './admission.ts';
import { openKey, usableKeys } from './fence-keys.ts';
import { findNamed } from './find-member.ts';
import { setAside, type MembershipPaths } from './home-files.ts';
import { InviteDesk } from './invite-desk.ts';
import type { Invite, InviteInit, JoinRequest, RedeemRequest, Welcome } from './invite.ts';
import type { FenceKey, Member, Standing } from './member.ts';
import type { MeshState } from './mesh-state.ts';
import type { NodeCard, NodeFacts } from './node-card.ts';
import { leave, requireOwner, revoke, rotate } from './owner-acts.ts';
import { makeCard } from './own-card.ts';
import { renew } from './renewal.ts';
import { standingOf, toMember } from './standings.ts';

/**
 * A home's membership in its mesh: who belongs to it, and what this home may do about it. Several processes of a home
 * may have one each; `refresh` shows what the others did. Nothing here opens a socket.
 *
 * @example
 * using membership = createMesh({ paths, clock: systemClock }, { meshName: 'team', memberName: 'ada', grantTtlMs: 30 * 86_400_000, fence: true });
 * const { text } = membership.createInvite({ uses: 1, ttlMs: 86_400_000, role: 'worker', approve: false, addresses: [] });
 */
export class Membership implements Disposable {
  /** 64 hex digits: SHA-256 of the body of the genesis. */
  readonly meshId: string;
  readonly meshName: string;
  /** How long grants of workers and coordinators are good for, in milliseconds. */
  readonly grantTtlMs: number;
  readonly #state: MeshState;
  readonly #desk: InviteDesk;
  /** Who showed in a handshake that a peer id is its own: a card alone does not prove that. */
  readonly #proven = new Map<string, string>();

  /** Use `openMembership`, `createMesh` or `Joining`. */
  constructor(state: MeshState) {
    const { genesis, meshId } = state.roster;
    this.meshId = meshId;
    this.meshName = genesis.body.meshName;
    this.grantTtlMs = genesis.body.grantTtlMs;
    this.#state = state;
    this.#desk = new InviteDesk(state);
  }

  /** This home as a member, as it is now. */
  get self(): Member {
    const { roster, key, now } = this.#state;
    const record = roster.standings.get(key.id);
    if (record !== undefined) return toMember(record, roster.founder, key.id, now);
    // What made it a member counts no more: the owner who let it in was revoked.
    const nobody = {
      name: '',
      role: 'worker',
      standing: 'unknown',
      isSelf: true,
      isFounder: false,
      grantedAt: 0,
    } as const;
    return { id: key.id, ...nobody };
  }

  /** All who ever were members, the founder first, then in the order in which they came. */
  members(): Member[] {
    const { roster, key, now } = this.#state;
    return [...roster.standings.values()]
      .map((record) => toMember(record, roster.founder, key.id, now))
      .toSorted(
        (a, b) => Number(b.isFounder) - Number(a.isFounder) || a.grantedAt - b.grantedAt || (a.id < b.id ? -1 : 1),
      );
  }

  standing(memberId: string): Standing {
    return this.#state.roster.standing(memberId, this.#state.now);
  }

  /**
   * By name, id or the beginning of an id (4 digits or more).
   *
   * @throws HanzoError MEMBER_UNKNOWN, with near names, or with the candidates when it may be several
   */
  find(text: string): Member {
    return findNamed(this.members(), text, 'member', 'See who is one: `hanzo net members`.');
  }

  /** Hex. Equal for homes that hold statements of the same effect. */
  digest(): string {
    return this.#state.roster.digest(this.#state.now);
  }

  /** All that is worth telling another member, in causal order: a signer comes before what it signs. */
  statements(): Uint8Array[] {
    return this.#live().statements.map(({ bytes }) => bytes);
  }

  /**
   * Takes in what a peer sent. Bad signatures, statements of another mesh and of signers without power are counted as
   * refused; nothing a peer sends makes it throw.
   *
   * @returns what was new, to be told to others
   * @throws HanzoError STORE_UNUSABLE or DISK_FULL
   */
  merge(statements: readonly Uint8Array[]): { added: Uint8Array[]; refused: number } {
    const read = readAll(statements);
    const { added, refused } = mergeInto(this.#state, read.statements);
    return { added: added.map(({ bytes }) => bytes), refused: refused + read.unreadable };
  }

  /** Takes in what other processes of this home wrote. @returns true when something changed */
  refresh(): boolean {
    return this.#state.refresh();
  }

  /** Calls back after `merge`, `refresh` or an act of this home has changed something. */
  onChange(listener: () => void): Disposable {
    return this.#state.onChange(listener);
  }

  /**
   * Signs what a node of this home says of itself, for 24 hours. Kept and told to others, unless this member may not
   * run such a node: then its peers will say so.
   */
  signCard(facts: NodeFacts): Uint8Array {
    return makeCard(this.#state, facts).bytes;
  }

  /**
   * The latest card of each node of members in good standing. Also those that expired up to 30 days ago, because their
   * addresses may still be good: see `expiresAt`.
   */
  cards(): NodeCard[] {
    const { roster, now } = this.#state;
    const latest = new Map<string, NodeCard>();
    for (const card of this.#live().cards) {
      if (standingOf(roster.standings.get(card.signer), now) !== 'member') continue;
      const before = latest.get(card.body.peerId);
      if (before === undefined || this.#isRather(card.signer, card.issuedAt, before)) {
        latest.set(card.body.peerId, toNodeCard(card));
      }
    }
    return [...latest.values()];
  }

  /** As `cards`, also where two members claim one node: a card proves who signed it, and not who the node is. */
  claims(): NodeCard[] {
    const { roster, now } = this.#state;
    const standing = this.#live().cards.filter(
      ({ signer }) => standingOf(roster.standings.get(signer), now) === 'member',
    );
    return standing.map(toNodeCard);
  }

  /** The latest card of a node, as in `cards`. */
  cardOf(peerId: string): NodeCard | undefined {
    return this.cards().find((card) => card.peerId === peerId);
  }

  /** What proves this home's membership to somebody who has never heard of it: genesis, grants up to its own. */
  chain(): Uint8Array[] {
    return this.#chainOf(this.#state.key.id);
  }

  /** What shows a revoked member that it is out; empty for others. Holds no secret of the mesh. */
  proofOfRevocation(memberId: string): Uint8Array[] {
    const revocations = this.#state.roster.standings.get(memberId)?.revocations ?? [];
    const proof = new Set<Uint8Array>();
    for (const { signer, bytes } of revocations) for (const part of [...this.#chainOf(signer), bytes]) proof.add(part);
    return [...proof];
  }

  /**
   * Judges a peer by its chain and its node card, and keeps what is new in them. The card has to be for this peer id,
   * signed by the member that the chain leads to, and not expired.
   *
   * @throws HanzoError NOT_A_MEMBER, WRONG_MESH, MEMBERSHIP_EXPIRED, MEMBERSHIP_REVOKED, or NOT_ALLOWED when the
   * member's role does not include the node's
   */
  admit(peerId: string, chain: readonly Uint8Array[], card: Uint8Array): NodeCard {
    const admitted = admitPeer(this.#state, peerId, chain, card);
    this.#proven.set(peerId, admitted.memberId);
    return admitted;
  }

  /**
   * Makes an invite, for owners. Its text is told once and not kept.
   *
   * @throws HanzoError NOT_ALLOWED or USAGE
   */
  createInvite(init: InviteInit): { id: string; text: string; expiresAt: number } {
    const [fenceKey = openKey(this.meshId)] = this.fenceKeys();
    return this.#desk.create(init, fenceKey);
  }

  /** Invites of this home, oldest first; those that are over for 30 days. */
  invites(): Invite[] {
    return this.#desk.all();
  }

  /** @throws HanzoError INVITE_REFUSED when there is no such invite */
  cancelInvite(id: string): void {
    this.#desk.cancel(id);
  }

  /** True when this home made the invite, whatever became of it. Cheap. */
  knowsInvite(id: string): boolean {
    return this.#desk.knows(id);
  }

  /**
   * Lets a joiner in, exactly as often as the invite allows, whoever else redeems at the same time. The same key asking
   * again gets the same answer and is not counted again.
   *
   * @throws HanzoError INVITE_REFUSED (unknown, used up, expired, cancelled: in the message) or APPROVAL_PENDING
   */
  redeem(request: RedeemRequest): Welcome {
    return this.#desk.redeem(request, (memberId) => {
      const secrets = this.#live().fenceSecrets.map(({ bytes }) => bytes);
      return { statements: [...this.#chainOf(memberId), ...secrets] };
    });
  }

  /** Who waits for an owner's yes, oldest first. */
  requests(): JoinRequest[] {
    return this.#desk.requests();
  }

  /**
   * Lets somebody in who waits.
   *
   * @param text name, id or beginning of the id
   * @throws HanzoError NOT_ALLOWED, MEMBER_UNKNOWN, or INVITE_REFUSED when its invite is used up
   */
  approve(text: string): Member {
    return this.#require(this.#desk.approve(text));
  }

  /** Turns somebody away who waits. @throws HanzoError NOT_ALLOWED or MEMBER_UNKNOWN */
  refuse(text: string): void {
    this.#desk.refuse(text);
  }

  /**
   * Puts a member out, for ever. What an owner had signed stays as far as this home knows it.
   *
   * @param reason told to the member; at most 256 characters are kept
   * @throws HanzoError NOT_ALLOWED or MEMBER_UNKNOWN
   */
  revoke(memberId: string, reason: string): Member {
    const state = this.#state;
    state.change(() => {
      requireOwner(state, 'revoke members');
      if (memberId === state.key.id) {
        throw new HanzoError('NOT_ALLOWED', 'This home cannot revoke itself.', { mend: 'Leave: `hanzo net leave`.' });
      }
      const standing = standingOf(this.#recordOf(memberId), state.now);
      if (standing !== 'revoked') revoke(state, memberId, reason);
    });
    return this.#require(memberId);
  }

  /**
   * Signs that this home is out. Still to be spread; then `forget`.
   *
   * @throws HanzoError NOT_ALLOWED for the last owner of a mesh that has other members
   */
  leave(): void {
    const state = this.#state;
    state.change(() => {
      if (this.self.standing === 'revoked' || this.self.standing === 'unknown') return;
      const others = this.members().filter(({ isSelf, standing }) => !isSelf && standing === 'member');
      const isLastOwner = this.self.role === 'owner' && !others.some(({ role }) => role === 'owner');
      if (isLastOwner && others.length > 0) {
        throw new HanzoError(
          'NOT_ALLOWED',
          `This home is the last owner; ${others.length} other members would be stuck.`,
          {
            mend: 'Make another owner first: `hanzo net invite --role owner`; or revoke the others: `hanzo net revoke`.',
          },
        );
      }
      leave(state);
    });
  }

  /**
   * Moves the membership of a home into `left-<time>` beside it; nothing is lost. After `leave` has been spread, with
   * no Membership of it open in this process.
   */
  static forget(paths: MembershipPaths): void {
    setAside(paths);
  }

  /**
   * Makes a new fence key, for owners. Older ones still open the door for `graceMs`.
   *
   * @throws HanzoError NOT_ALLOWED, also in a mesh without a fence
   */
  rotate({ graceMs }: { readonly graceMs: number }): FenceKey {
    const state = this.#state;
    return state.change(() => {
      requireOwner(state, "change the mesh's key");
      if (!state.roster.genesis.body.fence) {
        throw new HanzoError('NOT_ALLOWED', 'This mesh was made without a fence; it has no key to change.', {
          mend: 'Found a new mesh with a fence: `hanzo net init`.',
        });
      }
      return rotate(state, Math.max(0, Math.trunc(graceMs)));
    });
  }

  /** Keys that open the door now, newest first. Without a fence: the one that follows from the mesh id. */
  fenceKeys(): FenceKey[] {
    const { roster, now } = this.#state;
    return roster.genesis.body.fence ? usableKeys(this.#live().fenceSecrets, now) : [openKey(this.meshId)];
  }

  /**
   * To be called now and then by a running node. Asks for a new grant when a third of the own one is over; as an owner
   * answers those who ask.
   *
   * @returns true when something changed
   */
  renew(): boolean {
    return renew(this.#state);
  }

  [Symbol.dispose](): void {
    this.#state[Symbol.dispose]();
  }

  #live(): ReturnType<MeshState['roster']['live']> {
    return this.#state.roster.live(this.#state.now);
  }

  #chainOf(memberId: string): Uint8Array[] {
    return this.#state.roster.chainOf(memberId, this.#state.now).map(({ bytes }) => bytes);
  }

  #recordOf(memberId: string): ReturnType<MeshState['roster']['standings']['get']> & {} {
    const record = this.#state.roster.standings.get(memberId);
    if (record !== undefined) return record;
    throw new HanzoError('MEMBER_UNKNOWN', `No member has the id ${memberId}.`, {
      mend: 'See who is one: `hanzo net members`.',
    });
  }

  #require(memberId: string): Member {
    const { roster, key, now } = this.#state;
    return toMember(this.#recordOf(memberId), roster.founder, key.id, now);
  }

  #isRather(memberId: string, issuedAt: number, { peerId, memberId: other, issuedAt: before }: NodeCard): boolean {
    const proven = this.#proven.get(peerId);
    if (memberId !== other && proven !== undefined) return memberId === proven;
    return issuedAt > before;
  }
}
