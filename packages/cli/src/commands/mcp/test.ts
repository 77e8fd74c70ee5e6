import { EXIT, HanzoError, type ExitCode, type McpServer } from '@hanzo/contracts';
import { acceptPins, probeOf, type ServerReport } from '@hanzo/mcp';
import { listenForInterrupts } from '../../process/interrupt.ts';
import { loadSetting } from '../../setting.ts';
import { canAsk } from '../../terminal/ask.ts';
import { confirm } from '../../terminal/confirm.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { callTool } from './call-tool.ts';
import { findServer, startable } from './find-server.ts';
import type { McpTestFlags } from './flags.ts';
import { inspect, type Inspecting } from './inspect.ts';
import { mcpServersOf } from './mcp-setting.ts';
import { printReport, reportInJson } from './print-report.ts';

/** Starts a server, shows its tools, and has them allowed as they are now; or calls one of them. */
export async function run(flags: McpTestFlags, terminal: Terminal): Promise<ExitCode> {
  const { home, workspace = '.', name, accept, call, input } = flags;
  if (input !== undefined && call === undefined)
    throw new HanzoError('USAGE', '--input is for --call.', { mend: 'Name the tool: --call <tool>' });
  const setting = loadSetting({ ...(home !== undefined && { home }) }, terminal);
  const configured = findServer(mcpServersOf(setting, workspace), name);
  const server = startable(configured);
  using interrupts = listenForInterrupts(() => terminal.err('ending …'));
  const looking: Inspecting = {
    setting,
    signal: interrupts.drain,
    // What a project writes into its file calls nothing.
    probe: configured.scope === 'user' ? probeOf(configured.entry) : undefined,
  };
  // Without --accept only tools that are allowed already are called, so that nobody has to look at them again.
  const isAllowed = call !== undefined && accept !== true ? true : await look(server, flags, looking, terminal);
  if (call !== undefined && isAllowed) return await callTool(server, flags, looking, terminal);
  return isAllowed ? EXIT.done : EXIT.configuration;
}

/** True when its tools are allowed, by now or already. */
async function look(server: McpServer, flags: McpTestFlags, looking: Inspecting, terminal: Terminal): Promise<boolean> {
  const report = await inspect(server, looking, terminal);
  const { changes } = report;
  if (flags.json !== true) {
    printReport(report, terminal);
  }
  const isSame = changes === 'same';
  const accepted = isSame || (await isAccepted(report, flags, terminal));
  if (accepted && !isSame) acceptPins(report, looking.setting.paths.mcpPins);
  if (flags.json === true) {
    // With a call, its answer is the data.
    if (flags.call === undefined || !accepted)
      terminal.out(JSON.stringify({ v: 1, ...reportInJson(report), accepted }));
  } else if (accepted)
    terminal.err(isSame ? 'its tools are those that you allowed' : 'its tools are allowed, until they change');
  return accepted;
}

/** What nobody says yes to is not allowed: then the command says how, and fails. */
async function isAccepted(
  { server, changes, tools }: ServerReport,
  { accept, json }: McpTestFlags,
  terminal: Terminal,
): Promise<boolean> {
  if (accept === true) return true;
  if (json !== true && canAsk(terminal)) {
    const question = typeof changes === 'object' ? 'Allow them as they are now?' : `Allow these ${tools.length} tools?`;
    if (await confirm(question, terminal, 'Give --accept.')) return true;
    terminal.err('nothing was changed');
    return false;
  }
  const why = typeof changes === 'object' ? 'are not those that you allowed' : 'were never allowed';
  terminal.err(`${terminal.style.yellow('warning:')} the tools of ${server} ${why}: no model gets them`);
  terminal.err(`  ${terminal.style.cyan('mend:')} Allow them as they are now: hanzo mcp test ${server} --accept`);
  return false;
}
