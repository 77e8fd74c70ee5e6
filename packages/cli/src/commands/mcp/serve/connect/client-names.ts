/** Clients whose settings are known. */
export const MCP_CLIENTS = ['cursor', 'claude', 'codex', 'vscode'] as const;
export type McpClientName = (typeof MCP_CLIENTS)[number];
