import { firstChars, HanzoError } from '@hanzo/contracts';
import { redirectIn } from '../api/unredirected.ts';
import { fields, text } from './json-fields.ts';

type Fetch = typeof globalThis.fetch;

/** More than any description of a server needs; a wrong address can send without end. */
const MOST_ERROR_BYTES = 1 << 16;

/**
 * A fetch that follows no redirects, refuses web pages, and puts every server's way to report an error into OpenAI's
 * shape, which is the only one that the client reads: SGLang leaves out the envelope, LM Studio sends a bare string,
 * proxies send text, vLLM and llama-server put a number where a name belongs.
 */
export function serverFetch(host: string, base: Fetch = globalThis.fetch): Fetch {
  return async (input, init) => {
    const response = await base(input, { ...init, redirect: 'manual' });
    const target = redirectIn(response);
    if (target !== undefined) throw redirected(host, target, response.status);
    if (response.status >= 400) return await withPlainError(response);
    if (/text\/html/.test(response.headers.get('content-type') ?? '')) throw webPage(host);
    return response;
  };
}

/** A redirect would carry prompts, and perhaps the key, to a place that nobody named. */
export function redirected(host: string, target: string, status: number): HanzoError {
  return new HanzoError('CONFIG_INVALID', `${host} sends its visitors on to ${target}.`, {
    details: { host, status },
    mend: 'If that is the server you mean, give its address.',
  });
}

export function webPage(host: string): HanzoError {
  return new HanzoError('CONFIG_INVALID', `${host} answers with a web page, not with a model's interface.`, {
    details: { host },
    mend: "Check the port and the path: the engine's address usually ends with /v1.",
  });
}

async function withPlainError(response: Response): Promise<Response> {
  const error = readError(await boundedText(response, MOST_ERROR_BYTES));
  const headers = new Headers(response.headers);
  for (const name of ['content-length', 'content-encoding', 'transfer-encoding']) headers.delete(name);
  headers.set('content-type', 'application/json');
  return new Response(JSON.stringify({ error }), { status: response.status, headers });
}

/** The error in a body, in OpenAI's shape. */
export function readError(body: string): { readonly message: string; readonly type?: string; readonly code?: string } {
  const whole = fields(parse(body));
  const inner = fields(whole['error']);
  const message =
    text(inner['message']) ?? text(whole['error']) ?? text(whole['message']) ?? text(whole['detail']) ?? plain(body);
  const type = text(inner['type']) ?? text(whole['type']);
  const code = text(inner['code']) ?? text(whole['code']);
  return { message, ...(type === undefined ? {} : { type }), ...(code === undefined ? {} : { code }) };
}

/** Text of a proxy or a page, without its tags and at a length that fits a sentence. */
function plain(body: string): string {
  const words = body
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return words === '' ? 'no reason given' : firstChars(words, 300);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The body as text, cut at a number of bytes. */
export async function boundedText(response: Response, mostBytes: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    parts.push(part);
    bytes += part.length;
    if (bytes >= mostBytes) break;
  }
  return Buffer.concat(parts).subarray(0, mostBytes).toString('utf8');
}
