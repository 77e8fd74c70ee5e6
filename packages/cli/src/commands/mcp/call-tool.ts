import { EXIT, HanzoError, nearest, type ExitCode, type McpServer, type Tool } from '@hanzo/contracts';
import { openMcpTools, shownText } from '@hanzo/mcp';
import { createTerminalLogger } from '../../terminal/terminal-logger.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { McpTestFlags } from './flags.ts';
import type { Inspecting } from './inspect.ts';

/** Calls one tool as a model would, and prints what it tells. Exit code 1 when it failed. */
export async function callTool(
  server: McpServer,
  { call = '', input = '{}', json }: McpTestFlags,
  { setting, signal }: Inspecting,
  terminal: Terminal,
): Promise<ExitCode> {
  const given = inputOf(input);
  await using opened = await openMcpTools([server], {
    pins: setting.paths.mcpPins,
    folders: setting.paths.mcpFolders,
    signal,
    log: createTerminalLogger(terminal, 'warn'),
  });
  const [fault] = opened.faults;
  if (fault !== undefined) throw fault.error;
  const tool = toolNamed(call, server.name, opened.tools);
  const { text, failed = false } = await tool.call(given, { signal, taskId: 'mcp-test' });
  if (json === true) terminal.out(JSON.stringify({ v: 1, server: server.name, tool: tool.spec.name, failed, text }));
  else for (const line of shownText(text).split('\n')) terminal.out(line);
  if (failed && json !== true) terminal.err('the tool failed: that is what it says of it');
  return failed ? EXIT.incomplete : EXIT.done;
}

function inputOf(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new HanzoError('USAGE', '--input is no JSON object.', { mend: `Write it like --input '{"query": "cart"}'` });
}

/** By the name that models know it by, or by the server's own. */
function toolNamed(name: string, server: string, tools: readonly Tool[]): Tool {
  const found =
    tools.find(({ spec }) => spec.name === name) ?? tools.find(({ spec }) => spec.name === `${server}__${name}`);
  if (found !== undefined) return found;
  const names = tools.map(({ spec }) => spec.name.replace(`${server}__`, ''));
  const guess = nearest(name, names);
  throw new HanzoError('USAGE', `${server} has no tool ${JSON.stringify(name)}.`, {
    mend: guess === undefined ? `It has ${names.join(', ') || 'none'}.` : `Did you mean ${guess}?`,
  });
}
