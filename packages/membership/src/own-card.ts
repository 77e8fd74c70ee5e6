import { CARD_TTL_MS, MAX_AHEAD_MS, MAX_CARD_ADDRESSES, MAX_NAME } from './limits.ts';
import { mayRun } from './live-set.ts';
import { labelOf } from './label.ts';
import type { MeshState } from './mesh-state.ts';
import type { NodeFacts } from './node-card.ts';
import { signStatement, type Card } from './signed-statement.ts';
import type { MemberKey } from './keys.ts';

const MAX_ADDRESS = 256;

/** Signs a card and keeps it, if others would. */
export function makeCard(state: MeshState, facts: NodeFacts): Card {
  return state.change(() => {
    const { roster, key, now } = state;
    const own = roster.live(now).cards.filter(({ signer, body }) => signer === key.id && body.peerId === facts.peerId);
    // Made while the clock was far ahead: nobody takes it, and it must not date the next ones.
    state.drop(...own.filter(({ issuedAt }) => issuedAt > now + MAX_AHEAD_MS));
    const before = own.find(({ issuedAt }) => issuedAt <= now + MAX_AHEAD_MS);
    // After the last one, also when the clock was set back: the latest is the one that counts.
    const issuedAt = Math.max(now, (before?.issuedAt ?? 0) + 1);
    const card = signCard(key, roster.meshId, facts, issuedAt);
    const record = roster.standings.get(key.id);
    const isLive = record !== undefined && record.revocations.length === 0 && mayRun(record.role, facts.role);
    if (isLive) state.put(card);
    return card;
  });
}

/** @param issuedAt milliseconds since the epoch */
export function signCard(key: MemberKey, meshId: string, facts: NodeFacts, issuedAt: number): Card {
  return signStatement(key, meshId, issuedAt, {
    kind: 'node-card',
    peerId: facts.peerId,
    role: facts.role,
    name: labelOf(facts.name),
    software: labelOf(facts.software, ''),
    addresses: facts.addresses.filter(({ length }) => length <= MAX_ADDRESS).slice(0, MAX_CARD_ADDRESSES),
    instance: facts.instance.slice(0, MAX_NAME),
    machine: facts.machine.slice(0, MAX_NAME),
    relay: facts.relay,
    expiresAt: issuedAt + CARD_TTL_MS,
  });
}
