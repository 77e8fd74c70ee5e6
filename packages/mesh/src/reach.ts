import { connect } from 'node:net';
import type { ReachResult } from '@hanzo/wire';
import { hostOf } from './address-facts.ts';

const CONNECT_WITHIN_MS = 1_500;
const MOST_ADDRESSES = 8;

/**
 * Tries to connect to those of a peer's addresses that are at the host it comes from, all at once. No others: a card is
 * signed by its sender, and nobody scans ports of third machines, or of our own, through us.
 *
 * @param host IP address that the peer's own connection comes from
 */
export async function tryAddresses(addresses: readonly string[], host: string): Promise<ReachResult[]> {
  const direct = addresses.filter((address) => !address.includes('/p2p-circuit'));
  const own = direct.filter((address) => host !== '' && hostOf(address) === host).slice(0, MOST_ADDRESSES);
  if (own.length === 0) {
    const fault = `none of them is at ${host || 'a host'}, where this node sees you`;
    return direct.slice(0, MOST_ADDRESSES).map((address) => ({ address, fault }));
  }
  return await Promise.all(own.map(async (address) => ({ address, fault: await faultOf(address) })));
}

/** Empty when a connection came about; it is closed at once. */
async function faultOf(address: string): Promise<string> {
  const [, host, port] = /^\/(?:ip4|ip6)\/([^/]+)\/tcp\/(\d{1,5})(?:\/|$)/.exec(address) ?? [];
  const portNumber = Number(port);
  if (host === undefined || !(portNumber > 0 && portNumber < 65_536)) return 'not a TCP address';
  return await new Promise((resolve) => {
    const socket = connect({ host, port: portNumber, timeout: CONNECT_WITHIN_MS });
    const end = (fault: string): void => {
      socket.destroy();
      resolve(fault);
    };
    socket.once('connect', () => end(''));
    socket.once('timeout', () => end('no answer'));
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });
}
