import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { HanzoError, hideSecret } from '@hanzo/contracts';
import {
  createMcpHandler,
  hostHeaderValidationResponse,
  isLegacyRequest,
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  originValidationResponse,
  type McpHttpHandler,
} from '@modelcontextprotocol/server';
import { createServer } from '../../create-server.ts';
import type { Serving } from '../../serving.ts';
import { HttpSessions } from './http-sessions.ts';
import { isAuthorized, tokenOf } from './token.ts';
import { sendResponse, webRequest } from './web-request.ts';

const HOST = '127.0.0.1';
const PATH = '/mcp';
const MOST_CONNECTIONS = 128;

export interface HttpOptions {
  /** 0 is any that is free. */
  readonly port: number;
  readonly tokenFile?: string | undefined;
  /** Told once clients can come. */
  readonly onListening: (place: HttpPlace) => void;
}

export interface HttpPlace {
  readonly url: string;
  readonly token: string;
  /** In a file: it need not be printed. */
  readonly isKept: boolean;
}

/**
 * Serves clients over streamable HTTP, on this machine alone, until the signal ends it; then calls have ended, too. Who has not
 * the token is told nothing.
 *
 * @throws HanzoError USAGE for a port or a token file that cannot be used
 */
export async function serveOverHttp(serving: Serving, options: HttpOptions, end: AbortSignal): Promise<void> {
  const { text: token } = await tokenOf(options.tokenFile);
  const sessions = new HttpSessions(serving);
  const onerror = ({ message }: Error): void => serving.log(`protocol: ${message}`);
  const modern = createMcpHandler(() => createServer(serving), { legacy: 'reject', onerror });
  const server = createHttpServer((request, response) => {
    answer(request, response, { token, sessions, modern }).catch((error: Error) => {
      onerror(error);
      response.destroy();
    });
  });
  server.maxConnections = MOST_CONNECTIONS;
  const port = await listening(server, options.port);
  // Printed once, by whoever is told, and nowhere else.
  options.onListening({ url: `http://${HOST}:${port}${PATH}`, token, isKept: options.tokenFile !== undefined });
  hideSecret(token);
  await ended(end);
  serving.calls.end(new HanzoError('CANCELLED', 'The server ends.'));
  await serving.calls.settled();
  // Answers of calls that have just ended are on their way.
  await new Promise((resolve) => setImmediate(resolve));
  await Promise.all([sessions.close(), modern.close()]);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

interface Parts {
  readonly token: string;
  readonly sessions: HttpSessions;
  readonly modern: McpHttpHandler;
}

async function answer(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  const asked = webRequest(request, response);
  await sendResponse(refused(asked, parts.token) ?? (await handled(asked, parts)), response);
}

/** A name that leads here, or a page of another site, is no client of this machine; and who cannot prove it is none either. */
function refused(request: Request, token: string): Response | undefined {
  const foreign =
    hostHeaderValidationResponse(request, localhostAllowedHostnames()) ??
    originValidationResponse(request, localhostAllowedOrigins());
  if (foreign !== undefined) return foreign;
  if (!isAuthorized(request.headers.get('authorization') ?? undefined, token))
    return new Response('Unauthorized', { status: 401, headers: { 'www-authenticate': 'Bearer' } });
  return new URL(request.url).pathname === PATH ? undefined : new Response('Not found', { status: 404 });
}

async function handled(request: Request, { sessions, modern }: Parts): Promise<Response> {
  return (await isLegacyRequest(request)) ? await sessions.handle(request) : await modern.fetch(request);
}

async function listening(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      const taken = 'code' in cause && cause.code === 'EADDRINUSE';
      const why = taken ? 'is taken' : `cannot be used: ${cause.message}`;
      reject(
        new HanzoError('USAGE', `Port ${port} ${why}.`, { cause, mend: 'Use another one, or 0 for any that is free.' }),
      );
    });
    server.listen(port, HOST, resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

async function ended(end: AbortSignal): Promise<void> {
  if (end.aborted) return;
  await new Promise<void>((resolve) => {
    end.addEventListener('abort', () => resolve(), { once: true });
  });
}
