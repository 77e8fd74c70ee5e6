import type { NodeCard } from '@hanzo/membership';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { wantedPeers, type LinkView } from '../src/links.ts';

const ids = Array.from({ length: 30 }, (_, index) => `peer-${String(index).padStart(2, '0')}`);

function card(peerId: string, changes: Partial<NodeCard> = {}): NodeCard {
  return {
    peerId,
    role: 'worker',
    name: peerId,
    software: 'hanzo/test',
    addresses: ['/ip4/10.0.0.1/tcp/1'],
    instance: '00',
    machine: '00',
    relay: false,
    memberId: `member-${peerId}`,
    issuedAt: 0,
    expiresAt: 1,
    ...changes,
  };
}

const cardsOf = (change: (id: string) => Partial<NodeCard> = () => ({})): Map<string, NodeCard> =>
  new Map(ids.map((id) => [id, card(id, change(id))]));

function view(ownPeerId: string, changes: Partial<LinkView> = {}): LinkView {
  return { ownPeerId, seeks: false, cards: cardsOf(), promising: ids, linked: ['peer-00', 'peer-01'], ...changes };
}

const wantedBy = (own: LinkView): string[] => ids.filter(wantedPeers(own));

describe('whom to dial', () => {
  it(verifies('mesh.links'), () => {
    expect(wantedBy(view('peer-05', { seeks: true }))).toHaveLength(29);
    const links = ids.map((id) => wantedBy(view(id)));
    expect(links.flat()).toHaveLength(60);
    expect(wantedBy(view('peer-29'))).toEqual(['peer-00', 'peer-01']);

    // Everybody is reached from anybody over these links alone: what one member knows, all come to know.
    const reached = new Set(['peer-17']);
    for (const id of reached) for (const next of wantedBy(view(id))) reached.add(next);
    expect(reached.size).toBe(30);
  });

  it('wants relays besides its ring, and anybody at all while it is alone', () => {
    const withRelay = view('peer-05', { cards: cardsOf((id) => ({ relay: id === 'peer-20' })) });
    expect(wantedBy(withRelay)).toEqual(['peer-06', 'peer-07', 'peer-20']);
    expect(wantedBy(view('peer-05', { linked: ['peer-00'] }))).toHaveLength(29);
  });

  it('counts on nobody who does not listen', () => {
    const deaf = view('peer-05', { cards: cardsOf((id) => ({ addresses: id === 'peer-06' ? [] : ['/x'] })) });
    expect(wantedBy(deaf)).toEqual(['peer-07', 'peer-08']);
    // Nor on peers that were only heard of: anybody on a LAN can make them up.
    const rumours = ['peer-05a', 'peer-05b', 'peer-05c'];
    expect(rumours.filter(wantedPeers(view('peer-05', { promising: [...rumours, ...ids] })))).toEqual([]);
  });
});
