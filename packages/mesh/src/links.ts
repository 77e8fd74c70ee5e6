import type { NodeCard } from '@hanzo/membership';

export interface LinkView {
  readonly ownPeerId: string;
  /** True for a node that looks for workers: a coordinator, or somebody who looks at the mesh. */
  readonly seeks: boolean;
  /** Cards of the nodes that are known, by peer id. */
  readonly cards: ReadonlyMap<string, NodeCard>;
  /** Peers that were heard of and not given up. */
  readonly promising: readonly string[];
  /** Peers with an open session. */
  readonly linked: readonly string[];
}

/** Links that a listening node keeps in the ring of all listening nodes. */
const RING_LINKS = 2;

/**
 * Whom to dial. Seekers want everybody who listens: a star around each coordinator. Listening nodes want few: relays,
 * and the next two in the ring of peer ids. So statements spread and every member's address is known to some other,
 * while 30 workers make 60 links and not 435.
 *
 * The answer is for one moment: it costs a sort, so it is made once and asked often.
 */
export function wantedPeers(view: LinkView): (peerId: string) => boolean {
  const { ownPeerId, seeks, cards, linked } = view;
  // Alone, anybody will do: the two in the ring may be switched off.
  if (seeks || linked.length < RING_LINKS) return (peerId) => peerId !== ownPeerId;
  const next = new Set(nextInRing(view));
  return (peerId) => peerId !== ownPeerId && (next.has(peerId) || cards.get(peerId)?.relay === true);
}

/** Peers that were only heard of, without a card, are not counted on: anybody on a LAN can make them up. */
function nextInRing({ ownPeerId, cards, promising, linked }: LinkView): string[] {
  const listening = promising.filter((peerId) => (cards.get(peerId)?.addresses.length ?? 0) > 0);
  const others = linked.filter((peerId) => cards.get(peerId)?.addresses.length !== 0);
  const ring = [...new Set([...listening, ...others])].filter((peerId) => peerId !== ownPeerId).toSorted();
  const after = ring.filter((peerId) => peerId > ownPeerId);
  return [...after, ...ring].slice(0, RING_LINKS);
}
