import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HanzoError, type McpServer, silentLogger, type Tool } from '@hanzo/contracts';
import { acceptPins, inspectServer, openMcpTools } from '@hanzo/mcp';
import { builtInTools } from '@hanzo/tools';
import { SHOP_API } from './shop-api.ts';

/** What of a package is its program. */
const PROGRAMS = {
  browser: '@playwright/mcp/cli.js',
  sqlite: '@bytebase/dbhub/dist/index.js',
  fetch: 'fetch-mcp/cli.js',
  shop: '@ivotoby/openapi-mcp-server/bin/mcp-server.js',
} as const;

/** Hanzo's own tools, and those that MCP servers list which were started for it; they are ended before it returns. */
export async function runningTools(): Promise<readonly Tool[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hanzo-schemas-'));
  try {
    const api = join(folder, 'shop.json');
    writeFileSync(api, JSON.stringify(SHOP_API));
    const servers = [
      server('browser', ['--headless']),
      server('sqlite', ['--transport', 'stdio', '--dsn', 'sqlite:///:memory:']),
      server('fetch', []),
      server('shop', [
        '--api-base-url',
        'http://127.0.0.1:8080',
        '--openapi-spec',
        api,
        '--disable-abbreviation',
        'true',
      ]),
    ];
    const { signal } = new AbortController();
    const options = { pins: folder, folders: folder, signal, log: silentLogger };
    for (const each of servers) acceptPins(await inspectServer(each, options), folder);
    await using opened = await openMcpTools(servers, options);
    const [fault] = opened.faults;
    if (fault !== undefined) throw fault.error;
    const writes = { write: () => Promise.reject(new HanzoError('INTERNAL', 'Nothing is written here.')) };
    // What a definition says is needed, not what it does: they are read after their servers have ended.
    return [...builtInTools({ root: folder, writes }), ...opened.tools];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function server(name: keyof typeof PROGRAMS, args: readonly string[]): McpServer {
  // Their packages do not export their programs.
  const program = join(import.meta.dirname, '../../node_modules', PROGRAMS[name]);
  return {
    name,
    transport: { kind: 'stdio', command: process.execPath, args: [program, ...args], env: {} },
    from: 'the benchmark',
  };
}
