import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { systemClock, type Clock } from '@hanzo/contracts';
import { createServer } from '../../src/commands/mcp/serve/create-server.ts';
import type { McpServeFlags } from '../../src/commands/mcp/serve/flags.ts';
import { openServing, type Serving } from '../../src/commands/mcp/serve/serving.ts';

/** What a client got back, as far as tests look at it. */
export interface ToolResult {
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly isError: boolean;
}

/** The real client of the SDK at a server of ours, in one process. */
export interface Served extends AsyncDisposable {
  readonly client: Client;
  readonly serving: Serving;
  readonly said: readonly string[];
  call(
    name: string,
    input?: Readonly<Record<string, unknown>>,
    options?: Parameters<Client['callTool']>[1],
  ): Promise<ToolResult>;
}

export async function serve(flags: McpServeFlags, clock: Clock = systemClock): Promise<Served> {
  const said: string[] = [];
  const serving = await openServing(flags, { err: (line) => said.push(line) }, clock);
  const server = createServer(serving);
  const client = new Client({ name: 'test', version: '1' });
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await server.connect(ours);
  await client.connect(theirs);
  return {
    client,
    serving,
    said,
    async call(name, input = {}, options) {
      const result = await client.callTool({ name, arguments: { ...input } }, options);
      const content = result.content as readonly { readonly type: string; readonly text?: string }[];
      return {
        text: content.map(({ text = '' }) => text).join('\n'),
        data: (result.structuredContent ?? {}) as Readonly<Record<string, unknown>>,
        isError: result.isError === true,
      };
    },
    [Symbol.asyncDispose]: async () => {
      await client.close();
      serving.calls.end(new Error('the test is over'));
      await serving.calls.settled();
    },
  };
}
