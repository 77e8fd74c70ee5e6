import type { NodeCard } from '@hanzo/membership';
import { hostOf } from './address-facts.ts';

const MOST_ADDRESSES = 16;

/** Loopback means somebody else on every other machine: it is only told when there is nothing better. */
export function worthTelling(addresses: readonly string[]): string[] {
  const elsewhere = addresses.filter((address) => !/^(127\.|::1$|0\.|fe80)/.test(hostOf(address)));
  return (elsewhere.length > 0 ? elsewhere : [...addresses]).slice(0, MOST_ADDRESSES);
}

/** The addresses of a card as they are dialled: whoever answers there must prove to be that peer. */
export function dialable({ peerId, addresses }: NodeCard): string[] {
  return addresses.map((address) => (address.endsWith(`/p2p/${peerId}`) ? address : `${address}/p2p/${peerId}`));
}
