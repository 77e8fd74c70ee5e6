import type { Clock } from '@hanzo/contracts';
import type { Membership, NodeCard, NodeFacts } from '@hanzo/membership';

/** Milliseconds: more than peers take. */
const FUTURE_MS = 24 * 3_600_000;

/** Our own signed node card: made anew when its facts have changed, and well before it expires. */
export class CardKeeper {
  readonly #membership: Membership;
  readonly #clock: Clock;
  readonly #facts: () => NodeFacts;
  #signed: Uint8Array | undefined;
  #text = '';
  #own: NodeCard | undefined;

  constructor(membership: Membership, clock: Clock, facts: () => NodeFacts) {
    this.#membership = membership;
    this.#clock = clock;
    this.#facts = facts;
  }

  get signed(): Uint8Array {
    return this.#signed ?? this.refresh();
  }

  get own(): NodeCard {
    const { peerId } = this.#facts();
    this.#own ??= this.#membership.cardOf(peerId);
    return this.#own ?? { ...this.#facts(), memberId: this.#membership.self.id, issuedAt: 0, expiresAt: 0 };
  }

  /** Signs again when something has changed or half of the card's life is over. */
  refresh(): Uint8Array {
    const facts = this.#facts();
    const text = JSON.stringify(facts);
    if (this.#signed !== undefined && text === this.#text && !this.#isAging(facts.peerId)) return this.#signed;
    this.#text = text;
    this.#signed = this.#membership.signCard(facts);
    this.#own = this.#membership.cardOf(facts.peerId);
    return this.#signed;
  }

  /** A card that says that the node is nowhere any more. */
  withdraw(): Uint8Array {
    return this.#membership.signCard({ ...this.#facts(), addresses: [] });
  }

  #isAging(peerId: string): boolean {
    const card = this.#own ?? this.#membership.cardOf(peerId);
    if (card === undefined) return false;
    const now = this.#clock.now();
    // A card of the future was made while the clock was ahead.
    return now > (card.issuedAt + card.expiresAt) / 2 || card.issuedAt > now + FUTURE_MS;
  }
}
