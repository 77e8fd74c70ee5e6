/**
 * Loaded into a server that fetches what a model names (`node --import`): connections to this machine, to private networks and to the
 * metadata services of clouds are refused. Checked is the address that is dialed, so that neither a redirect nor a name that
 * resolves to such an address gets there.
 */
import { BlockList, Socket } from 'node:net';

const NOT_PUBLIC: readonly (readonly [address: string, bits: number, family: 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 96, 'ipv6'],
  // Other ways to write an IPv4 address: NAT64 and 6to4.
  ['64:ff9b::', 96, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];

const blocked = new BlockList();
for (const [address, bits, family] of NOT_PUBLIC) blocked.addSubnet(address, bits, family);

type Connect = (this: Socket & { blockList?: BlockList }, ...args: unknown[]) => Socket;

const prototype = Socket.prototype as { connect: Connect };
const connect = prototype.connect;

prototype.connect = function (...args: unknown[]): Socket {
  const [first] = args;
  // Node gives itself its options as the first of a list.
  const options: unknown = Array.isArray(first) ? first[0] : first;
  if (
    typeof options === 'string' ||
    (typeof options === 'object' && options !== null && 'path' in options && options.path)
  )
    throw new Error('A socket of this machine is not public.');
  // Node asks it for each address that it dials, after the name was resolved.
  this.blockList = blocked;
  return connect.apply(this, args);
};
