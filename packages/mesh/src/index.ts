/**
 * The libp2p node of a private mesh: identity, admission, discovery, sessions, peer health.
 * The only package that knows libp2p.
 *
 * @packageDocumentation
 */
export { DOWN_AFTER_MS, HEARTBEAT_MS, SESSION_PROTOCOL, SUSPECT_AFTER_MS } from './constants.ts';
export { LoopLag } from './loop-lag.ts';
export { machineFingerprint } from './machine-id.ts';
export { startMeshNode } from './start-node.ts';
export type { Discovery, MeshNode, MeshNodeOptions, MeshNodeParts } from './mesh-node.ts';
export { copyModel, type CopiedModel, type CopyEvent, type CopyModelOptions } from './model-copy/copy-model.ts';
export { findModels, type ModelHolder, type ModelQuestion } from './model-copy/find-models.ts';
export type { ModelLibrary, OpenModel } from './model-copy/model-library.ts';
export { shareModels } from './model-copy/model-share.ts';
export type { ModelTransfer, ShareOptions } from './model-copy/share-options.ts';
export { claimNode, type ClaimedNode, type ClaimOptions } from './node-folder.ts';
export { nodeNameFrom } from './node-name.ts';
export { addressFault, type AddressUse } from './parse-address.ts';
export { isProcessAlive } from './process-alive.ts';
export { probeMulticast } from './probe-multicast.ts';
export { redeemInvite, type RedeemParts } from './redeem-invite.ts';
export { readCards, type LocalCard } from './rendezvous.ts';
export { Session, type PeerSession, type SessionEvents, type SessionState } from './session.ts';
