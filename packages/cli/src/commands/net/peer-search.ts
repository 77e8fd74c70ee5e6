import { HanzoError } from '@hanzo/contracts';
import type { NodeCard } from '@hanzo/membership';
import type { MeshNode, Session } from '@hanzo/mesh';
import { memberNameOf, reasonsOf, shortPeerId } from './labels.ts';

/** Shorter beginnings of a peer id match by accident. */
const LEAST_PREFIX = 4;

/**
 * The open session that people mean: by name of the node, name of the member, or the beginning of the peer id, in that
 * order. Of several nodes of one member the one with the first name.
 *
 * @throws HanzoError USAGE when the beginning of a peer id fits several
 */
export function findPeer(text: string, node: MeshNode): Session | undefined {
  const sessions = node.sessions().toSorted((a, b) => (a.card.name < b.card.name ? -1 : 1));
  const named = sessions.find(({ card }) => card.name === text);
  const ofMember = sessions.find(({ card }) => memberNameOf(card, node.membership) === text);
  if (named !== undefined || ofMember !== undefined) return named ?? ofMember;
  const fitting = sessions.filter(({ peerId }) => begins(peerId, text));
  if (fitting.length > 1) {
    const names = fitting.map(({ card, peerId }) => `${card.name} (${shortPeerId(peerId)})`).join(', ');
    throw new HanzoError('USAGE', `Several peers begin with "${text}": ${names}.`, { mend: 'Give more of it.' });
  }
  return fitting[0];
}

/** Why there is no session with it, as words that go after a colon. */
export function whyNot(text: string, node: MeshNode): string {
  const { membership } = node;
  const means = (card: NodeCard): boolean =>
    card.name === text || memberNameOf(card, membership) === text || begins(card.peerId, text);
  const cards = membership.cards().filter(means);
  const ids = new Set(cards.map(({ peerId }) => peerId));
  const reason = [...reasonsOf(node)].find(
    ([peerId]) => peerId !== undefined && (ids.has(peerId) || begins(peerId, text)),
  );
  if (reason !== undefined) return reason[1];
  const [card] = cards;
  if (card === undefined) return 'no node or member of that name is known';
  return card.addresses.length === 0 ? 'it listens nowhere, so it cannot be called' : 'no answer';
}

/** With or without what all peer ids begin with. */
function begins(peerId: string, text: string): boolean {
  return text.length >= LEAST_PREFIX && (peerId.startsWith(text) || shortPeerId(peerId).startsWith(text));
}
