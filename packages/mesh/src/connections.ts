import type { Connection, Libp2p } from '@libp2p/interface';
import { isRelayed } from './address-facts.ts';
import { IDLE_AFTER_MS, SESSION_PROTOCOL } from './constants.ts';

/** A peer that is out has this long to read why. Milliseconds. */
const FAREWELL_MS = 300;

/** All connections with a peer, direct and relayed. */
export function connectionsOf(libp2p: Libp2p, peerId: string): Connection[] {
  return libp2p.getConnections().filter(({ remotePeer }) => remotePeer.toString() === peerId);
}

/** True while a session lives on the connection, or begins there. */
export function carriesSession({ streams }: Connection): boolean {
  return streams.some(({ protocol }) => protocol === SESSION_PROTOCOL);
}

/**
 * Ends the other connections with a peer that fell silent, as far as they take the same way. They are as dead as the one
 * that was noticed, and libp2p would use them again instead of dialling.
 */
export function hangUpIdle(libp2p: Libp2p, peerId: string, relayed: boolean): void {
  for (const connection of connectionsOf(libp2p, peerId)) {
    const sameWay = isRelayed(connection.remoteAddr.toString()) === relayed;
    if (sameWay && !carriesSession(connection)) connection.abort(new Error('The peer fell silent.'));
  }
}

/** Ends the connections of peers that are not members any more, also those without a session. */
export function hangUpOnStrangers(libp2p: Libp2p, isMember: (peerId: string) => boolean): void {
  for (const connection of libp2p.getConnections()) {
    if (isMember(connection.remotePeer.toString())) continue;
    const end = (): void => connection.abort(new Error('The peer is not a member any more.'));
    if (carriesSession(connection)) setTimeout(end, FAREWELL_MS).unref();
    else end();
  }
}

/** Ends connections that carry no stream: kept for nothing they would fill our room. */
export function hangUpUnused(libp2p: Libp2p): void {
  const before = Date.now() - IDLE_AFTER_MS;
  for (const connection of libp2p.getConnections()) {
    if (connection.streams.length === 0 && connection.timeline.open < before)
      void connection.close().catch(() => undefined);
  }
}
