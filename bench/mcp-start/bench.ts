/**
 * Question: how long until a tool of an MCP server is called for the first time? What loading the SDK costs, starting a server with
 * its list of tools held against what was allowed, the first call and those after it. Servers take turns.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger, type McpServer } from '@hanzo/contracts';
import { acceptPins, inspectServer, type McpToolsOptions, openMcpTools } from '@hanzo/mcp';
import { handMade, withSdk } from '../../packages/mcp/test/programs.ts';
import { atUrl, rpc, webServer } from '../../packages/mcp/test/web-server.ts';
import { median, printTable } from '../table.ts';

const ROUNDS = 15;
const CALLS = 50;
const root = join(import.meta.dirname, '../..');
const FOREVER = new AbortController().signal;

interface Times {
  readonly opened: number[];
  readonly first: number[];
  readonly later: number[];
  readonly closed: number[];
}

async function since(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function measure(server: McpServer, options: McpToolsOptions, times: Times): Promise<void> {
  const start = performance.now();
  const mcp = await openMcpTools([server], options);
  const [tool] = mcp.tools;
  if (tool === undefined) throw mcp.faults[0]?.error ?? new Error('it has no tools');
  const call = (): Promise<unknown> => tool.call({ a: 1, b: 2 }, { signal: FOREVER, taskId: 'bench' });
  times.opened.push(performance.now() - start);
  times.first.push(await since(call));
  for (let at = 0; at < CALLS; at++) times.later.push(await since(call));
  times.closed.push(await since(async () => await mcp[Symbol.asyncDispose]()));
}

/** Wall milliseconds of a process that loads it, over one that loads nothing. */
function loadMs(): number {
  const wall = (program: string): number => {
    const start = performance.now();
    spawnSync(process.execPath, ['--input-type=module', '-e', program], { cwd: join(root, 'packages/mcp') });
    return performance.now() - start;
  };
  const rounds = Array.from({ length: ROUNDS }, () => wall('await import("@modelcontextprotocol/client")') - wall('0'));
  return median(rounds);
}

const folder = mkdtempSync(join(tmpdir(), 'hanzo-bench-'));
const options: McpToolsOptions = { pins: join(folder, 'pins'), folders: folder, signal: FOREVER, log: silentLogger };
const tools = [{ name: 'echo', description: 'Says it back.', inputSchema: { type: 'object' } }];
await using web = await webServer(rpc({ tools: () => tools }));
const servers: readonly (readonly [string, McpServer])[] = [
  ['a program without an SDK', handMade({}, { name: 'by-hand' })],
  ['a program with the SDK', withSdk('both', { name: 'sdk' })],
  ['the same, only the newest version', withSdk('new', { name: 'sdk-new' })],
  ['over HTTP on loopback', atUrl(web.url, { name: 'web' })],
];
const none = (): Times => ({ opened: [], first: [], later: [], closed: [] });
const times = servers.map(none);
for (const [, server] of servers) acceptPins(await inspectServer(server, options), options.pins);
for (let round = 0; round < ROUNDS; round++)
  for (const [at, [, server]] of servers.entries()) {
    const of = times[at];
    if (of !== undefined) await measure(server, options, of);
  }
console.log(`Loading the SDK: ${loadMs().toFixed(0)} ms, once, and only when a server is used.\n`);
printTable(
  ['median ms', 'open', 'first call', 'later calls', 'end'],
  servers.map(([name], at) => {
    const { opened, first, later, closed } = times[at] ?? none();
    return [
      name,
      median(opened).toFixed(0),
      ...[first, later].map((each) => median(each).toFixed(1)),
      median(closed).toFixed(0),
    ];
  }),
);
rmSync(folder, { recursive: true, force: true });
