import { HanzoError, type Logger, type McpServer, type McpTransport } from '@hanzo/contracts';
import { isLoopback } from '@hanzo/config';
import type { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { bounded } from './bounded-body.ts';

type HttpTransport = Extract<McpTransport, { readonly kind: 'http' }>;

/** A server may ask us to connect again at once, again and again. Milliseconds. */
const LEAST_PAUSE_MS = 1_000;
/** In one run. */
const MOST_RECONNECTIONS = 20;
const SESSION_END_MS = 1_000;

/**
 * Speaks with a server over Streamable HTTP. Redirects to other hosts are not followed: they would get the headers, and what the tools
 * are told. Proxies are used as Node uses them (`NODE_USE_ENV_PROXY=1`).
 *
 * @throws HanzoError CONFIG_INVALID for a URL that is none, or neither http nor https
 */
export async function openHttpTransport(
  server: McpServer,
  { url, headers }: HttpTransport,
  log: Logger,
): Promise<StreamableHTTPClientTransport> {
  const target = checkedUrl(server, url, log);
  const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/client');
  let left = MOST_RECONNECTIONS;
  return new StreamableHTTPClientTransport(target, {
    requestInit: { headers: { ...headers } },
    fetch: async (input, init) => bounded(await fetch(input, init)),
    redirectPolicy: 'same-origin',
    reconnectionScheduler: (reconnect, delay) => {
      if (left === 0) return;
      left -= 1;
      const timer = setTimeout(reconnect, Math.max(delay, LEAST_PAUSE_MS));
      return () => clearTimeout(timer);
    },
  });
}

/** Tells the server that we are gone, and does not wait long for it. */
export async function closeHttpTransport(transport: StreamableHTTPClientTransport): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, SESSION_END_MS);
  try {
    await Promise.race([promise, transport.terminateSession()]);
  } catch {
    // It knows no sessions, or is gone itself.
  } finally {
    clearTimeout(timer);
    await transport.close();
  }
}

/** True for a server on this machine. */
export function isLocal({ transport }: Pick<McpServer, 'transport'>): boolean {
  return transport.kind === 'stdio' || (URL.canParse(transport.url) && isLoopback(new URL(transport.url).hostname));
}

function checkedUrl(server: McpServer, url: string, log: Logger): URL {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (target === undefined || !['http:', 'https:'].includes(target.protocol))
    throw new HanzoError(
      'CONFIG_INVALID',
      `The MCP server ${server.name} has no URL that can be used (${server.from}).`,
      {
        details: { server: server.name },
        mend: 'Write it as https://host/path.',
      },
    );
  if (target.protocol === 'http:' && !isLoopback(target.hostname))
    log.warn(
      `the MCP server ${server.name} is reached unencrypted at ${target.host}: whoever is on the way can read what its tools are told and tell`,
    );
  return target;
}
