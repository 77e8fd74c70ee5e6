import { type HanzoError, type Logger, type McpServer, type Tool, toHanzoError } from '@hanzo/contracts';
import { RunningServer } from './client/running-server.ts';
import { type FittedTool, fitTools } from './client/tools/fit-tools.ts';
import { readPins } from './pins/pin-file.ts';
import { serverIdentity, type ToolDefinition } from './pins/tool-definition.ts';

export interface McpToolsOptions {
  /** `mcpPins` of the home. */
  readonly pins: string;
  /** `mcpFolders` of the home: each program that names no folder is started in an own one in it. */
  readonly folders: string;
  /** Ends everything. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** For a server to start and to list its tools, in milliseconds. @default 30 s */
  readonly startMs?: number | undefined;
  /** For a call, where the server's entry says nothing, in milliseconds. @default 60 s */
  readonly callMs?: number | undefined;
}

/** A server that cannot be used, and why: MCP_FAILED, MCP_CHANGED, CONFIG_INVALID. */
export interface McpFault {
  readonly server: string;
  readonly error: HanzoError;
}

/** Servers that are running, and what they can do. Disposing ends them. */
export interface McpTools extends AsyncDisposable {
  /** `<server>__<tool>`, of all servers whose definitions are those that were allowed. */
  readonly tools: readonly Tool[];
  readonly faults: readonly McpFault[];
}

/** A server that runs with the tools that were allowed. */
interface Started {
  readonly server: McpServer;
  readonly running: RunningServer;
  readonly definitions: readonly ToolDefinition[];
}

/**
 * Starts servers, all at once, and holds what they offer against what was allowed. One that fails is no reason to end.
 *
 * @throws the signal's reason
 */
export async function openMcpTools(servers: readonly McpServer[], options: McpToolsOptions): Promise<McpTools> {
  const { signal, log } = options;
  signal.throwIfAborted();
  const outcomes = await Promise.all(servers.map((server) => started(server, options)));
  const all = outcomes.filter((outcome): outcome is Started => 'running' in outcome);
  const close = async (): Promise<void> => {
    signal.removeEventListener('abort', onAbort);
    await Promise.all(all.map(({ running }) => running.close()));
  };
  const onAbort = (): void => void close();
  if (signal.aborted) {
    await close();
    signal.throwIfAborted();
  }
  signal.addEventListener('abort', onAbort, { once: true });
  return {
    tools: toolsOf(all, log),
    faults: outcomes.filter((outcome): outcome is McpFault => 'error' in outcome),
    [Symbol.asyncDispose]: close,
  };
}

async function started(server: McpServer, options: McpToolsOptions): Promise<Started | McpFault> {
  const { pins, folders, log, signal, startMs, callMs } = options;
  const timeoutMs = server.timeoutMs ?? callMs;
  const limited = { ...server, ...(timeoutMs !== undefined && { timeoutMs }) };
  try {
    const definitions = readPins({ server: server.name, identity: serverIdentity(server) }, pins);
    const running = await RunningServer.start(limited, definitions, { folders, log, signal, startMs });
    return { server, running, definitions: definitions ?? [] };
  } catch (error) {
    return { server: server.name, error: toHanzoError(error) };
  }
}

function toolsOf(all: readonly Started[], log: Logger): readonly Tool[] {
  const running = new Map(all.map((each) => [each.server, each.running]));
  const fitted = fitTools(
    all.flatMap(({ server, definitions }) => definitions.map((definition) => ({ server, definition }))),
  );
  const usable = new Map(fitted.filter((tool) => isUsable(tool, log)).map((tool) => [tool.spec.name, tool]));
  for (const each of all) warnOfMissing(each, log);
  return [...usable.values()].flatMap((tool) => {
    const server = running.get(tool.server);
    return server === undefined ? [] : [toolOf(tool, server)];
  });
}

function toolOf({ spec, server, effect, definition }: FittedTool, running: RunningServer): Tool {
  return {
    spec,
    origin: server.name,
    effect,
    // Undefined: as the user says for all.
    ...(server.timeoutMs !== undefined && { timeoutMs: server.timeoutMs }),
    call: (input, context) => running.call(definition.name, input, context),
  };
}

/** What the user's own file leaves out needs no word. */
function isUsable({ spec, server, definition, left }: FittedTool, log: Logger): boolean {
  if (left !== undefined && server.tools?.includes(definition.name) !== false)
    log.warn(`${spec.name} of the MCP server ${server.name} cannot be used: ${left}`);
  return left === undefined;
}

function warnOfMissing({ server, definitions }: Started, log: Logger): void {
  const there = new Set(definitions.map(({ name }) => name));
  for (const name of server.tools ?? [])
    if (!there.has(name)) log.warn(`the MCP server ${server.name} has no tool ${name}, which ${server.from} names`);
}
