import { expect, it } from 'vitest';
import { reachableAddresses } from '../src/mesh/reachable.ts';

const LAN = '/ip4/10.0.0.7/tcp/4001/p2p/12D3';
const LOOPBACK = ['/ip4/127.0.0.1/tcp/4001/p2p/12D3', '/ip6/::1/tcp/4001/p2p/12D3', '/dns4/localhost/tcp/1/p2p/12D3'];

it('other machines are given addresses that reach this one; where there are none, loopback', () => {
  expect(reachableAddresses([...LOOPBACK, LAN])).toEqual([LAN]);
  expect(reachableAddresses(LOOPBACK)).toEqual(LOOPBACK);
});
