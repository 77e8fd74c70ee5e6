import { createServer } from 'node:net';
import { once } from 'node:events';
import { createMcpHandler, McpServer as SdkServer } from '@modelcontextprotocol/server';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { verifies } from '../../../test/support/verifies.ts';
import { inspectServer, openMcpTools } from '../src/index.ts';
import { bounded } from '../src/client/http/bounded-body.ts';
import { MUTATIONS, SEEN } from './mutations.ts';
import { allow, keptLog, place } from './programs.ts';
import { atUrl, rpc, webServer, type WebServer } from './web-server.ts';

const CONTEXT = { signal: new AbortController().signal, taskId: 'plan' };

/** A server that is written with the SDK, as a web framework would run it. */
function sdkServer(legacy: 'stateless' | 'reject'): Promise<WebServer> {
  const handler = createMcpHandler(
    () => {
      const server = new SdkServer({ name: 'web', version: '1' });
      server.registerTool('add', { inputSchema: z.object({ a: z.number() }) }, ({ a }) => ({
        content: [{ type: 'text', text: String(a + 1) }],
      }));
      return server;
    },
    { legacy },
  );
  return webServer((body, request, response) => {
    const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[name, value]] : [],
    );
    const method = request.method ?? 'GET';
    const asked = new Request(`http://${request.headers.host}${request.url}`, {
      method,
      headers,
      ...(body === '' ? {} : { body }),
    });
    void handler.fetch(asked).then(async (answer) => {
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      for await (const chunk of answer.body ?? []) response.write(chunk);
      response.end();
    });
  });
}

describe('a server on the network', () => {
  it.each(['stateless', 'reject'] as const)(verifies('mcp-client.http', 'older versions: %s'), async (legacy) => {
    using at = place();
    await using web = await sdkServer(legacy);
    const server = atUrl(web.url, { headers: { Authorization: 'Bearer abc' } });
    await allow(server, at.options);
    {
      await using mcp = await openMcpTools([server], at.options);
      expect(mcp.faults).toEqual([]);
      expect(mcp.tools.map(({ spec }) => spec.name)).toEqual(['tried__add']);
      expect(await mcp.tools[0]?.call({ a: 1 }, CONTEXT)).toEqual({ text: '2' });
    }
    expect(web.seen.every(({ headers }) => headers.authorization === 'Bearer abc')).toBe(true);
  });

  it(verifies('mcp-client.pinned', 'over the wire, all of them'), async () => {
    using at = place();
    let tools: readonly unknown[] = SEEN;
    await using web = await webServer(rpc({ tools: () => tools }));
    const server = atUrl(web.url);
    await allow(server, at.options);
    const blocked = [];
    for (const mutation of MUTATIONS) {
      tools = mutation.tools;
      await using mcp = await openMcpTools([server], at.options);
      const [fault] = mcp.faults;
      if (mcp.tools.length === 0 && fault?.error.code === 'MCP_CHANGED') blocked.push(fault.error);
    }
    expect(blocked).toHaveLength(MUTATIONS.length);
    for (const { details, mend } of blocked) {
      expect(details['changes']).toEqual(expect.arrayContaining([expect.stringMatching(/^[-+] /)]));
      expect(mend).toContain('hanzo mcp test tried --accept');
    }
    tools = SEEN;
    await using mcp = await openMcpTools([server], at.options);
    expect([mcp.tools.length, mcp.faults]).toEqual([2, []]);
  });

  it(verifies('mcp-client.http', 'and a redirect is not followed to another one'), async () => {
    using at = place();
    await using other = await webServer(rpc({ tools: () => SEEN }));
    await using web = await webServer((_, __, response) => {
      response.writeHead(307, { location: other.url }).end();
    });
    const asked = inspectServer(atUrl(web.url, { headers: { 'X-Key': 'abc' } }), at.options);
    await expect(asked).rejects.toMatchObject({ code: 'MCP_FAILED', message: expect.stringContaining('307') });
    expect([web.seen.length, other.seen.length]).toEqual([1, 0]);
  });

  it.each([401, 403])(verifies('mcp-client.http-refused', '%s'), async (status) => {
    using at = place();
    await using web = await webServer((_, __, response) => void response.writeHead(status).end('who are you?'));
    await expect(inspectServer(atUrl(web.url), at.options)).rejects.toMatchObject({
      code: 'MCP_FAILED',
      message: expect.stringContaining(String(status)),
      mend: 'Give it a key in mcp.json: "headers": { "Authorization": "Bearer ${VARIABLE}" }',
    });
  });

  it.each([
    ['is not there', 'http://127.0.0.1:59999/mcp', 'MCP_FAILED'],
    ['has no URL', 'not a url', 'CONFIG_INVALID'],
    ['has another kind of URL', 'file:///etc/passwd', 'CONFIG_INVALID'],
    ['is no server of MCP', '', 'MCP_FAILED'],
  ])(verifies('mcp-client.faults', 'one on the network that %s'), async (_, url, code) => {
    using at = place();
    await using web = await webServer((__, ___, response) => void response.writeHead(200).end('<html>'));
    const asked = inspectServer(atUrl(url === '' ? web.url : url), at.options);
    await expect(asked).rejects.toMatchObject({ code, mend: expect.stringMatching(/./) });
  });

  it(verifies('mcp-client.http-bounded'), async () => {
    using at = place();
    let sent = 0;
    await using web = await webServer(
      rpc({
        tools: () => SEEN,
        call: (_, response) => {
          response.writeHead(200, { 'content-type': 'application/json' });
          response.write('{"jsonrpc":"2.0","id":2,"result":{"content":[{"type":"text","text":"');
          const more = (): void => {
            while (!response.destroyed && response.write('x'.repeat(65_536))) sent += 65_536;
            if (!response.destroyed) response.once('drain', more);
          };
          more();
          return undefined;
        },
      }),
    );
    const server = atUrl(web.url, { timeoutMs: 10_000 });
    await allow(server, at.options);
    await using mcp = await openMcpTools([server], at.options);
    await expect(mcp.tools[0]?.call({}, CONTEXT)).rejects.toMatchObject({ code: 'MCP_FAILED' });
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  it(verifies('mcp-client.http-bounded', 'and each event of a stream is bounded for itself'), async () => {
    const stream = (parts: readonly string[]): Promise<string> =>
      bounded(
        new Response(ReadableStream.from(parts.map((part) => Buffer.from(part))), {
          headers: { 'content-type': 'text/event-stream' },
        }),
        20,
      ).text();
    const small = Array.from({ length: 9 }, () => 'data: 123456\n\n');
    expect(await stream(small)).toBe(small.join(''));
    expect(await stream(['data: 123456\r\n', '\r\n'.repeat(20), 'data: 1'])).toContain('data: 1');
    await expect(stream(['data: 1234\n', 'data: 12345678\n\n'])).rejects.toThrow(/more than 20 bytes/);
    await expect(stream(['data: ', '1'.repeat(30)])).rejects.toThrow(/more than 20 bytes/);
    await expect(bounded(new Response('1'.repeat(21)), 20).text()).rejects.toThrow(/more than 20 bytes/);
  });

  it(verifies('mcp-client.clear-text'), async () => {
    using at = place();
    const log = keptLog();
    await using web = await webServer(rpc({ tools: () => SEEN }));
    await inspectServer(atUrl(web.url), { ...at.options, log });
    expect(log.warnings).toEqual([]);
    // Its name is nobody's: it is warned of before it is reached.
    const far = inspectServer(atUrl('http://mcp.invalid/mcp'), { ...at.options, log, startMs: 2_000 });
    await expect(far).rejects.toMatchObject({ code: 'MCP_FAILED' });
    expect(log.warnings).toEqual([expect.stringContaining('tried is reached unencrypted at mcp.invalid')]);
  });

  it(verifies('mcp-client.restarted', 'one on the network that forgot us'), async () => {
    using at = place();
    let isNew = true;
    await using web = await webServer((body, request, response) => {
      if (body.includes('"initialize"')) isNew = true;
      if (isNew) rpc({ tools: () => SEEN })(body, request, response);
      else response.writeHead(404).end();
    });
    const server = atUrl(web.url);
    await allow(server, at.options);
    await using mcp = await openMcpTools([server], at.options);
    isNew = false;
    await expect(mcp.tools[0]?.call({}, CONTEXT)).rejects.toMatchObject({ code: 'MCP_FAILED' });
    expect(await mcp.tools[0]?.call({}, CONTEXT)).toEqual({ text: 'Done. It told nothing.' });
  });

  it(verifies('mcp-client.cancelled', 'one that accepts and is silent'), async () => {
    using at = place();
    const deaf = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(deaf, 'listening');
    const address = deaf.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const asked = inspectServer(atUrl(`http://127.0.0.1:${port}/`), { ...at.options, startMs: 200 });
    await expect(asked).rejects.toMatchObject({ code: 'MCP_FAILED', message: expect.stringContaining('0.2 s') });
    deaf.close();
  });
});
