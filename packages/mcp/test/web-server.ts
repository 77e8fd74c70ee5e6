import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { McpServer } from '@hanzo/contracts';

export interface WebServer extends AsyncDisposable {
  readonly url: string;
  /** What came, in order. */
  readonly seen: { readonly method: string; readonly headers: IncomingMessage['headers']; readonly body: string }[];
}

type Answer = (body: string, request: IncomingMessage, response: ServerResponse) => void;

/** A server on loopback. */
export async function webServer(answer: Answer): Promise<WebServer> {
  const seen: WebServer['seen'] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      seen.push({ method: request.method ?? '', headers: request.headers, body });
      answer(body, request, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    seen,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export interface RpcOptions {
  /** What it lists now. */
  tools: () => readonly unknown[];
  /** Of `tools/call`. @default an empty result */
  readonly call?: (params: Record<string, unknown>, response: ServerResponse) => object | undefined;
}

/** Answers as a server of MCP would, each request with one JSON. */
export function rpc({ tools, call = () => ({ content: [] }) }: RpcOptions): Answer {
  return (body, request, response) => {
    if (request.method !== 'POST') return void response.writeHead(405).end();
    const { id, method, params } = JSON.parse(body) as { id?: number; method: string; params: Record<string, unknown> };
    if (id === undefined) return void response.writeHead(202).end();
    const result = resultOf(method, params, response);
    if (result === undefined) return;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ jsonrpc: '2.0', id, result }));
  };

  function resultOf(method: string, params: Record<string, unknown>, response: ServerResponse): object | undefined {
    if (method === 'initialize')
      return {
        protocolVersion: '2025-06-18',
        capabilities: { tools: {} },
        serverInfo: { name: 'web', version: '1' },
      };
    return method === 'tools/list' ? { tools: tools() } : call(params, response);
  }
}

export function atUrl(
  url: string,
  own: Partial<McpServer> & { readonly headers?: Record<string, string> } = {},
): McpServer {
  const { headers = {}, ...rest } = own;
  return { name: 'tried', from: 'mcp.json', ...rest, transport: { kind: 'http', url, headers } };
}
