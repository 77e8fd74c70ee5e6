/** The IP address in a multiaddr; empty when there is none. */
export function hostOf(address: string): string {
  return /^\/(?:ip4|ip6)\/([^/]+)/.exec(address)?.[1] ?? '';
}

/** True for an address that leads through a relay. */
export function isRelayed(address: string): boolean {
  return address.includes('/p2p-circuit');
}

/** The peer that an address leads to, when it says so. */
export function peerIdOf(address: string): string | undefined {
  return /\/p2p\/([A-Za-z0-9]+)$/.exec(address)?.[1];
}
