export function hostOf(address: string): string {
  return /^\/(?:ip4|ip6)\/([^/]+)/.exec(address)?.[1] ?? '';
}

export function isRelayed(address: string): boolean {
  return address.includes('/p2p-circuit');
}

export function peerIdOf(address: string): string | undefined {
  return /\/p2p\/([A-Za-z0-9]+)$/.exec(address)?.[1];
}
