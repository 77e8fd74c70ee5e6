import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { describe, expect, it } from 'vitest';
import { temporaryFolder, until } from '../../../../test/support/small-mesh.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { serveOverHttp, type HttpPlace } from '../../src/commands/mcp/serve/connect/http/http.ts';
import { tokenOf } from '../../src/commands/mcp/serve/connect/http/token.ts';
import { openServing, type Serving } from '../../src/commands/mcp/serve/serving.ts';

interface OverHttp extends AsyncDisposable {
  readonly place: HttpPlace;
  readonly serving: Serving;
}

async function overHttp(folder: string): Promise<OverHttp> {
  const serving = await openServing({ home: join(folder, 'home'), workspace: folder }, { err: () => undefined });
  const stop = new AbortController();
  const told = Promise.withResolvers<HttpPlace>();
  const ended = serveOverHttp(serving, { port: 0, onListening: told.resolve }, stop.signal);
  const place = await Promise.race([told.promise, ended.then(() => Promise.reject(new Error('it ended')))]);
  return {
    place,
    serving,
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await ended;
    },
  };
}

async function connect({ url, token }: HttpPlace, mode: 'auto' | 'legacy'): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
  return client;
}

const LIST = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });

/** With headers that `fetch` would not send. */
async function status({ url }: HttpPlace, headers: Readonly<Record<string, string>>): Promise<number> {
  return await new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers } });
    asked.once('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.once('error', reject);
    asked.end(LIST);
  });
}

/** All calls wait until they are stopped. */
function waiting(calls: Serving['calls'], onStopped: () => void): void {
  const run = calls.run.bind(calls);
  calls.run = async (signal, _work) =>
    await run(signal, async (ended) => {
      await new Promise((resolve) => ended.addEventListener('abort', resolve, { once: true }));
      onStopped();
      throw ended.reason;
    });
}

const JSON_HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

/** Of a client that begins one and then says nothing. */
async function sessionAt({ url, token }: HttpPlace): Promise<string> {
  const headers = { ...JSON_HEADERS, authorization: `Bearer ${token}` };
  const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
  const response = await fetch(url, { method: 'POST', headers, body });
  await response.text();
  return response.headers.get('mcp-session-id') ?? '';
}

describe('hanzo mcp serve over HTTP', () => {
  it.each(['auto', 'legacy'] as const)(verifies('mcp-serve.http', 'a client, %s'), async (mode) => {
    using folder = temporaryFolder();
    await using http = await overHttp(folder.path);
    const client = await connect(http.place, mode);
    expect((await client.listTools()).tools).toHaveLength(5);
    const notes: unknown[] = [];
    const wrong = await client.callTool(
      { name: 'mesh_status', arguments: {} },
      { onprogress: (note) => notes.push(note) },
    );
    expect(wrong).toMatchObject({ isError: true });
    expect(notes.length).toBeGreaterThan(0);
    expect(await client.callTool({ name: 'metrics', arguments: {} })).not.toMatchObject({ isError: true });
    await client.close();
  });

  it(verifies('mcp-serve.http', 'who is served'), async () => {
    using folder = temporaryFolder();
    await using http = await overHttp(folder.path);
    const { place } = http;
    const authorization = `Bearer ${place.token}`;
    expect(new URL(place.url).hostname).toBe('127.0.0.1');
    expect(await status(place, {})).toBe(401);
    expect(await status(place, { authorization: 'Bearer ' })).toBe(401);
    expect(await status(place, { authorization: `Bearer ${place.token}x` })).toBe(401);
    expect(await status(place, { authorization: `Basic ${place.token}` })).toBe(401);
    // A name of somebody else's that leads here, and a page of another site, even with the token.
    expect(await status(place, { authorization, host: 'evil.example' })).toBe(403);
    expect(await status(place, { authorization, origin: 'https://evil.example' })).toBe(403);
    expect(await status(place, { authorization, origin: 'null' })).toBe(403);
    expect(await status({ ...place, url: `${new URL(place.url).origin}/other` }, { authorization })).toBe(404);
    expect(await status(place, { authorization, 'mcp-session-id': 'none' })).toBe(404);
    await using second = await overHttp(folder.path);
    expect(second.place.token).not.toBe(place.token);
  });

  it(verifies('mcp-serve.http', 'a port that is taken'), async () => {
    using folder = temporaryFolder();
    await using http = await overHttp(folder.path);
    const port = Number(new URL(http.place.url).port);
    const second = serveOverHttp(http.serving, { port, onListening: () => undefined }, new AbortController().signal);
    await expect(second).rejects.toMatchObject({ code: 'USAGE', mend: expect.any(String) });
  });

  it.each(['auto', 'legacy'] as const)(verifies('mcp-serve.cancel', 'over HTTP, %s'), async (mode) => {
    using folder = temporaryFolder();
    await using http = await overHttp(folder.path);
    const client = await connect(http.place, mode);
    let isStopped = false;
    const { calls } = http.serving;
    waiting(calls, () => {
      isStopped = true;
    });
    const stop = new AbortController();
    const cancelled = client.callTool({ name: 'metrics', arguments: {} }, { signal: stop.signal });
    await until(() => calls.running === 1, 'the call is under way');
    stop.abort('enough');
    await expect(cancelled).rejects.toThrow(/enough/);
    await until(() => isStopped, 'the call has ended');
    await client.close();
  });

  it(verifies('mcp-serve.gone', 'over HTTP, in a session'), async () => {
    using folder = temporaryFolder();
    await using http = await overHttp(folder.path);
    const { calls } = http.serving;
    waiting(calls, () => undefined);
    const { url, token } = http.place;
    const session = { 'mcp-session-id': await sessionAt(http.place), authorization: `Bearer ${token}` };
    const asked = request(url, { method: 'POST', headers: { ...JSON_HEADERS, ...session } });
    asked.on('error', () => undefined);
    const params = { name: 'metrics', arguments: {} };
    asked.end(JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'tools/call', params }));
    await until(() => calls.running === 1, 'the call is under way');
    // Without a word, as a client that was killed.
    asked.destroy();
    await until(() => calls.running === 0, 'the call has ended');
  });

  it(verifies('mcp-serve.http', 'the token file'), async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'token');
    const made = await tokenOf(file);
    expect(made).toMatchObject({ isNew: true, text: readFileSync(file, 'utf8').trim() });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await tokenOf(file)).toEqual({ text: made.text, isNew: false });
    chmodSync(file, 0o644);
    await expect(tokenOf(file)).rejects.toMatchObject({ code: 'USAGE', mend: expect.stringContaining('chmod') });
    writeFileSync(join(folder.path, 'short'), 'abc\n', { mode: 0o600 });
    await expect(tokenOf(join(folder.path, 'short'))).rejects.toMatchObject({ code: 'USAGE' });
    // The folder of it is made for you alone, too; and a file is no folder.
    const inside = await tokenOf(join(folder.path, 'none', 'token'));
    expect(inside.isNew).toBe(true);
    expect(statSync(join(folder.path, 'none')).mode & 0o777).toBe(0o700);
    await expect(tokenOf(join(file, 'token'))).rejects.toMatchObject({ code: 'USAGE' });
  });
});
