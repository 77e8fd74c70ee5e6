import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { startMetricsServer } from '../src/index.ts';

const text = (): Promise<string> => Promise.resolve('hanzo_up 1\n');

describe('the metrics server', () => {
  it(verifies('metrics.loopback'), async () => {
    await using server = await startMetricsServer({ port: 0, text });
    expect(new URL(server.url).hostname).toBe('127.0.0.1');
    const metrics = await fetch(server.url);
    expect([metrics.status, await metrics.text()]).toEqual([200, 'hanzo_up 1\n']);
    expect(metrics.headers.get('content-type')).toContain('version=0.0.4');
    const health = await fetch(new URL('/healthz', server.url));
    expect([health.status, await health.text()]).toEqual([200, 'ok\n']);
    for (const path of ['/', '/metrics/', '/..%2f..', '/favicon.ico'])
      expect((await fetch(new URL(path, server.url))).status).toBe(404);
    expect((await fetch(server.url, { method: 'POST', body: 'x' })).status).toBe(405);
  });

  it('says 500 when the metrics cannot be read, without the reason, and lives on', async () => {
    let broken = true;
    await using server = await startMetricsServer({
      port: 0,
      text: () => (broken ? Promise.reject(new Error('a secret')) : text()),
    });
    const failed = await fetch(server.url);
    expect(failed.status).toBe(500);
    expect(await failed.text()).not.toContain('secret');
    broken = false;
    expect((await fetch(server.url)).status).toBe(200);
  });

  it(verifies('metrics.port-taken'), async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(startMetricsServer({ port, text })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(`127.0.0.1:${port}`) as string,
      mend: expect.stringContaining('--metrics-port') as string,
    });
    other.close();
  });

  it('closes at once, connections included, and twice', async () => {
    const server = await startMetricsServer({ port: 0, text });
    await fetch(server.url);
    await server[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
    await expect(fetch(server.url)).rejects.toThrow('fetch failed');
  });
});
