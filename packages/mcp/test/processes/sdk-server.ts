/**
 * An MCP server as most people write one, with the SDK. Its argument: `both` versions of the protocol, or the `new` one alone.
 */
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

function build(): McpServer {
  const server = new McpServer({ name: 'tried', version: '1.2.3' });
  server.registerTool(
    'add',
    {
      description: 'Adds two numbers.',
      inputSchema: z.object({ a: z.number(), b: z.number() }),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ a, b }) => ({ content: [{ type: 'text', text: String(a + b) }] }),
  );
  server.registerTool('fails', { description: 'Fails.' }, () => {
    throw new Error('no such row');
  });
  server.registerTool('grows', { description: 'Adds a tool.' }, () => {
    server.registerTool('later', { description: 'Was not there.' }, () => ({ content: [] }));
    return { content: [{ type: 'text', text: 'grown' }] };
  });
  return server;
}

serveStdio(build, { legacy: process.argv[2] === 'new' ? 'reject' : 'serve' });
