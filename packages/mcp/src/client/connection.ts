import { HanzoError, type McpServer } from '@hanzo/contracts';
import type { Client } from '@modelcontextprotocol/client';
import { z } from 'zod';
import type { ToolDefinition } from '../pins/tool-definition.ts';
import { CALL_MS, START_MS } from './limits.ts';
import { type Link, type LinkOptions, openLink } from './link.ts';
import { listTools } from './list-tools.ts';
import { oneLineOf, serverFault } from './server-fault.ts';

export interface ConnectOptions extends LinkOptions {
  readonly signal: AbortSignal;
  /** For the start and the list of tools, in milliseconds. @default 30 s */
  readonly startMs?: number | undefined;
}

/** What a call of a tool gave, as the server sent it: nothing of it is checked. */
export interface RawResult {
  readonly content: readonly unknown[];
  readonly structuredContent: unknown;
  readonly isError: boolean;
}

type SdkModule = typeof import('@modelcontextprotocol/client');
type Era = 'legacy' | 'auto';
/** What it is called that something took too long: a call may be made again, a server that does not start is not there. */
type LateCode = 'TIMED_OUT' | 'MCP_FAILED';

/** How long a start may take, its first list of tools included. */
interface Start {
  readonly startMs: number;
  /** Of the start that is under way. */
  readonly deadline?: AbortSignal;
}

/** It decides itself what of a result it takes: the SDK's own check compiles schemas that the server wrote. */
const resultSchema = z.looseObject({
  content: z.array(z.unknown()).default([]),
  structuredContent: z.unknown().optional(),
  isError: z.boolean().default(false),
});

/** A server that has been greeted. */
export class Connection {
  readonly #server: McpServer;
  readonly #sdk: SdkModule;
  readonly #client: Client;
  readonly #link: Link;
  #start: Start;
  #open = true;
  #stale = false;

  constructor(server: McpServer, sdk: SdkModule, client: Client, link: Link, start: Start) {
    this.#start = start;
    this.#server = server;
    this.#sdk = sdk;
    this.#client = client;
    this.#link = link;
    client.onclose = () => {
      this.#open = false;
    };
    client.setNotificationHandler('notifications/tools/list_changed', () => {
      this.#stale = true;
    });
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** The server said that its tools are others than those that were listed last. */
  get isStale(): boolean {
    return this.#stale;
  }

  /** Version of MCP. */
  get protocol(): string {
    return this.#client.getNegotiatedProtocolVersion() ?? 'unknown';
  }

  get serverInfo(): { readonly name: string; readonly version: string } {
    const { name = '', version = '' } = this.#client.getServerVersion() ?? {};
    return { name: String(name), version: String(version) };
  }

  /** @throws HanzoError MCP_FAILED; the signal's reason */
  async list(signal: AbortSignal): Promise<readonly ToolDefinition[]> {
    this.#stale = false;
    if (this.#client.getServerCapabilities()?.tools === undefined) return [];
    const { startMs } = this.#start;
    const deadline = this.#start.deadline ?? AbortSignal.timeout(startMs);
    this.#start = { startMs };
    try {
      const options = { signal: AbortSignal.any([signal, deadline]), timeout: startMs };
      return await listTools(this.#client, this.#server.name, options);
    } catch (cause) {
      signal.throwIfAborted();
      throw this.#fault('MCP_FAILED', cause, startMs);
    }
  }

  /** @throws HanzoError TOOL_FAILED when the server refuses it, TIMED_OUT, MCP_FAILED; the signal's reason */
  async call(tool: string, input: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<RawResult> {
    const { timeoutMs = CALL_MS, name } = this.#server;
    signal.throwIfAborted();
    const cancelled = new AbortController();
    // What our own reasons say is no business of the server.
    const onAbort = (): void => cancelled.abort('cancelled');
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      const params = { name: tool, arguments: { ...input } };
      const options = { signal: cancelled.signal, timeout: timeoutMs };
      const { content, structuredContent, isError } = await this.#client.request(
        { method: 'tools/call', params },
        resultSchema,
        options,
      );
      return { content, structuredContent, isError };
    } catch (cause) {
      signal.throwIfAborted();
      if (this.#sdk.ProtocolError.isInstance(cause))
        throw new HanzoError('TOOL_FAILED', `${name} refuses the call: ${oneLineOf(cause.message)}`, { cause });
      throw this.#fault('TIMED_OUT', cause, timeoutMs);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Whether it answers anything at all: a refusal is an answer. */
  async answers(withinMs: number): Promise<boolean> {
    try {
      await this.#client.request({ method: 'tools/list' }, z.looseObject({}), { timeout: withinMs });
      return true;
    } catch (cause) {
      return this.#sdk.ProtocolError.isInstance(cause);
    }
  }

  /** Resolves when nothing of the server is left here. */
  async close(): Promise<void> {
    this.#open = false;
    await this.#link.close();
  }

  #fault(late: LateCode, cause: unknown, timeoutMs: number): HanzoError {
    // It has forgotten our session: it is greeted again before the next call.
    if (this.#sdk.SdkHttpError.isInstance(cause) && cause.status === 404) this.#open = false;
    return isTimeout(this.#sdk, cause) && this.#link.fault() === undefined
      ? timedOut(late, this.#server, timeoutMs, cause)
      : serverFault(this.#server, cause, this.#link);
  }
}

/**
 * Starts a server, or reaches it, and greets it. Nothing that it asks for is given: no model (sampling), no person (elicitation), no
 * list of folders (roots: its configuration names what it may see).
 *
 * @throws HanzoError MCP_FAILED, CONFIG_INVALID; the signal's reason
 */
export async function connect(server: McpServer, options: ConnectOptions): Promise<Connection> {
  const { signal, startMs = START_MS } = options;
  signal.throwIfAborted();
  const start = { startMs, deadline: AbortSignal.timeout(startMs) };
  const sdk = await import('@modelcontextprotocol/client');
  try {
    return await greet(sdk, server, 'legacy', options, start);
  } catch (cause) {
    signal.throwIfAborted();
    // A server that refuses to be greeted may only speak a newer version. Asking all of them first would cost a round trip, and with
    // those that do not answer questions before they are greeted, the whole time.
    if (cause instanceof HanzoError && isRefusal(sdk, cause.cause))
      return await greet(sdk, server, 'auto', options, start);
    throw cause;
  }
}

async function greet(
  sdk: SdkModule,
  server: McpServer,
  mode: Era,
  options: ConnectOptions,
  start: Required<Start>,
): Promise<Connection> {
  const { signal, log } = options;
  const { startMs, deadline } = start;
  const link = await openLink(server, options);
  const client = new sdk.Client(
    { name: 'hanzo', version: '1' },
    { capabilities: {}, versionNegotiation: { mode }, inputRequired: { autoFulfill: false } },
  );
  const noises: string[] = [];
  client.onerror = (error) => {
    noises[0] = oneLineOf(error.message);
    log.debug(`MCP server ${server.name}: ${noises[0]}`);
  };
  const connection = new Connection(server, sdk, client, link, start);
  const ends = AbortSignal.any([signal, deadline]);
  const onEnd = (): void => void link.close();
  ends.addEventListener('abort', onEnd, { once: true });
  try {
    await client.connect(link.transport, { timeout: startMs });
    if (client.getProtocolEra() === 'modern' && client.getServerCapabilities()?.tools?.listChanged === true)
      await client.listen({ toolsListChanged: true }, { timeout: startMs });
    return connection;
  } catch (cause) {
    await connection.close();
    signal.throwIfAborted();
    throw (deadline.aborted || isTimeout(sdk, cause)) && link.fault() === undefined
      ? timedOut('MCP_FAILED', server, startMs, cause, noises[0])
      : serverFault(server, cause, link);
  } finally {
    ends.removeEventListener('abort', onEnd);
  }
}

/** It was understood and refused. Over HTTP that is a 400. */
function isRefusal(sdk: SdkModule, cause: unknown): boolean {
  return sdk.ProtocolError.isInstance(cause) || (sdk.SdkHttpError.isInstance(cause) && cause.status === 400);
}

function isTimeout(sdk: SdkModule, cause: unknown): boolean {
  return sdk.SdkError.isInstance(cause) && cause.code === sdk.SdkErrorCode.RequestTimeout;
}

function timedOut(code: LateCode, server: McpServer, afterMs: number, cause: unknown, noise?: string): HanzoError {
  const heard = noise === undefined ? '' : ` Heard: ${noise}`;
  return new HanzoError(code, `The MCP server ${server.name} did not answer in ${afterMs / 1_000} s.${heard}`, {
    cause,
    details: { server: server.name, timeoutMs: afterMs },
    mend: `Try it: hanzo mcp test ${server.name}`,
  });
}
