/** libp2p nodes that differ only in how a connection begins. */
import { noise } from '@chainsafe/libp2p-noise';
import { yamux } from '@chainsafe/libp2p-yamux';
import { systemClock } from '@hanzo/contracts';
import { machineFingerprint } from '@hanzo/mesh';
import { generateKeyPair } from '@libp2p/crypto/keys';
import type { PrivateKey } from '@libp2p/interface';
import { peerIdFromPrivateKey } from '@libp2p/peer-id';
import { preSharedKey } from '@libp2p/pnet';
import { tcp } from '@libp2p/tcp';
import { createLibp2p, type Libp2p, type Libp2pOptions } from 'libp2p';
import { STREAM_WINDOW_BYTES } from '../../packages/mesh/src/constants.ts';
import { MemberGate, type Gate } from '../../packages/mesh/src/gate.ts';
import { secureChannel } from '../../packages/mesh/src/secure-channel.ts';
import { membershipOf, SOFTWARE } from '../lib/homes.ts';

export const WAYS = ['noise', 'fence', 'mesh', 'pnet'] as const;
export type Way = (typeof WAYS)[number];

/** How much a stream may carry that the peer has not read: as in the mesh, or as libp2p has it. */
export type Windows = 'ours' | 'default';

/** What a secret of the mesh adds to noise, from nothing to all of it; and what libp2p has for it. */
export const NAME_OF: Readonly<Record<Way, string>> = {
  noise: 'noise alone',
  fence: 'our fence + noise',
  mesh: 'our fence + noise + gate',
  pnet: 'pnet + noise',
};

const PSK = `/key/swarm/psk/1.0.0/\n/base16/\n${'ab'.repeat(32)}\n`;

/** @param home of a member: both ends are nodes of this one member, as processes of one machine are */
export async function nodeOf(way: Way, home: string, windows: Windows, listen: readonly string[]): Promise<Libp2p> {
  const privateKey = await generateKeyPair('Ed25519');
  const init: Libp2pOptions = {
    privateKey,
    addresses: { listen: [...listen] },
    transports: [tcp()],
    connectionEncrypters: [encrypterOf(way, home, privateKey)],
    streamMuxers: [
      windows === 'ours' ? yamux({ streamOptions: { maxStreamWindowSize: STREAM_WINDOW_BYTES } }) : yamux(),
    ],
    connectionManager: { maxIncomingPendingConnections: 1_000, inboundConnectionThreshold: 10_000 },
    connectionGater: { denyDialMultiaddr: () => false },
    connectionMonitor: { enabled: false },
    ...(way === 'pnet' && { connectionProtector: preSharedKey({ psk: new TextEncoder().encode(PSK) }) }),
  };
  return await createLibp2p(init);
}

type Encrypter = ReturnType<typeof noise>;

function encrypterOf(way: Way, home: string, privateKey: PrivateKey): Encrypter {
  if (way === 'noise' || way === 'pnet') return noise();
  const gate = way === 'mesh' ? memberGate(home, privateKey) : openGate(home);
  const nothing = (): undefined => undefined;
  return secureChannel({ gate, onFence: nothing, onAdmitted: nothing, onFault: nothing }) as Encrypter;
}

/** Lets everybody through who knows the fence key. */
function openGate(home: string): Gate {
  const keys = membershipOf(home).fenceKeys();
  return { fenceKeys: () => keys, dialled: () => Promise.resolve(), answered: () => Promise.resolve() };
}

function memberGate(home: string, privateKey: PrivateKey): Gate {
  const membership = membershipOf(home);
  const peerId = peerIdFromPrivateKey(privateKey).toString();
  const card = membership.signCard({
    peerId,
    role: 'worker',
    name: peerId.slice(-8),
    software: SOFTWARE,
    addresses: [],
    instance: peerId.slice(-8),
    machine: machineFingerprint(membership.meshId),
    relay: false,
  });
  const nothing = (): undefined => undefined;
  return new MemberGate({ membership, clock: systemClock, card: () => card, inspect: nothing, onRefused: nothing });
}
