import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homePaths } from '@hanzo/config';
import { silentLogger, type ToolOutput } from '@hanzo/contracts';
import {
  acceptPins,
  inspectServer,
  openMcpTools,
  presetServer,
  probeOf,
  serverOfEntry,
  type McpFileEntry,
  type PresetOptions,
} from '@hanzo/mcp';

export interface Folder extends Disposable {
  readonly path: string;
}

export function temporaryFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'hanzo-preset-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

export function presetOptions(home: string, environment: PresetOptions['environment'] = process.env): PresetOptions {
  const { mcpPackages: packagesFolder } = homePaths(home);
  return { packagesFolder, cwd: home, environment, signal: AbortSignal.timeout(60_000), log: silentLogger };
}

/** A preset that runs, as a user has it who ran `hanzo mcp add` and said yes. */
export interface OpenPreset extends AsyncDisposable {
  readonly entry: McpFileEntry;
  /** Until its tools could be called, once they were allowed. Milliseconds. */
  readonly openedMs: number;
  /** `<tool>: <effect>` of all. */
  readonly effects: Readonly<Record<string, string>>;
  call(tool: string, input?: Readonly<Record<string, unknown>>): Promise<ToolOutput>;
}

export async function openPreset(
  preset: string,
  parameters: Readonly<Record<string, string>>,
  home: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<OpenPreset> {
  const name = 'tried';
  const paths = homePaths(home);
  const entry = await presetServer(name, preset, parameters, presetOptions(home));
  const env = { ...process.env, ...variables };
  const { mcp: userFile, trustedProjects } = paths;
  const server = serverOfEntry(entry, { name, scope: 'user' }, { userFile, trustedProjects, env });
  const signal = AbortSignal.timeout(60_000);
  const options = { pins: paths.mcpPins, folders: paths.mcpFolders, signal, log: silentLogger };
  acceptPins(await inspectServer(server, { ...options, probe: probeOf(entry) }), paths.mcpPins);
  const start = performance.now();
  const open = await openMcpTools([server], options);
  const openedMs = performance.now() - start;
  for (const { error } of open.faults) throw error;
  return {
    entry,
    openedMs,
    effects: Object.fromEntries(open.tools.map(({ spec, effect }) => [spec.name.replace(`${name}__`, ''), effect])),
    async call(tool, input = {}) {
      const found = open.tools.find(({ spec }) => spec.name === `${name}__${tool}`);
      if (found === undefined) throw new Error(`There is no tool ${tool}.`);
      return await found.call(input, { signal, taskId: 'test' });
    },
    [Symbol.asyncDispose]: async () => await open[Symbol.asyncDispose](),
  };
}

export interface Site extends AsyncDisposable {
  readonly url: string;
}

/** A site on this machine. */
export async function startSite(answer: RequestListener): Promise<Site> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
