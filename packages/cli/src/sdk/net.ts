/**
 * `hanzo/net`: being a member of a mesh, as a library: founding and joining, a worker that lends an engine, a dispatcher
 * that uses workers.
 *
 * @packageDocumentation
 */
export { Dispatcher, type DispatcherOptions } from '@hanzo/coordinator';
export {
  createMesh,
  Joining,
  openMembership,
  parseInvite,
  type Member,
  type Membership,
  type MemberRole,
  type NodeCard,
} from '@hanzo/membership';
export {
  claimNode,
  redeemInvite,
  startMeshNode,
  type MeshNode,
  type MeshNodeOptions,
  type MeshNodeParts,
  type RedeemParts,
} from '@hanzo/mesh';
export {
  EngineShelf,
  OPEN_TERMS,
  Worker,
  type RunningModel,
  type ServedModel,
  type Terms,
  type WorkerOptions,
  type WorkerParts,
} from '@hanzo/worker';
