import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger, type Logger, type McpServer } from '@hanzo/contracts';
import { acceptPins, inspectServer, type McpToolsOptions, type ToolDefinition } from '../src/index.ts';
import { writePins } from '../src/pins/pin-file.ts';
import { serverIdentity } from '../src/pins/tool-definition.ts';
import type { Script } from './processes/hand-made-server.ts';

const PROCESSES = join(import.meta.dirname, 'processes');

type Own = Partial<Omit<McpServer, 'transport'>> & {
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
};

function program(file: string, first: string, { env = {}, args = [], ...own }: Own): McpServer {
  return {
    name: 'tried',
    from: 'mcp.json',
    ...own,
    transport: { kind: 'stdio', command: process.execPath, args: [join(PROCESSES, file), first, ...args], env },
  };
}

/** One that is written by hand. */
export function handMade(script: Script = {}, own: Own = {}): McpServer {
  return program('hand-made-server.ts', JSON.stringify(script), own);
}

/** One that is written with the SDK. */
export function withSdk(versions: 'both' | 'new' = 'both', own: Own = {}): McpServer {
  return program('sdk-server.ts', versions, own);
}

/** A place for pins, and what servers are opened with. */
export interface Place extends Disposable {
  readonly path: string;
  readonly options: McpToolsOptions;
}

export function place(own: Partial<McpToolsOptions> = {}): Place {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'hanzo-mcp-')));
  return {
    path,
    options: {
      pins: join(path, 'pins'),
      folders: join(path, 'folders'),
      signal: new AbortController().signal,
      log: silentLogger,
      startMs: 10_000,
      ...own,
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** As a person who looked at a server's tools and found them good. */
export async function allow(server: McpServer, options: McpToolsOptions): Promise<void> {
  acceptPins(await inspectServer(server, options), options.pins);
}

/** The same for tools that are known: without a start of the server. */
export function allowTools(server: McpServer, tools: readonly ToolDefinition[], { pins }: McpToolsOptions): void {
  writePins({ server: server.name, identity: serverIdentity(server) }, tools, pins);
}

export function named(...names: readonly string[]): readonly ToolDefinition[] {
  return names.map((name) => ({ name, description: `Does ${name}.`, inputSchema: { type: 'object' } }));
}

/** A log that keeps its warnings. */
export function keptLog(): Logger & { readonly warnings: string[] } {
  const warnings: string[] = [];
  return { ...silentLogger, warnings, warn: (message) => void warnings.push(message) };
}
