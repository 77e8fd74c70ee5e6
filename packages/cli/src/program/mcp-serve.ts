import { Option, type Command } from 'commander';
import { MCP_CLIENTS } from '../commands/mcp/serve/connect/client-names.ts';
import type { McpServeFlags } from '../commands/mcp/serve/flags.ts';
import { bootstrapOption, checked, discoveryOption, homeOption, type Start } from './command-options.ts';
import { EXIT_HELP } from './exit-help.ts';
import { dollars, seconds, toolNames, whole } from './option-values.ts';

/** `hanzo mcp serve`: names, flags and help. What it does is in commands/mcp/serve/. */
export function addMcpServe(mcp: Command, start: Start): void {
  mcp
    .command('serve')
    .description(
      'be an MCP server, for Cursor, Claude Code, Codex and others: they review, delegate, use the mesh, see metrics',
    )
    .addOption(
      new Option('--print-config <client>', 'print what its settings need, with the other flags, and end').choices(
        MCP_CLIENTS,
      ),
    )
    .option('-w, --workspace <dir>', 'the project that clients may ask about (default: the current folder)')
    .option('--max-cost <usd>', 'most that one call may spend (default: 0.50)', dollars)
    .option('--max-total <usd>', 'most that all calls may spend until the server ends (default: 5)', dollars)
    .option('--orchestrator <model>', 'model that plans reviews and answers what is delegated')
    .option('--use-hanzo-net', 'reviews use workers of the mesh, too')
    .option('--local-only', 'nothing goes to an API')
    .option('--timeout <seconds>', 'end a call after so long', seconds)
    .option('--mcp-tools', 'models may use tools: files, search and git of the workspace, and your MCP servers')
    .option('--tools <names>', 'only these, by comma, and --mcp-tools', toolNames)
    .option('--allow-tools <names>', 'call these, too; nobody is asked (default: read)', toolNames)
    .option('--http <port>', 'serve over HTTP on 127.0.0.1 instead; 0 is any free port', whole(0, 65_535))
    .option(
      '--token-file <file>',
      'token of clients over HTTP; made where there is none (default: a new one is printed)',
    )
    .option('--verbose', 'tell on standard error what the runs tell')
    .addOption(bootstrapOption())
    .addOption(discoveryOption())
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.mcpServe)
    .action((flags: McpServeFlags) =>
      start(
        checked(flags, () => import('../commands/mcp/serve/handler.ts')),
        flags,
      ),
    );
}
