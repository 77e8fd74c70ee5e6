import { resolve } from 'node:path';
import { DEFAULT_DISCOVERY } from '../../../../program/command-options.ts';
import type { McpServeFlags } from '../flags.ts';
import type { McpClientName } from './client-names.ts';

export interface ClientConfig {
  /** To be pasted. */
  readonly snippet: string;
  /** Where it belongs, for people. */
  readonly where: string;
}

/** A review takes minutes, and this client gives up after one. Seconds. */
const CODEX_TIMEOUT_S = 900;
/** Of its environment it passes on only what is named. */
const CODEX_VARIABLES = ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'ANTHROPIC_API_KEY', 'HANZO_HOME'];

/**
 * What a client's settings need to start the server with these flags. Clients start it anywhere, without the variables of the
 * shell that this is printed in: paths are whole, and the home is written out where a variable names it.
 */
export function clientConfig(
  client: McpClientName,
  written: McpServeFlags,
  { HANZO_HOME }: Readonly<Record<string, string | undefined>> = {},
): ClientConfig {
  const home = written.home ?? (HANZO_HOME === '' ? undefined : HANZO_HOME);
  const flags = { ...written, ...resolved({ workspace: written.workspace, home }) };
  const args = (workspace?: string): readonly string[] => ['mcp', 'serve', ...argumentsOf(flags, workspace)];
  switch (client) {
    case 'cursor':
      return {
        snippet: json({ mcpServers: { hanzo: { command: 'hanzo', args: args('${workspaceFolder}') } } }),
        where: 'In .cursor/mcp.json of the project, or ~/.cursor/mcp.json:',
      };
    case 'vscode':
      return {
        snippet: json({ servers: { hanzo: { type: 'stdio', command: 'hanzo', args: args('${workspaceFolder}') } } }),
        where: 'In .vscode/mcp.json of the project:',
      };
    case 'claude':
      return {
        snippet: json({ mcpServers: { hanzo: { type: 'stdio', command: 'hanzo', args: args() } } }),
        where: 'In .mcp.json of the project, from where Claude Code starts it:',
      };
    case 'codex':
      return {
        snippet: [
          '[mcp_servers.hanzo]',
          'command = "hanzo"',
          `args = ${JSON.stringify(args())}`,
          `env_vars = ${JSON.stringify(CODEX_VARIABLES)}`,
          `tool_timeout_sec = ${CODEX_TIMEOUT_S}`,
        ].join('\n'),
        where: 'In ~/.codex/config.toml. Keys that are kept with `hanzo keys set` need no env_vars:',
      };
  }
}

function resolved(paths: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(paths).flatMap(([name, path]) => (path === undefined ? [] : [[name, resolve(path)]])),
  );
}

function json(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

/** The flags as they are written, with the folder that the client has open where none was named. */
function argumentsOf(flags: McpServeFlags, workspace: string | undefined): readonly string[] {
  const folder = flags.workspace ?? workspace;
  return [
    ...option('--workspace', folder),
    ...option('--home', flags.home),
    ...option('--max-cost', flags.maxCost),
    ...option('--max-total', flags.maxTotal),
    ...option('--orchestrator', flags.orchestrator),
    ...option('--timeout', flags.timeout?.toString()),
    ...(flags.useHanzoNet === true ? ['--use-hanzo-net'] : []),
    ...(flags.localOnly === true ? ['--local-only'] : []),
    ...(flags.mcpTools === true ? ['--mcp-tools'] : []),
    ...option('--tools', flags.tools?.join(',')),
    ...option('--allow-tools', flags.allowTools?.join(',')),
    ...option('--discovery', isUsual(flags.discovery) ? undefined : discoveryInWords(flags.discovery)),
    ...(flags.bootstrap === undefined ? [] : ['--bootstrap', ...flags.bootstrap]),
    ...(flags.verbose === true ? ['--verbose'] : []),
  ];
}

function isUsual(discovery: McpServeFlags['discovery']): boolean {
  return discovery === undefined || discovery.join() === DEFAULT_DISCOVERY.join();
}

function discoveryInWords(discovery: McpServeFlags['discovery'] = []): string {
  return discovery.length === 0 ? 'none' : discovery.join(',');
}

function option(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [name, value];
}
