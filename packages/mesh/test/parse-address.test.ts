import { addressFault } from '@hanzo/mesh';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';

const PEER = '12D3KooWJRSrypvnpHgc6ZAgyCni4KcSmbV7uGRaMw5LgMKT18fq';

describe('addresses of peers', () => {
  it.each([
    '/ip4/10.0.0.7/tcp/4001',
    `/ip4/10.0.0.7/tcp/4001/p2p/${PEER}`,
    '/ip6/::1/tcp/4001',
    `/ip6zone/eth0/ip6/fe80::1/tcp/4001/p2p/${PEER}`,
    `/dns4/gpu.example.com/tcp/4001/p2p/${PEER}`,
    `/dnsaddr/mesh.example.com/p2p/${PEER}`,
  ])('%s can be dialled', (address) => {
    expect(addressFault(address, 'dial')).toBeUndefined();
  });

  it.each([
    ['foo', /does not start with "\/"/],
    ['10.0.0.7:4001', /does not start with "\/"/],
    ['/', /does not begin with a host/],
    ['/tcp/4001', /does not begin with a host/],
    ['/ip4/10.0.0.700/tcp/1', /Invalid IPv4 address "10\.0\.0\.700"/],
    ['/ip4/10.0.0.7', /no \/tcp\/<port>/],
    ['/ip4/10.0.0.7/udp/4001', /no \/tcp\/<port>/],
    ['/ip4/10.0.0.7/tcp/70000', /65535/],
    ['/ip4/10.0.0.7/tcp/0', /port 0/],
    ['/ip4/10.0.0.7/tcp/1/ws', /has \/ws/],
    [`/ip4/10.0.0.7/tcp/1/p2p/${PEER}/p2p-circuit`, /has \/p2p-circuit/],
    ['/ip4/10.0.0.7/tcp/1/p2p/12D3', /peer id "12D3"/],
    ['/dnsaddr/mesh.example.com/p2p/12D3', /peer id "12D3"/],
  ])(verifies('mesh.addresses', '%s'), (address, fault) => {
    expect(addressFault(address, 'dial')).toMatch(fault);
  });

  it('any port can be listened on, also one that the system chooses', () => {
    expect(addressFault('/ip4/0.0.0.0/tcp/0', 'listen')).toBeUndefined();
    expect(addressFault('/ip4/0.0.0.0/udp/0', 'listen')).toMatch(/tcp/);
    expect(addressFault('/dnsaddr/mesh.example.com', 'listen')).toMatch(/host/);
  });
});
