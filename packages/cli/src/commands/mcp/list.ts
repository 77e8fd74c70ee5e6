import { EXIT, type ExitCode } from '@hanzo/contracts';
import type { McpServers } from '@hanzo/mcp';
import { dirname } from 'node:path';
import { loadSetting } from '../../setting.ts';
import { glyphsFor } from '../../terminal/glyphs.ts';
import { oneLine } from '../../terminal/one-line.ts';
import { say, warn } from '../../terminal/say.ts';
import { shellWord } from '../../terminal/shell-word.ts';
import { fitTable, outputWidth, type Column } from '../../terminal/table-fit.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { McpListFlags } from './flags.ts';
import { listPresets } from './list-presets.ts';
import { listedServer, type ListedServer } from './listed-server.ts';
import { mcpServersOf } from './mcp-setting.ts';

/** Which MCP servers there are, and what is known of them. Starts nothing. */
export async function run(flags: McpListFlags, terminal: Terminal): Promise<ExitCode> {
  if (flags.presets === true) return await listPresets(flags, terminal);
  const { home, json, workspace = '.' } = flags;
  const setting = loadSetting({ ...(home !== undefined && { home }) }, terminal, { makeHome: false });
  const found = mcpServersOf(setting, workspace);
  const servers = found.all.map((each) => listedServer(each, setting.paths.mcpPins));
  if (json === true) {
    const { untrusted, warnings } = found;
    terminal.out(
      JSON.stringify({
        v: 1,
        file: setting.paths.mcp,
        servers: servers.map(toJson),
        ...(untrusted !== undefined && { untrusted: { ...untrusted, error: untrusted.error?.message } }),
        warnings,
      }),
    );
  } else print(servers, found, setting.paths.mcp, terminal);
  return EXIT.done;
}

function toJson({ error, ...facts }: ListedServer): object {
  return { ...facts, ...(error !== undefined && { why: error.message, mend: error.mend }) };
}

function print(servers: readonly ListedServer[], found: McpServers, file: string, terminal: Terminal): void {
  const glyphs = glyphsFor(process.env);
  if (servers.length === 0) terminal.out('There is no MCP server.');
  else
    for (const line of fitTable(columnsOf(servers), outputWidth(terminal, process.env), glyphs, terminal.aloud).lines)
      terminal.out(line);
  for (const warning of found.warnings) warn(warning, terminal);
  for (const { name, error } of servers) {
    if (error === undefined) continue;
    warn(`${name}: ${oneLine(error.message)}`, terminal);
    if (error.mend !== undefined) terminal.err(`  ${terminal.style.cyan('mend:')} ${oneLine(error.mend)}`);
  }
  for (const hint of hintsOf(servers, found, file)) say(hint, terminal);
}

function columnsOf(servers: readonly ListedServer[]): readonly Column[] {
  return [
    { title: 'name', cells: servers.map(({ name }) => name), isName: true },
    { title: 'of', cells: servers.map(({ scope }) => (scope === 'user' ? 'you' : 'project')) },
    { title: 'state', cells: servers.map(({ state }) => state) },
    { title: 'tools', cells: servers.map(({ tools }) => (tools === undefined ? '-' : String(tools.length))) },
    { title: 'reached by', cells: servers.map(wayInWords), isName: true },
  ];
}

/** What a preset starts is long, and its end is cut off first. */
function wayInWords({ preset, reachedBy }: ListedServer): string {
  return preset === undefined ? reachedBy : `preset ${preset}: ${reachedBy}`;
}

/** What to do next. */
function hintsOf(servers: readonly ListedServer[], { untrusted }: McpServers, file: string): readonly string[] {
  const unseen = servers.find(({ state }) => state === 'new' || state === 'changed');
  return [
    ...(servers.length === 0 ? [`Add one: \`hanzo mcp add\`. Yours are in ${file}.`] : []),
    ...(unseen === undefined ? [] : [`Look at its tools and allow them: \`hanzo mcp test ${unseen.name}\``]),
    ...(untrusted === undefined ? [] : untrustedInWords(untrusted)),
  ];
}

function untrustedInWords({ file, changedSince, error }: NonNullable<McpServers['untrusted']>): readonly string[] {
  if (error !== undefined) return [`${oneLine(error.message)} It is ignored.`];
  const since = changedSince === undefined ? '' : `, because it has changed since ${changedSince.slice(0, 10)}`;
  return [
    `${oneLine(file)} is not trusted${since}: nothing of it is started. See it and allow it: \`hanzo mcp trust ${oneLine(shellWord(dirname(file)))}\``,
  ];
}
