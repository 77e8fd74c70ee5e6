import { HanzoError, type Clock } from '@hanzo/contracts';
import type { Membership, NodeCard } from '@hanzo/membership';
import type { Libp2p } from '@libp2p/interface';
import { hangUpOnStrangers, hangUpUnused } from './connections.ts';
import type { SessionBook } from './session-book.ts';
import type { Session } from './session.ts';

export interface AdmittedPeersParts {
  readonly membership: Membership;
  readonly clock: Clock;
  readonly libp2p: Libp2p;
  readonly book: SessionBook;
  /** Told of a session that is about to be closed because its peer is out. */
  readonly onOut: (session: Session) => void;
}

/** From the handshake to a connection that libp2p lists. Milliseconds. */
const SETTLES_WITHIN_MS = 10_000;

/** Who was let in, by the card that it showed in the handshake: cards that others pass on prove less. */
export class AdmittedPeers {
  readonly #parts: AdmittedPeersParts;
  readonly #cards = new Map<string, { readonly card: NodeCard; readonly at: number }>();

  constructor(parts: AdmittedPeersParts) {
    this.#parts = parts;
  }

  add(card: NodeCard): void {
    this.#cards.set(card.peerId, { card, at: this.#parts.clock.elapsed() });
  }

  /** Peers of this member that are connected, or were a moment ago. */
  countOf(memberId: string): number {
    return [...this.#cards.values()].filter(({ card }) => card.memberId === memberId).length;
  }

  /** The peer's card; undefined for who is no member now. */
  member(peerId: string): NodeCard | undefined {
    const card = this.#cards.get(peerId)?.card;
    return card !== undefined && this.#parts.membership.standing(card.memberId) === 'member' ? card : undefined;
  }

  /** Whoever is out, by revocation or because its time is over, loses sessions and connections at once. */
  enforce(): void {
    const { membership, libp2p, book, onOut } = this.#parts;
    for (const session of book.all()) {
      const standing = membership.standing(session.card.memberId);
      if (standing === 'member') continue;
      onOut(session);
      session.close(new HanzoError('CANCELLED', `The peer's membership is ${standing}.`));
    }
    hangUpOnStrangers(libp2p, (peerId) => this.member(peerId) !== undefined);
  }

  /** Drops the cards of peers that are gone, and connections on which nothing happens. */
  sweep(): void {
    hangUpUnused(this.#parts.libp2p);
    const connected = new Set(this.#parts.libp2p.getPeers().map(String));
    const before = this.#parts.clock.elapsed() - SETTLES_WITHIN_MS;
    for (const [peerId, { at }] of this.#cards) if (at < before && !connected.has(peerId)) this.#cards.delete(peerId);
  }
}
