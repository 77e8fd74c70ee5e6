/**
 * What can be known of a mesh without being in it: the part that loads no libp2p, for commands that join none.
 *
 * @packageDocumentation
 */
export { SUSPECT_AFTER_MS } from './constants.ts';
export { LoopLag } from './loop-lag.ts';
export { nodeNameFrom } from './node-name.ts';
export { isProcessAlive } from './process-alive.ts';
export { readCards, type LocalCard } from './rendezvous.ts';
export type { PeerSession, SessionEvents } from './session.ts';
