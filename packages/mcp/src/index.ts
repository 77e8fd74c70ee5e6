/**
 * MCP servers: whom we trust, what their tools were, and calling them.
 *
 * @packageDocumentation
 */
export type { ReportedTool, ServerReport } from './client/server-report.ts';
export { acceptPins, inspectServer } from './inspect-server.ts';
export * from './open-mcp-tools.ts';
export { changesInWords, type PinChanges, type PinState } from './pins/pin-changes.ts';
export { removePins } from './pins/pin-file.ts';
export type { ToolDefinition } from './pins/tool-definition.ts';
export { shownLine, shownText } from './shown-text.ts';
export type { ConfiguredServer, McpServerState } from './servers/configured-server.ts';
export { removeServer, writeServer, type EditedFile, type FileChange } from './servers/edit-mcp-file.ts';
export { loadMcpServers, serverOfEntry, type McpServers, type McpServersOptions } from './servers/load-mcp-servers.ts';
export type { McpFile, McpFileEntry, McpOwnKeys, McpScope } from './servers/mcp-file.ts';
export {
  knownTrust,
  offerProjectServers,
  projectServersFile,
  type ProjectServers,
  type UntrustedServers,
} from './servers/project-servers.ts';
export { pinnedTools, type PinnedTools } from './servers/pinned-tools.ts';
export { checkServer, lookOver, type LookedOver } from './servers/look-over.ts';
export { secretsOfEntry } from './servers/secret-values.ts';
export { findProgram } from './servers/find-program.ts';
export type { Preset, PresetOptions, PresetParameter } from './presets/preset.ts';
export { PRESET_NAMES, type PresetName } from './presets/preset-names.ts';
export type { Probe } from './presets/probe.ts';
export { presetOf, PRESETS, probeOf } from './presets/presets.ts';
export { presetProblems } from './presets/preset-problems.ts';
export { presetServer } from './presets/preset-server.ts';
export { PACKAGES, type ServerPackage } from './presets/install/packages.ts';
