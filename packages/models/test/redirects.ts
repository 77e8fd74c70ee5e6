import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that sends its visitors on, and the one that it sends them to. */
export interface Redirects extends AsyncDisposable {
  readonly baseUrl: string;
  /** Where visitors are sent: `http://127.0.0.1:…`. */
  readonly elsewhere: string;
  /** What reached the other place, and whether with a key. */
  readonly arrived: readonly string[];
}

/**
 * @param status of every redirect
 * @param known what some paths answer in place of a redirect, as JSON, by their last part
 */
export async function startRedirects(
  status: number,
  known: Readonly<Record<string, unknown>> = {},
): Promise<Redirects> {
  const arrived: string[] = [];
  const other = createServer((request, response) => {
    const isKnown = ['authorization', 'x-api-key'].some((name) => name in request.headers);
    arrived.push(`${request.method} ${request.url}${isKnown ? ' with a key' : ''}`);
    response.end('{}');
  });
  const elsewhere = await listening(other);
  const first = createServer((request, response) => {
    request.resume();
    const path = request.url ?? '';
    const last = path.split('?')[0]?.split('/').at(-1) ?? '';
    if (Object.hasOwn(known, last)) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(known[last]));
      return;
    }
    response.writeHead(status, { location: `${elsewhere}/there` });
    response.end();
  });
  const baseUrl = await listening(first);
  return {
    baseUrl,
    elsewhere,
    arrived,
    async [Symbol.asyncDispose]() {
      for (const server of [first, other]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
