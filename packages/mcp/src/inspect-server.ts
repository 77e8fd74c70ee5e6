import { HanzoError, type McpServer, type ToolOutput, type ToolSpec } from '@hanzo/contracts';
import { connect, type Connection } from './client/connection.ts';
import { oneLineOf } from './client/server-fault.ts';
import type { ReportedTool, ServerReport } from './client/server-report.ts';
import { fitTools, type FittedTool } from './client/tools/fit-tools.ts';
import { outputOf } from './client/tools/tool-output.ts';
import type { McpToolsOptions } from './open-mcp-tools.ts';
import { comparePins } from './pins/pin-changes.ts';
import { readPins, writePins } from './pins/pin-file.ts';
import type { Probe } from './presets/probe.ts';
import { serverIdentity } from './pins/tool-definition.ts';
import { shownLine } from './shown-text.ts';

/** As the estimate of @hanzo/tools, rather too high. */
const CHARS_PER_TOKEN = 3.5;

export interface InspectOptions extends McpToolsOptions {
  /** The only tool that is called. @default none */
  readonly probe?: Probe | undefined;
}

/**
 * Starts a server, lists its tools, probes it where that is asked for, and ends it. Nothing is allowed by it.
 *
 * @throws HanzoError MCP_FAILED, also when the probe fails; CONFIG_INVALID when what was allowed cannot be read; the signal's reason
 */
export async function inspectServer(server: McpServer, options: InspectOptions): Promise<ServerReport> {
  const { pins, folders, log, signal, startMs } = options;
  const identity = serverIdentity(server);
  const pinned = readPins({ server: server.name, identity }, pins);
  const startedAt = performance.now();
  const connection = await connect(server, { folders, log, signal, startMs });
  try {
    const definitions = await connection.list(signal);
    const startedMs = performance.now() - startedAt;
    if (options.probe !== undefined) await tryProbe(connection, server, options.probe, signal);
    const fitted = fitTools(definitions.map((definition) => ({ server, definition })));
    return {
      server: server.name,
      identity,
      protocol: connection.protocol,
      serverInfo: connection.serverInfo,
      startedMs,
      tools: fitted.map(reported),
      changes: comparePins(pinned, definitions),
    };
  } finally {
    await connection.close();
  }
}

async function tryProbe(
  connection: Connection,
  { name }: McpServer,
  { tool, input, asked }: Probe,
  signal: AbortSignal,
): Promise<void> {
  const failed = (why: string, cause?: unknown): HanzoError =>
    new HanzoError('MCP_FAILED', `${name} started, but ${asked} does not answer: ${oneLineOf(why)}`, {
      cause,
      details: { server: name, tool },
      mend: `Is ${asked} there, and is what ${name} is told of it right? Then: hanzo mcp test ${name}`,
    });
  let told: ToolOutput;
  try {
    told = outputOf(await connection.call(tool, input, signal));
  } catch (error) {
    if (!(error instanceof HanzoError)) throw error;
    throw failed(error.message, error);
  }
  if (told.failed === true) throw failed(reasonIn(told.text));
}

/** Some servers tell a fault as JSON, for programs: the sentence in it is for people. */
function reasonIn(text: string): string {
  try {
    const { error } = JSON.parse(text) as { readonly error?: unknown };
    return typeof error === 'string' ? error : text;
  } catch {
    return text;
  }
}

/**
 * From now on the tools of the report are those that are allowed: for when a person has seen them.
 *
 * @param folder `mcpPins` of the home
 * @throws HanzoError CONFIG_INVALID, DISK_FULL when it cannot be kept
 */
export function acceptPins({ server, identity, tools }: ServerReport, folder: string): void {
  writePins(
    { server, identity },
    tools.map(({ definition }) => definition),
    folder,
  );
}

function reported({ definition, spec, effect, left }: FittedTool): ReportedTool {
  const tokens = Math.ceil(JSON.stringify(spec).length / CHARS_PER_TOKEN);
  return {
    definition,
    name: spec.name,
    effect,
    tokens,
    description: shownLine(spec.description),
    input: inputLines(spec.parameters),
    ...(left === undefined ? {} : { left }),
  };
}

/** In full: whoever allows a tool has to see every word that a model will. */
function inputLines({ properties = {}, ...rest }: ToolSpec['parameters']): readonly string[] {
  const fields = Object.entries(properties as object).map(([name, schema]) => `${name}: ${JSON.stringify(schema)}`);
  return [...fields, ...(Object.keys(rest).length > 1 ? [JSON.stringify(rest)] : [])].map(shownLine);
}
