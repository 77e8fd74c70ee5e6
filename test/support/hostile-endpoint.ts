import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How an endpoint treats whoever calls it. Wherever words are said, the caller's own key is among them. */
export const HOSTILITIES = [
  'refuse',
  'forbid',
  'not-found',
  'bad-request',
  'rate-limit',
  'break-down',
  'cut-stream',
  'html',
  'redirect',
  'garbage',
  'repeat',
  'hang',
] as const;
export type Hostility = (typeof HOSTILITIES)[number];

export interface HostileEndpoint extends AsyncDisposable {
  /** Without `/v1`. */
  readonly url: string;
  /** Bodies of all requests, in their order. */
  readonly bodies: readonly string[];
  mood: Hostility;
  /** Resolves when the next request is there. */
  nextRequest(): Promise<void>;
}

const STATUS: Partial<Record<Hostility, number>> = {
  refuse: 401,
  forbid: 403,
  'not-found': 404,
  'bad-request': 400,
  'rate-limit': 429,
  'break-down': 500,
};

export async function startHostileEndpoint(): Promise<HostileEndpoint> {
  const bodies: string[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      bodies.push(body);
      for (const resolve of waiting.splice(0)) resolve();
      answer(endpoint.mood, keyOf(request), response, body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const endpoint: HostileEndpoint = {
    url: `http://127.0.0.1:${port}`,
    bodies,
    mood: 'refuse',
    nextRequest: () => new Promise((resolve) => waiting.push(resolve)),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return endpoint;
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  request.setEncoding('utf8');
  for await (const piece of request) body += String(piece);
  return body;
}

/** As the caller sent it, in whichever way. */
function keyOf({ headers }: IncomingMessage): string {
  const { authorization = '', 'x-api-key': header = '' } = headers;
  return authorization.replace(/^Bearer /, '') || String(header);
}

function answer(mood: Hostility, key: string, response: ServerResponse, body: string): void {
  const words = `Your key ${key} (${encodeURIComponent(key)}, ${Buffer.from(`user:${key}`).toString('base64')}) is noted`;
  const status = STATUS[mood];
  if (status !== undefined) {
    response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '0', 'x-key': key });
    response.end(JSON.stringify({ error: { message: words, type: 'hostile', code: key } }));
  } else if (mood === 'cut-stream') cut(words, response);
  else if (mood === 'html') {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(`<html><title>${key}</title><body>${words}</body></html>`);
  } else if (mood === 'redirect') {
    response.writeHead(302, { location: `http://127.0.0.1:9/?key=${encodeURIComponent(key)}` });
    response.end(words);
  } else if (mood === 'garbage') {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(`{"broken": "${key}`);
  } else if (mood === 'repeat') repeat(words, response, body.includes('"stream":true'));
}

/** Begins an answer as Chat Completions and Anthropic's Messages do, and goes away in the middle. */
function cut(words: string, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(`data: ${JSON.stringify(chunk(words))}\n\n`);
  setImmediate(() => response.destroy());
}

/** A model that says the key: in findings that name it. */
function repeat(words: string, response: ServerResponse, isStream: boolean): void {
  const findings = [{ file: 'settings.ts', line: 1, severity: 'high', title: words, detail: words, evidence: words }];
  const text = JSON.stringify({ summary: words, findings });
  const usage = { prompt_tokens: 100, completion_tokens: 50, total_tokens: 150 };
  if (isStream) {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const end = { ...chunk(''), choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage };
    response.end(`data: ${JSON.stringify(chunk(text))}\n\ndata: ${JSON.stringify(end)}\n\ndata: [DONE]\n\n`);
  } else {
    response.writeHead(200, { 'content-type': 'application/json' });
    const message = { role: 'assistant', content: text };
    response.end(
      JSON.stringify({
        ...chunk(''),
        object: 'chat.completion',
        choices: [{ index: 0, message, finish_reason: 'stop' }],
        usage,
      }),
    );
  }
}

function chunk(content: string): Record<string, unknown> {
  return {
    id: 'chatcmpl-hostile',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'hostile',
    choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }],
  };
}
