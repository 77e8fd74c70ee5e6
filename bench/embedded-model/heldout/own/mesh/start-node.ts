import { toHanzoError, type ErrorCode } from '@hanzo/contracts';
import { MemberGate } from './gate.ts';
import { createNode } from './libp2p-node.ts';
import type { MeshNode, MeshNodeOptions, MeshNodeParts } from './mesh-node.ts';
import { Libp2pMeshNode } from './node.ts';
import { PeerScores } from './peer-scores.ts';
import { serviceTagOf } from './service-tag.ts';

const LISTENER_ASKS_EVERY_MS = 30_000;
const SEEKER_ASKS_EVERY_MS = 1_000;

export async function startMeshNode(parts: MeshNodeParts, options: MeshNodeOptions): Promise<MeshNode> {
  const { privateKey, membership, clock } = parts;
  const { listen, announce = [], relay = false, discovery } = options;
  const scores = new PeerScores(clock);
  const gate = new MemberGate({
    membership,
    clock,
    // libp2p is not started before the node is there.
    card: () => node.card,
    inspect: (card) => node.inspect(card),
    onRefused: (reason) => parts.onRefused?.(reason),
  });
  const seeks = listen.length === 0;
  // Seekers ask often and stay silent themselves.
  const mdns = {
    serviceTag: serviceTagOf(membership.meshId),
    askEveryMs: seeks ? SEEKER_ASKS_EVERY_MS : LISTENER_ASKS_EVERY_MS,
    answer: !seeks,
    onFound: (peerId: string, addresses: readonly string[]) => node?.heardOf(peerId, addresses),
  };
  const libp2p = await createNode({
    privateKey,
    gate,
    listen,
    announce,
    relay,
    mdns: discovery.includes('mdns') ? mdns : undefined,
    isBanned: (host) => scores.banned(hostKey(host)) !== undefined,
    onFault: (host, error) => {
      const points = pointsFor(toHanzoError(error).code);
      // Behind one address may sit a whole office: members that are connected vouch for it.
      if (points > 0 && !node.hasSessionWith(host)) scores.penalise(hostKey(host), points, 'failed handshakes');
    },
  });
  const node: Libp2pMeshNode = new Libp2pMeshNode(libp2p, gate, scores, parts, options);
  try {
    await node.start();
  } catch (error) {
    await node[Symbol.asyncDispose]();
    throw error;
  }
  return node;
}

function hostKey(host: string): string {
  return `host:${host}`;
}

function pointsFor(code: ErrorCode): number {
  switch (code) {
    case 'WIRE_INVALID':
    case 'WIRE_TOO_LARGE':
      return 10;
    case 'NOT_A_MEMBER':
      return 5;
    // Somebody who was invited and came too late; a whole office may share the address.
    case 'INVITE_REFUSED':
      return 1;
    default:
      return 0;
  }
}
