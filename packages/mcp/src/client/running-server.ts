import { HanzoError, type McpServer, type ToolContext, type ToolOutput } from '@hanzo/contracts';
import { changesInWords, comparePins, type PinState } from '../pins/pin-changes.ts';
import type { ToolDefinition } from '../pins/tool-definition.ts';
import { connect, type Connection, type ConnectOptions, type RawResult } from './connection.ts';
import { ALIVE_MS, CALL_MS } from './limits.ts';
import { outputOf } from './tools/tool-output.ts';
import { untilAborted } from './until-aborted.ts';

/** A server whose tools keep changing while they are looked at is not waited for. */
const MOST_LOOKS = 3;

/** A server of a run: its tools are called only while they are those that were allowed. */
export class RunningServer {
  readonly #server: McpServer;
  readonly #pinned: readonly ToolDefinition[];
  readonly #options: ConnectOptions;
  #connection: Connection;
  /** Once in a run: what dies again and again is not there. */
  #mayRestart = true;
  /** It left a call without an answer: nobody knows whether it still works at it. */
  #isSuspect = false;
  #blocked: HanzoError | undefined;
  #checking: Promise<Connection> | undefined;

  private constructor(
    server: McpServer,
    pinned: readonly ToolDefinition[],
    connection: Connection,
    options: ConnectOptions,
  ) {
    this.#server = server;
    this.#pinned = pinned;
    this.#connection = connection;
    this.#options = options;
  }

  /**
   * Starts a server and holds its tools against what was allowed. One of which nothing was allowed is not even started.
   *
   * @throws HanzoError MCP_CHANGED, MCP_FAILED, CONFIG_INVALID; the signal's reason
   */
  static async start(
    server: McpServer,
    pinned: readonly ToolDefinition[] | undefined,
    options: ConnectOptions,
  ): Promise<RunningServer> {
    if (pinned === undefined) throw neverSeen(server);
    const connection = await connect(server, options);
    const running = new RunningServer(server, pinned, connection, options);
    try {
      await running.#check(connection);
      return running;
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  /** @throws HanzoError MCP_CHANGED, MCP_FAILED, TOOL_FAILED, TIMED_OUT; the signal's reason */
  async call(
    tool: string,
    input: Readonly<Record<string, unknown>>,
    { signal }: Pick<ToolContext, 'signal'>,
  ): Promise<ToolOutput> {
    const connection = await untilAborted(this.#ready(), signal);
    return outputOf(await this.#answer(connection, tool, input, signal));
  }

  async #answer(
    connection: Connection,
    tool: string,
    input: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<RawResult> {
    try {
      return await connection.call(tool, input, signal);
    } catch (error) {
      // Not every server stops when it is told to, and one that computes does not even hear it.
      if (signal.aborted || (error instanceof HanzoError && error.code === 'TIMED_OUT')) this.#suspect();
      throw error;
    }
  }

  /** A program that answers nothing any more is ended at once: else it computes on, and nothing else can be asked. */
  #suspect(): void {
    if (this.#server.transport.kind !== 'stdio') return;
    this.#isSuspect = true;
    void this.#ready().catch(() => undefined);
  }

  async close(): Promise<void> {
    this.#blocked ??= new HanzoError('MCP_FAILED', `The MCP server ${this.#server.name} was ended.`);
    await this.#connection.close();
    // It may be starting again at this moment.
    await this.#checking?.catch(() => undefined);
    await this.#connection.close();
  }

  /** A connection of which everything is as it was allowed. Whoever asks meanwhile gets the same answer. */
  async #ready(): Promise<Connection> {
    if (this.#blocked !== undefined) throw this.#blocked;
    if (this.#connection.isOpen && !this.#connection.isStale && !this.#isSuspect) return this.#connection;
    this.#checking ??= this.#renew().finally(() => {
      this.#checking = undefined;
    });
    return await this.#checking;
  }

  async #renew(): Promise<Connection> {
    const isStuck = await this.#isStuck();
    if (this.#blocked !== undefined) throw this.#blocked;
    if (isStuck || !this.#connection.isOpen) await this.#restart(isStuck);
    await this.#check(this.#connection);
    return this.#connection;
  }

  async #isStuck(): Promise<boolean> {
    if (!this.#isSuspect) return false;
    const { timeoutMs = CALL_MS } = this.#server;
    const answers = await this.#connection.answers(Math.min(ALIVE_MS, timeoutMs));
    this.#isSuspect = false;
    // It may have died by itself.
    return !answers && this.#connection.isOpen;
  }

  /** One that we end does not count as one that dies: each time costs a call its whole time. */
  async #restart(isStuck: boolean): Promise<void> {
    const { name } = this.#server;
    if (!this.#mayRestart && !isStuck)
      throw new HanzoError('MCP_FAILED', `The MCP server ${name} has ended again: it is not started a third time.`, {
        details: { server: name },
        mend: `Try it: hanzo mcp test ${name}`,
      });
    if (!isStuck) this.#mayRestart = false;
    const why = isStuck ? 'answers nothing any more: it' : 'has ended, and';
    this.#options.log.warn(`the MCP server ${name} ${why} is started again`);
    await this.#connection.close();
    this.#connection = await connect(this.#server, this.#options);
  }

  async #check(connection: Connection): Promise<void> {
    const { signal } = this.#options;
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      const state = comparePins(this.#pinned, await connection.list(signal));
      if (state !== 'same') await this.#block(connection, changed(this.#server, state));
      if (!connection.isStale) return;
    }
    await this.#block(connection, restless(this.#server));
  }

  async #block(connection: Connection, error: HanzoError): Promise<never> {
    this.#blocked = error;
    await connection.close();
    throw error;
  }
}

function neverSeen({ name }: McpServer): HanzoError {
  return new HanzoError('MCP_CHANGED', `Nobody has looked at the tools of the MCP server ${name}: it is not started.`, {
    details: { server: name },
    mend: `Look at them, and allow them: hanzo mcp test ${name}`,
  });
}

function changed({ name }: McpServer, state: Exclude<PinState, 'same'>): HanzoError {
  const changes = state === 'unknown' ? [] : state.lines;
  const words = state === 'unknown' ? 'are unknown' : changesInWords(state);
  return new HanzoError(
    'MCP_CHANGED',
    `The tools of the MCP server ${name} are not those that were allowed: ${words}.`,
    {
      details: { server: name, changes },
      mend: `Look at them, and allow them if they are good: hanzo mcp test ${name} --accept`,
    },
  );
}

function restless({ name }: McpServer): HanzoError {
  return new HanzoError('MCP_CHANGED', `The tools of the MCP server ${name} do not stop changing.`, {
    details: { server: name },
    mend: `Remove it: hanzo mcp remove ${name}`,
  });
}
