import { HanzoError, toHanzoError, type Clock, type ErrorCode } from '@hanzo/contracts';
import type { FenceKey, Joining, Membership, NodeCard, ParsedInvite, Welcome } from '@hanzo/membership';
import type { Handshake } from '@hanzo/wire';
import type { HandshakeChannel } from './handshake-channel.ts';

/** Decides who gets a connection, in both directions. Whatever it throws ends the connection. */
export interface Gate {
  /** Usable now, newest first. */
  fenceKeys(): readonly FenceKey[];
  /** We dialled: we speak first. */
  dialled(channel: HandshakeChannel): Promise<void>;
  /** We were dialled: the peer speaks first, and learns nothing before it is judged. */
  answered(channel: HandshakeChannel): Promise<void>;
}

export interface MemberGateParts {
  readonly membership: Membership;
  readonly clock: Clock;
  /** Our own signed node card, as it is now. */
  readonly card: () => Uint8Array;
  /** A last word about a peer that is a member: throws when it must stay out (banned, a twin of another). */
  readonly inspect: (card: NodeCard) => void;
  /** A peer refused us, and said why. */
  readonly onRefused: (reason: HanzoError) => void;
}

/** Reasons that are told: to those who were members, or who hold an invite. A stranger learns nothing. */
const TOLD: ReadonlySet<ErrorCode> = new Set([
  'MEMBERSHIP_EXPIRED',
  'MEMBERSHIP_REVOKED',
  'NOT_ALLOWED',
  'IDENTITY_IN_USE',
  'PEER_BANNED',
  'INVITE_REFUSED',
  'APPROVAL_PENDING',
]);

const MOST_REFUSALS = 1_000;

/** A clock that differs this much is worth mentioning. Milliseconds. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** The gate of a member: lets members in, and those whom an invite of this home brings. */
export class MemberGate implements Gate {
  readonly #parts: MemberGateParts;
  readonly #refusals = new Map<string, HanzoError>();

  constructor(parts: MemberGateParts) {
    this.#parts = parts;
  }

  fenceKeys(): readonly FenceKey[] {
    return this.#parts.membership.fenceKeys();
  }

  /** Why the last connection with this peer was refused by either side; forgotten once one succeeds. */
  refusalOf(peerId: string): HanzoError | undefined {
    return this.#refusals.get(peerId);
  }

  async dialled(channel: HandshakeChannel): Promise<void> {
    await this.#noting(channel.peerId, async () => {
      await channel.write(this.#credentials());
      const reply = await channel.read();
      if (reply.kind === 'refusal') throw this.#refused(reply);
      await this.#judge(channel, reply);
      await channel.write({ kind: 'accepted' });
    });
  }

  async answered(channel: HandshakeChannel): Promise<void> {
    await this.#noting(channel.peerId, async () => {
      const first = await channel.read();
      if (first.kind === 'knock') {
        await this.#welcome(channel, first.inviteId);
        return;
      }
      await this.#judge(channel, first);
      await channel.write(this.#credentials());
      const verdict = await channel.read();
      if (verdict.kind === 'refusal') throw this.#refused(verdict);
      if (verdict.kind !== 'accepted') throw outOfTurn(verdict);
    });
  }

  /** Bounded: somebody can have as many peer ids as it likes. The oldest goes first. */
  #note(peerId: string, error: HanzoError): void {
    const [oldest] = this.#refusals.keys();
    if (oldest !== undefined && this.#refusals.size >= MOST_REFUSALS) this.#refusals.delete(oldest);
    this.#refusals.set(peerId, error);
  }

  #credentials(): Handshake {
    const { membership, clock, card } = this.#parts;
    return { kind: 'credentials', chain: membership.chain(), card: card(), sentAt: clock.now() };
  }

  async #judge(channel: HandshakeChannel, step: Handshake): Promise<void> {
    if (step.kind !== 'credentials') throw outOfTurn(step);
    try {
      this.#parts.inspect(this.#parts.membership.admit(channel.peerId, step.chain, step.card));
    } catch (thrown) {
      const error = this.#withClock(toHanzoError(thrown), step.sentAt);
      if (TOLD.has(error.code)) await channel.refuse(error);
      throw error;
    }
  }

  /** Lets somebody in who holds an invite. Who names one that never was is a stranger, and is told nothing. */
  async #welcome(channel: HandshakeChannel, inviteId: string): Promise<void> {
    const { membership } = this.#parts;
    if (!membership.knowsInvite(inviteId)) throw new HanzoError('NOT_A_MEMBER', 'No such invite was made here.');
    await channel.write(this.#credentials());
    const step = await channel.read();
    if (step.kind === 'refusal') throw refusedBy(step, 'The joiner refused this node');
    if (step.kind !== 'redeem') throw outOfTurn(step);
    try {
      const { statements } = membership.redeem(step);
      this.#parts.inspect(membership.admit(channel.peerId, [], step.card));
      await channel.write({ kind: 'welcome', statements });
    } catch (thrown) {
      const error = toHanzoError(thrown);
      if (TOLD.has(error.code)) await channel.refuse(error);
      throw error;
    }
  }

  #refused(refusal: Refusal): HanzoError {
    const reason = refusedBy(refusal, 'The peer refused this node');
    this.#parts.onRefused(reason);
    return reason;
  }

  /** "Expired" by a clock that is wrong is the commonest riddle: the difference is part of the answer. */
  #withClock(error: HanzoError, sentAt: number): HanzoError {
    const ahead = this.#parts.clock.now() - sentAt;
    if (Math.abs(ahead) < CLOCK_TOLERANCE_MS) return error;
    const minutes = Math.round(Math.abs(ahead) / 60_000);
    const message = `${error.message} The two clocks differ by ${minutes} minutes.`;
    return new HanzoError(error.code, message, { cause: error, details: { clockDifferenceMs: ahead } });
  }

  async #noting(peerId: string, handshake: () => Promise<void>): Promise<void> {
    try {
      await handshake();
      this.#refusals.delete(peerId);
    } catch (thrown) {
      const error = toHanzoError(thrown);
      if (error.code !== 'INTERNAL') this.#note(peerId, error);
      throw error;
    }
  }
}

export interface JoinerGateParts {
  readonly invite: ParsedInvite;
  readonly joining: Joining;
  /** Our signed node card. */
  readonly card: Uint8Array;
}

/** The gate of a home that holds an invite: it dials whoever made it, and lets nobody in. */
export class JoinerGate implements Gate {
  readonly #parts: JoinerGateParts;
  /** Somebody else than the inviter answered last. */
  misdirected: HanzoError | undefined;
  /** What the inviter said last when it said no, or what went wrong here. */
  refusal: HanzoError | undefined;
  /** Set once an inviter has let us in. */
  joined: Membership | undefined;

  constructor(parts: JoinerGateParts) {
    this.#parts = parts;
  }

  fenceKeys(): readonly FenceKey[] {
    return [this.#parts.invite.fenceKey];
  }

  async dialled(channel: HandshakeChannel): Promise<void> {
    const { invite, joining, card } = this.#parts;
    await channel.write({ kind: 'knock', inviteId: invite.inviteId });
    const reply = await channel.read();
    if (reply.kind !== 'credentials') throw outOfTurn(reply);
    this.#checkInviter(channel.peerId, reply.chain, reply.card);
    await channel.write({ kind: 'redeem', ...joining.request(card) });
    const answer = await channel.read();
    if (answer.kind === 'refusal') {
      this.refusal = refusedBy(answer, 'The inviter said no');
      throw this.refusal;
    }
    if (answer.kind !== 'welcome') throw outOfTurn(answer);
    // Several dials may be under way; the invite counts one joiner once.
    this.joined ??= this.#complete(answer);
    // Where multicast does not work, the inviter is the only peer that the new member can find the others by.
    this.joined.merge([reply.card]);
  }

  /** Another node at an address that is out of date is no reason to give up. */
  #checkInviter(peerId: string, chain: readonly Uint8Array[], card: Uint8Array): void {
    try {
      this.#parts.joining.checkInviter(peerId, chain, card);
    } catch (error) {
      this.misdirected = toHanzoError(error);
      throw error;
    }
  }

  /** What fails here, a full disk for one, fails at the next try too. */
  #complete(welcome: Welcome): Membership {
    try {
      return this.#parts.joining.complete(welcome);
    } catch (error) {
      this.refusal = toHanzoError(error);
      throw error;
    }
  }

  answered(): Promise<void> {
    return Promise.reject(new HanzoError('NOT_A_MEMBER', 'This home is still joining a mesh; it lets nobody in.'));
  }
}

type Refusal = Extract<Handshake, { kind: 'refusal' }>;

function refusedBy({ code, message }: Refusal, who: string): HanzoError {
  return new HanzoError(code, `${who}: ${message}`);
}

function outOfTurn({ kind }: Handshake): HanzoError {
  return new HanzoError('WIRE_INVALID', `The peer sent ${kind} out of turn.`);
}
