import type { NodeCard } from '@hanzo/membership';

export interface LinkView {
  readonly ownPeerId: string;
  /** True for a node that looks for workers: a coordinator, or somebody who looks at the mesh. */
  readonly seeks: boolean;
  /** What is known of a peer; undefined when it was only heard of. */
  readonly cardOf: (peerId: string) => NodeCard | undefined;
  /** Peers with a session, and peers that were heard of and not given up. */
  readonly known: () => readonly string[];
  /** Open sessions. */
  readonly links: number;
}

/** Links that a listening node keeps in the ring of all listening nodes. */
const RING_LINKS = 2;

/**
 * Whom to dial. Seekers want everybody who listens: a star around each coordinator. Listening nodes want few: relays,
 * and the next two in the ring of peer ids. So statements spread and every member's address is known to some other,
 * while 30 workers make 60 links and not 435.
 */
export function isWanted(peerId: string, view: LinkView): boolean {
  if (peerId === view.ownPeerId) return false;
  if (view.seeks) return true;
  // Alone, anybody will do: the two in the ring may be switched off.
  if (view.links < RING_LINKS || view.cardOf(peerId)?.relay === true) return true;
  return nextInRing(view).includes(peerId);
}

function nextInRing({ ownPeerId, known, cardOf }: LinkView): string[] {
  const listening = known().filter((peerId) => {
    const card = cardOf(peerId);
    return peerId !== ownPeerId && (card === undefined || card.addresses.length > 0);
  });
  const ring = [...new Set(listening)].toSorted();
  const after = ring.filter((peerId) => peerId > ownPeerId);
  return [...after, ...ring].slice(0, RING_LINKS);
}
