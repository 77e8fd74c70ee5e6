import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HanzoError, redact } from '@hanzo/contracts';

export interface MetricsServer extends AsyncDisposable {
  readonly url: string;
}

export interface MetricsServerOptions {
  /** 0 takes a free port. */
  readonly port: number;
  /** @default '127.0.0.1': nobody outside this machine */
  readonly host?: string;
  readonly text: () => Promise<string>;
}

const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * Serves GET /metrics and /healthz, and nothing else.
 *
 * @throws HanzoError CONFIG_INVALID when the port is taken
 */
export async function startMetricsServer({
  port,
  host = '127.0.0.1',
  text,
}: MetricsServerOptions): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    const reply = (status: number, body: string): void =>
      void response.writeHead(status, { 'content-type': CONTENT_TYPE }).end(body);
    if (request.method !== 'GET') reply(405, 'Only GET.\n');
    else if (request.url === '/healthz') reply(200, 'ok\n');
    else if (request.url !== '/metrics') reply(404, 'There are /metrics and /healthz.\n');
    else {
      text().then(
        (body) => reply(200, redact(body)),
        () => reply(500, 'The metrics could not be read.\n'),
      );
    }
  });
  const listening = Promise.withResolvers<void>();
  server.once('listening', listening.resolve).once('error', listening.reject);
  server.listen(port, host);
  try {
    await listening.promise;
  } catch (cause) {
    throw new HanzoError(
      'CONFIG_INVALID',
      `Metrics cannot be served on ${host}:${port}: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        cause,
        mend: 'Choose another --metrics-port; 0 takes a free one.',
      },
    );
  }
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${actual}/metrics`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
