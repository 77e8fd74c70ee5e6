import { peerIdFromString } from '@libp2p/peer-id';
import { multiaddr } from '@multiformats/multiaddr';

/** What an address is for: to reach a peer, or to be reached at. */
export type AddressUse = 'dial' | 'listen';

const HOSTS: ReadonlySet<string> = new Set(['ip4', 'ip6', 'dns', 'dns4', 'dns6']);

/**
 * What is wrong with a multiaddr, as words that go after "which "; undefined when a node can use it. Only TCP is
 * spoken here, so what libp2p would understand and nobody could reach is refused too.
 *
 * @example
 * addressFault('/ip4/10.0.0.7/udp/4001', 'dial'); // 'has no /tcp/<port> after the host'
 */
export function addressFault(address: string, use: AddressUse): string | undefined {
  if (!address.startsWith('/')) return 'does not start with "/"';
  let parts: readonly Part[];
  try {
    parts = multiaddr(address).getComponents();
  } catch (error) {
    return `is not a multiaddr: ${error instanceof Error ? error.message : String(error)}`;
  }
  const [host, ...rest] = parts[0]?.name === 'ip6zone' ? parts.slice(1) : parts;
  // Where the rest of such an address is, only DNS knows.
  if (host?.name === 'dnsaddr' && use === 'dial') return peerFault(rest);
  if (host === undefined || !HOSTS.has(host.name)) return 'does not begin with a host such as /ip4/10.0.0.7';
  const [transport, ...tail] = rest;
  if (transport?.name !== 'tcp') return 'has no /tcp/<port> after the host';
  if (use === 'dial' && Number(transport.value) === 0) return 'has port 0, which nobody can be reached at';
  return peerFault(tail);
}

interface Part {
  readonly name: string;
  readonly value?: string;
}

/** After host and port only the peer's id may follow. */
function peerFault([peer, ...more]: readonly Part[]): string | undefined {
  if (peer === undefined) return undefined;
  const surplus = peer.name === 'p2p' ? more[0] : peer;
  if (surplus !== undefined) return `has /${surplus.name}, which this mesh does not speak`;
  try {
    peerIdFromString(peer.value ?? '');
    return undefined;
  } catch {
    return `has the peer id "${peer.value ?? ''}", which is none: it begins with 12D3Koo`;
  }
}
