import { countOf, firstChars } from '@hanzo/contracts';
import { changesInWords, shownLine, type PinChanges, type ReportedTool, type ServerReport } from '@hanzo/mcp';
import { glyphsFor } from '../../terminal/glyphs.ts';
import { fitTable, labelled, outputWidth } from '../../terminal/table-fit.ts';
import type { Terminal } from '../../terminal/terminal.ts';

/** Of a description that was allowed already. */
const MOST_CHARS = 300;

const CONSENT =
  'Runs with --mcp-tools call what reads without asking; for the rest they ask you, unless --allow-tools names it.';

/** What a server is and has, and what of it differs from what was allowed. Its words are nobody's whom we know. */
export function printReport(report: ServerReport, terminal: Terminal): void {
  printTools(report, terminal);
  if (typeof report.changes === 'object') printChanges(report.changes, terminal);
}

function printTools(
  { server, protocol, serverInfo, startedMs, tools, changes }: ServerReport,
  terminal: Terminal,
): void {
  const tokens = tools.reduce((sum, tool) => sum + (tool.left === undefined ? tool.tokens : 0), 0);
  const calls = `${shownLine(serverInfo.name)} ${shownLine(serverInfo.version)}`.trim();
  terminal.out(
    `${server}: ${firstChars(calls, 80)}, MCP ${shownLine(protocol)}, ready in ${(startedMs / 1000).toFixed(1)} s`,
  );
  terminal.out(`${countOf(tools.length, 'tool')}, about ${tokens} tokens in each prompt that has all of them`);
  if (tools.length === 0) return;
  terminal.out('');
  const columns = [
    { title: 'tool', cells: tools.map(({ name }) => name), isName: true },
    { title: 'effect', cells: tools.map(({ effect, left }) => (left === undefined ? effect : '-')) },
    { title: 'tokens', cells: tools.map((tool) => String(tool.tokens)) },
  ];
  const width = outputWidth(terminal, process.env);
  for (const line of fitTable(columns, width, glyphsFor(process.env), terminal.aloud).lines) terminal.out(line);
  terminal.out('');
  for (const line of labelled('', CONSENT, 0, width)) terminal.out(line);
  terminal.out('');
  for (const tool of tools) {
    for (const line of labelled('', wordsOf(tool, changes === 'same'), 2, width)) terminal.out(line);
    // Whoever allows it sees all that a model will.
    if (changes === 'same' || tool.left !== undefined) continue;
    for (const value of tool.input) for (const line of labelled('    ', value, 4, width)) terminal.out(line);
  }
}

function wordsOf({ name, description, left }: ReportedTool, isShort: boolean): string {
  if (left !== undefined) return `${name}: no model gets it: ${shownLine(left)}`;
  const said = isShort ? firstChars(description, MOST_CHARS) : description;
  return `${name}: ${said === '' ? '(no description)' : said}${said.length < description.length ? '…' : ''}`;
}

function printChanges(changes: PinChanges, terminal: Terminal): void {
  const { style } = terminal;
  terminal.out('');
  terminal.out(`since you allowed them: ${changesInWords(changes)}`);
  for (const line of changes.lines) {
    const colour = line.startsWith('+') ? style.green : line.startsWith('-') ? style.red : undefined;
    terminal.out(`  ${colour === undefined || !terminal.outWatched ? line : colour(line)}`);
  }
}

/** The same for programs, which have the definitions themselves. */
export function reportInJson({ tools, ...report }: ServerReport): object {
  return {
    ...report,
    tools: tools.map(({ definition, name, effect, tokens, left }) => ({ definition, name, effect, tokens, left })),
  };
}
