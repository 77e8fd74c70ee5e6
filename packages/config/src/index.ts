/**
 * Flags, environment and files become one frozen, checked configuration; so do the model catalogue and the tiers.
 *
 * @packageDocumentation
 */
export * from './catalogue-fallbacks.ts';
export * from './catalogue-life.ts';
export { catalogueOverrides } from './catalogue-overrides.ts';
export type { CatalogueOverride } from './catalogue-overrides.ts';
export { loadCatalogue } from './catalogue.ts';
export { clearTextWarning, isLoopback, sendsKeyInClear } from './clear-text.ts';
export { DEFAULT_DELEGATIONS_FOLDER, delegationsFolderFault } from './delegate-section.ts';
export { withProjectDelegate } from './read-delegate.ts';
export { describeConfig, keyTail } from './describe.ts';
export type { ConfigRow } from './describe.ts';
export { endpointFor, endpointOf, endpointsOf, providerNames, requireKey } from './endpoint.ts';
export type { Endpoint, ProviderEndpoint } from './endpoint.ts';
export { configJsonSchema } from './file-schema.ts';
export { homeSecret, type HomeSecret } from './home-secret.ts';
export { ensureHome, homePaths } from './home.ts';
export type { HomePaths } from './home.ts';
export { loadConfig } from './load-config.ts';
export type { ConfigSources } from './load-config.ts';
export type {
  Calls,
  Config,
  ConfigFlags,
  ConfigKey,
  DelegateSettings,
  KeyPlace,
  Limits,
  LogLevel,
  OpenAiApi,
  OwnProvider,
  ProviderKind,
  ToolSettings,
} from './model.ts';
export type { DetectedCommands } from './detected-commands.ts';
export { parseJson, readJsonFile } from './json-file.ts';
export { mayHoldKey } from './key-variable-name.ts';
export { nearest } from '@hanzo/contracts';
export { readPlainText } from './plain-file.ts';
export type { PlainFileOptions, PlainText } from './plain-file.ts';
export * from './command-consent.ts';
export { loadProject, offerCommands, offerProject } from './load-project.ts';
export type { LoadedProject, ProjectOffer } from './load-project.ts';
export { projectPaths, realPath } from './project-file.ts';
export { projectJsonSchema } from './project-schema.ts';
export type { ProjectFile } from './project-schema.ts';
export { readTrust, removeTrust, writeTrust } from './project-trust.ts';
export type { ProjectTrust } from './project-trust.ts';
export { NO_PROJECT } from './project.ts';
export type { ProjectCommands } from './project-commands.ts';
export type { OfferedCommands, Project } from './project.ts';
export { keyVariable } from './read-keys.ts';
export type { StoredKeys } from './read-keys.ts';
export { loadRouting } from './routing.ts';
export type { Routing, RoutingLayer } from './routing.ts';
export { loadTiers, tierTableSchema } from './tiers.ts';
export type { KindOverride, RoutingOverrides, TierOverride } from './tiers.ts';

export { retiredVariables, unknownVariables } from './variables.ts';
export { editWorkerSection } from './edit-worker.ts';
export type { WorkerEdit } from './edit-worker.ts';
export { WORKER_KEYS, workerSectionSchema } from './worker-section.ts';
export type { WorkerKey, WorkerSection, WorkerSettings } from './worker-section.ts';
export * from './worker-values.ts';
export { writeWhole } from './write-whole.ts';
export { checkFile } from './zod-check.ts';
