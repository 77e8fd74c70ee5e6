/**
 * `hanzo/net`: being a member of a mesh, as a library: a worker that lends an engine, a dispatcher that uses workers.
 *
 * @packageDocumentation
 */
export { Dispatcher, type DispatcherOptions } from '@hanzo/coordinator';
export { claimNode, startMeshNode, type MeshNode, type MeshNodeOptions, type MeshNodeParts } from '@hanzo/mesh';
export { Worker, type WorkerEngine, type WorkerOptions, type WorkerParts } from '@hanzo/worker';
