import type { McpServer } from '@hanzo/contracts';
import { inspectServer, type Probe, type ServerReport } from '@hanzo/mcp';
import type { Setting } from '../../setting.ts';
import { createTerminalLogger } from '../../terminal/terminal-logger.ts';
import type { Terminal } from '../../terminal/terminal.ts';

/** With what servers are looked at. */
export interface Inspecting {
  readonly setting: Pick<Setting, 'paths'>;
  readonly signal: AbortSignal;
  /** Called to see whether the server is of use. @default none */
  readonly probe?: Probe | undefined;
}

/**
 * Starts a server, has it list its tools, and ends it.
 *
 * @throws HanzoError MCP_FAILED; the signal's reason
 */
export async function inspect(
  server: McpServer,
  { setting, signal, probe }: Inspecting,
  terminal: Terminal,
): Promise<ServerReport> {
  terminal.status(`starting ${server.name} …`);
  return await inspectServer(server, {
    pins: setting.paths.mcpPins,
    folders: setting.paths.mcpFolders,
    signal,
    probe,
    log: createTerminalLogger(terminal, 'warn'),
  });
}
