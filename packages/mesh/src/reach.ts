import { connect } from 'node:net';
import type { ReachResult } from '@hanzo/wire';

const CONNECT_WITHIN_MS = 1_500;
const MOST_ADDRESSES = 8;

/** Tries to connect to each TCP address, all at once. A connection that comes about is closed at once. */
export async function tryAddresses(addresses: readonly string[]): Promise<ReachResult[]> {
  const direct = addresses.filter((address) => !address.includes('/p2p-circuit')).slice(0, MOST_ADDRESSES);
  return await Promise.all(direct.map(async (address) => ({ address, fault: await faultOf(address) })));
}

function faultOf(address: string): Promise<string> {
  const [, host, port] = /^\/(?:ip4|ip6|dns|dns4|dns6)\/([^/]+)\/tcp\/(\d+)/.exec(address) ?? [];
  if (host === undefined || port === undefined) return Promise.resolve('not a TCP address');
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port), timeout: CONNECT_WITHIN_MS });
    const end = (fault: string): void => {
      socket.destroy();
      resolve(fault);
    };
    socket.once('connect', () => end(''));
    socket.once('timeout', () => end('no answer'));
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });
}
