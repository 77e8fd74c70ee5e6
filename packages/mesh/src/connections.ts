import type { Membership } from '@hanzo/membership';
import type { Connection, Libp2p } from '@libp2p/interface';
import { SESSION_PROTOCOL } from './constants.ts';

/** A peer that is out has this long to read why. Milliseconds. */
const FAREWELL_MS = 300;

/** All connections with a peer, direct and relayed. */
export function connectionsOf(libp2p: Libp2p, peerId: string): Connection[] {
  return libp2p.getConnections().filter(({ remotePeer }) => remotePeer.toString() === peerId);
}

/** Ends the connections of peers that are not members any more, also those without a session. */
export function hangUpOnStrangers(libp2p: Libp2p, membership: Membership): void {
  for (const connection of libp2p.getConnections()) {
    const memberId = membership.cardOf(connection.remotePeer.toString())?.memberId;
    if (memberId !== undefined && membership.standing(memberId) === 'member') continue;
    const end = (): void => connection.abort(new Error('The peer is not a member any more.'));
    const talks = connection.streams.some(({ protocol }) => protocol === SESSION_PROTOCOL);
    if (talks) setTimeout(end, FAREWELL_MS).unref();
    else end();
  }
}
