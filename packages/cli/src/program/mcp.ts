import type { Command } from 'commander';
import type {
  McpAddFlags,
  McpListFlags,
  McpRemoveFlags,
  McpTestFlags,
  McpTrustFlags,
  McpUntrustFlags,
} from '../commands/mcp/flags.ts';
import { homeOption, type Start } from './command-options.ts';
import { EXIT_HELP } from './exit-help.ts';
import { addMcpServe } from './mcp-serve.ts';
import { listed, toolNames, whole } from './option-values.ts';

const NAME = 'as `hanzo mcp list` shows it';
const WORKSPACE = 'the project whose own servers count too, when they are trusted (default: this folder)';
const DIR = 'root of the project (default: this folder)';

/** `hanzo mcp …`: names, flags and help. What the commands do is in commands/mcp/. */
export function addMcp(program: Command, start: Start): void {
  const mcp = program
    .command('mcp')
    .description('MCP servers: which there are, what their tools are, and whose are trusted')
    .addHelpText('after', EXIT_HELP.mcp);
  withShared(
    mcp.command('list', { isDefault: true }).description('list the servers and what is known of them; starts nothing'),
    EXIT_HELP.mcpList,
  )
    .option('--presets', 'servers that hanzo can set up itself, instead')
    .action((flags: McpListFlags) => start(() => import('../commands/mcp/list.ts'), flags));
  addAdd(mcp, start);
  addMcpServe(mcp, start);
  withShared(
    mcp
      .command('test')
      .description('start a server, show its tools, and allow them as they are now')
      .argument('<name>', NAME),
    EXIT_HELP.mcpTest,
  )
    .option('--accept', 'allow its tools without asking, also when they have changed')
    .option('--call <tool>', 'call this tool of it, once its tools are allowed, and print what it tells')
    .option('--input <json>', 'a JSON object for --call (default: {})')
    .action((name: string, flags: Omit<McpTestFlags, 'name'>) =>
      start<McpTestFlags>(() => import('../commands/mcp/test.ts'), { ...flags, name }),
    );
  withShared(
    mcp.command('remove').description('forget a server, and what its tools were').argument('<name>', NAME),
    EXIT_HELP.mcpRemove,
  )
    .option('--project', "the project's one, out of its .mcp.json")
    .action((name: string, flags: Omit<McpRemoveFlags, 'name'>) =>
      start<McpRemoveFlags>(() => import('../commands/mcp/remove.ts'), { ...flags, name }),
    );
  addTrust(mcp, start);
}

function addAdd(mcp: Command, start: Start): void {
  withShared(
    mcp
      .command('add')
      .description('add a server: start it once, show its tools, and allow them')
      .argument('<name>', 'up to 32 letters, digits, - and _')
      .argument('[command...]', 'after --: the program and its arguments, word by word; no shell reads them'),
    EXIT_HELP.mcpAdd,
  )
    .option('--preset <name>', 'one that hanzo sets up itself: `hanzo mcp list --presets`')
    .option('--param <name=value>', 'what the preset asks for; repeat it for several', listed)
    .option('--url <url>', 'a server that speaks streamable HTTP')
    .option('--header <line>', "for --url, e.g. 'Authorization: Bearer ${CRM_TOKEN}'; repeat it for several", listed)
    .option(
      '--env <NAME=value>',
      'a variable for its program; NAME alone is taken from the environment at each start',
      listed,
    )
    .option(
      '--cwd <dir>',
      "where its program starts (default: an empty folder of its own in hanzo's home; with --project, the project)",
    )
    .option('--timeout <seconds>', 'for one call of a tool (default: 60)', whole(1, 3600))
    .option(
      '--effect <tool=effect>',
      'what a tool may do, where you know better: read, write or network; repeat it',
      listed,
    )
    .option('--only <tools>', "only these of its tools, by comma, by the server's names", toolNames)
    .option('--project', "into the project's .mcp.json instead of your own file")
    .option('--force', 'replace the server of that name')
    .option('--no-test', 'write it without starting it')
    .option('-y, --yes', 'do not ask')
    .action((name: string, command: readonly string[], flags: Omit<McpAddFlags, 'name' | 'command'>) =>
      start<McpAddFlags>(() => import('../commands/mcp/add.ts'), { ...flags, name, command }),
    );
}

function addTrust(mcp: Command, start: Start): void {
  mcp
    .command('trust')
    .description("let a project's .mcp.json count, as it is now")
    .argument('[dir]', DIR)
    .option('-y, --yes', 'do not ask')
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.mcpTrust)
    .action((dir: string | undefined, flags: Omit<McpTrustFlags, 'dir'>) =>
      start<McpTrustFlags>(() => import('../commands/mcp/trust.ts'), { ...flags, ...(dir !== undefined && { dir }) }),
    );
  mcp
    .command('untrust')
    .description("let a project's .mcp.json count no more")
    .argument('[dir]', DIR)
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.mcpUntrust)
    .action((dir: string | undefined, flags: Omit<McpUntrustFlags, 'dir'>) =>
      start<McpUntrustFlags>(() => import('../commands/mcp/untrust.ts'), {
        ...flags,
        ...(dir !== undefined && { dir }),
      }),
    );
}

function withShared(command: Command, help: string): Command {
  return command
    .option('-w, --workspace <dir>', WORKSPACE)
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', help);
}
