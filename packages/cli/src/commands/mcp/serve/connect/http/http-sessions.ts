import { randomUUID } from 'node:crypto';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server';
import { createServer } from '../../create-server.ts';
import type { Serving } from '../../serving.ts';

/** A client that leaves without a word leaves its session: the oldest ones go. */
const MOST_SESSIONS = 64;
/** For a call that has just ended by itself. Milliseconds. */
const GRACE_MS = 500;
const SESSION_HEADER = 'mcp-session-id';

/** Clients of the protocol's versions up to 2025-11-25, which begin a session and can cancel what they called in it. */
export class HttpSessions {
  readonly #serving: Serving;
  readonly #open = new Map<string, WebStandardStreamableHTTPServerTransport>();

  constructor(serving: Serving) {
    this.#serving = serving;
  }

  async handle(request: Request): Promise<Response> {
    const id = request.headers.get(SESSION_HEADER);
    const known = id === null ? undefined : this.#open.get(id);
    if (id !== null && known === undefined) return Response.json(noSession(), { status: 404 });
    const transport = known ?? (await this.#begin());
    if (known !== undefined && request.method === 'POST') this.#endWithReader(known, request);
    return await transport.handleRequest(request);
  }

  /** Answers are sent where they were asked for, and kept nowhere: when nobody reads there any more, nobody ever will. */
  #endWithReader({ onmessage }: WebStandardStreamableHTTPServerTransport, request: Request): void {
    const { clock } = this.#serving;
    const asked: Promise<unknown> = request
      .clone()
      .json()
      .catch(() => undefined);
    const end = async (): Promise<void> => {
      await clock.sleep(GRACE_MS);
      for (const requestId of idsOf(await asked)) {
        const params = { requestId, reason: 'The client is gone.' };
        onmessage?.({ jsonrpc: '2.0', method: 'notifications/cancelled', params });
      }
    };
    request.signal.addEventListener('abort', () => void end(), { once: true });
  }

  async close(): Promise<void> {
    const all = [...this.#open.values()];
    this.#open.clear();
    await Promise.all(all.map((transport) => transport.close()));
  }

  /** Kept only once it is initialized: another request than that is refused by the transport. */
  async #begin(): Promise<WebStandardStreamableHTTPServerTransport> {
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: async (id) => {
        this.#open.set(id, transport);
        await this.#forgetOldest();
      },
      onsessionclosed: (id) => void this.#open.delete(id),
    });
    await createServer(this.#serving).connect(transport);
    return transport;
  }

  async #forgetOldest(): Promise<void> {
    const [oldest] = this.#open;
    if (oldest === undefined || this.#open.size <= MOST_SESSIONS) return;
    this.#open.delete(oldest[0]);
    await oldest[1].close();
  }
}

/** Of a message or of several. */
function idsOf(asked: unknown): readonly (string | number)[] {
  const all: readonly unknown[] = Array.isArray(asked) ? asked : [asked];
  return all.flatMap((one) => {
    const { id, method } = (one ?? {}) as { readonly id?: unknown; readonly method?: unknown };
    return typeof method === 'string' && (typeof id === 'string' || typeof id === 'number') ? [id] : [];
  });
}

function noSession(): object {
  return {
    jsonrpc: '2.0',
    error: { code: -32_001, message: 'There is no such session: initialize a new one.' },
    id: null,
  };
}
