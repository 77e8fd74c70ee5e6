/** One request that went over the wire, and what came back. */
export interface Exchange {
  readonly method: string;
  /** Behind the base URL: `/responses`. */
  readonly path: string;
  /** JSON, the lines of an uploaded file, or undefined. */
  readonly sent: unknown;
  readonly status: number;
  /** JSON, the events of a stream, the lines of a file, or undefined when nothing could be read. */
  readonly received: unknown;
  readonly isStream: boolean;
}

export const AT_OPENAI = 'https://api.openai.com/v1';

/** A fetch that brings what is meant for OpenAI to the stand-in, and keeps what went over the wire. */
export class Recorder {
  readonly #standInUrl: string;
  readonly #pending: Promise<Exchange>[] = [];

  constructor(standInUrl: string) {
    this.#standInUrl = standInUrl;
  }

  get fetch(): typeof globalThis.fetch {
    return async (input, init) => {
      const asked = input instanceof Request ? input.url : String(input);
      // The client tries out what the runtime's fetch can do.
      if (!asked.startsWith(AT_OPENAI)) return await fetch(input, init);
      const url = asked.replace(AT_OPENAI, this.#standInUrl);
      const response = await fetch(url, init);
      // Read before it is handed on: the client hangs up as soon as it has heard enough.
      const text = await response.text();
      this.#pending.push(exchangeOf(url.slice(this.#standInUrl.length), init ?? {}, response, text));
      return new Response(text, { status: response.status, headers: response.headers });
    };
  }

  /** Everything so far, once the answers are in. */
  async exchanges(): Promise<readonly Exchange[]> {
    return await Promise.all(this.#pending);
  }
}

async function exchangeOf(path: string, init: RequestInit, response: Response, text: string): Promise<Exchange> {
  const type = response.headers.get('content-type') ?? '';
  const isStream = type.startsWith('text/event-stream');
  const sent = await sentIn(init.body);
  const received = isStream ? events(text) : type.startsWith('application/json') ? JSON.parse(text) : lines(text);
  return { method: init.method ?? 'GET', path, sent, status: response.status, received, isStream };
}

async function sentIn(body: unknown): Promise<unknown> {
  if (typeof body === 'string') return JSON.parse(body);
  if (!(body instanceof FormData)) return undefined;
  const file = body.get('file');
  return { purpose: body.get('purpose'), lines: file instanceof File ? lines(await file.text()) : [] };
}

function lines(text: string): readonly unknown[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

/** The data of server-sent events, but for the mark of the end. */
function events(text: string): readonly unknown[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('data: ') && line !== 'data: [DONE]')
    .map((line): unknown => JSON.parse(line.slice('data: '.length)));
}
