import { keyVariable, providerNames } from '@hanzo/config';
import { loadMcpServers, type McpServers, type McpServersOptions } from '@hanzo/mcp';
import { environment } from '../../process/environment.ts';
import type { Setting } from '../../setting.ts';

type McpSetting = Pick<Setting, 'paths' | 'config'>;

/**
 * The MCP servers of the user, and of the workspace where they are trusted. Starts nothing.
 *
 * @throws HanzoError CONFIG_INVALID when the user's file is not what it should be
 */
export function mcpServersOf(setting: McpSetting, workspace: string): McpServers {
  return loadMcpServers(mcpOptionsOf(setting, workspace));
}

export function mcpOptionsOf({ paths, config }: McpSetting, workspace: string): McpServersOptions {
  return {
    userFile: paths.mcp,
    workspace,
    trustedProjects: paths.trustedProjects,
    env: environment(),
    ownKeys: providerNames(config).map((name) => keyVariable(name, config.providers[name]?.apiKeyEnv)),
  };
}
