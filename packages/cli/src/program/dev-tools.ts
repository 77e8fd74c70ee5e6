import type { Command } from 'commander';
import { dollars, seconds, toolNames, whole } from './option-values.ts';

/** Which tools models may use before they answer, and how much of them. */
export function withTools(command: Command): Command {
  return command
    .optionsGroup('Tools:')
    .option(
      '--mcp-tools',
      'let the orchestrator and critics of an API use tools: files, search and git of the workspace, and your MCP servers (`hanzo mcp list`); workers never do',
    )
    .option(
      '--tools <names>',
      'only these, by comma, and --mcp-tools: files, search, git, the name of a server, or of a tool such as browser__browser_click; repeat it for several',
      toolNames,
    )
    .option(
      '--allow-tools <names>',
      'call these without asking: read, write, network, or names as for --tools; what is not allowed is asked on a terminal, and refused elsewhere (default: read)',
      toolNames,
    )
    .option(
      '--tool-steps <n>',
      'most requests with tools before a model must answer, for each try of a plan (default: 12); a verdict gets at most 4 of them',
      whole(1, 100),
    )
    .option(
      '--tool-seconds <seconds>',
      'most time for them, with their calls (default: 180); a verdict gets a third',
      seconds,
    )
    .option(
      '--tool-budget <usd>',
      'call no tool any more once these requests cost so much, for each try (default: 1); a verdict gets a tenth',
      dollars,
    );
}
