import { firstChars, HanzoError } from '@hanzo/contracts';
import { readConnectionFault } from '../api/connection-fault.ts';
import { createRedact, NO_KEY, redactedCopy } from '../api/redact.ts';
import { redirectIn } from '../api/unredirected.ts';
import { boundedText, readError, redirected } from './server-fetch.ts';
import type { ServerUrl } from './server-url.ts';

/** One answer of a server to a question about itself. */
export interface ProbeAnswer {
  readonly status: number;
  /** Undefined when the answer is no JSON. */
  readonly body: unknown;
  readonly isWebPage: boolean;
  /** What it says when it refuses. */
  readonly complaint: string;
}

/** Asks a server about itself. Everything but the status 401 is for the caller to judge. */
export interface ProbeLine {
  readonly url: ServerUrl;
  /** @param path below the root, with a leading slash; a body makes it a POST */
  ask(path: string, body?: object): Promise<ProbeAnswer>;
}

export interface ProbeLineOptions {
  readonly signal: AbortSignal;
  readonly apiKey?: string | undefined;
  /** Per question, in milliseconds. @default 5000 */
  readonly timeoutMs?: number | undefined;
}

/** vLLM and SGLang tell all their settings: some 50 KiB. */
const MOST_BYTES = 1 << 23;
const TIMEOUT_MS = 5_000;

/** Opens a line for questions. Each rejects with HanzoError, or with the signal's reason. */
export function probeLine(url: ServerUrl, options: ProbeLineOptions): ProbeLine {
  const { apiKey, signal, timeoutMs = TIMEOUT_MS } = options;
  const key = apiKey === NO_KEY || apiKey === '' ? undefined : apiKey;
  if (key !== undefined) checkKey(key, url.host);
  const redact = createRedact(key === undefined ? [] : [key]);
  return {
    url,
    async ask(path, body) {
      signal.throwIfAborted();
      const late = AbortSignal.timeout(timeoutMs);
      try {
        const response = await fetch(`${url.root}${path}`, {
          redirect: 'manual',
          signal: AbortSignal.any([signal, late]),
          headers: {
            accept: 'application/json',
            ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
        });
        return await readAnswer(response, url, key !== undefined, redact);
      } catch (thrown) {
        signal.throwIfAborted();
        if (thrown instanceof HanzoError) throw thrown;
        throw late.aborted ? tooLate(url, timeoutMs) : unreachable(url, redactedCopy(thrown, redact), thrown);
      }
    },
  };
}

/** A key with a line break makes fetch throw a message that holds the key. */
function checkKey(key: string, host: string): void {
  if (/^[\x21-\x7e]+$/.test(key)) return;
  throw new HanzoError(
    'CREDENTIALS_REJECTED',
    'The key holds a space, a line break or another character that no header can carry.',
    { details: { host }, mend: 'Copy it again, without what surrounds it.' },
  );
}

async function readAnswer(
  response: Response,
  url: ServerUrl,
  hasKey: boolean,
  redact: (words: string) => string,
): Promise<ProbeAnswer> {
  const target = redirectIn(response);
  if (target !== undefined) throw redirected(url.host, target, response.status);
  const content = await boundedText(response, MOST_BYTES);
  if (response.status === 401) throw keyRefused(url, hasKey);
  return {
    status: response.status,
    body: parse(content),
    isWebPage: /^\s*<(!doctype|html)/i.test(content),
    complaint: response.ok ? '' : firstChars(redact(readError(content).message), 300),
  };
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

function keyRefused({ host }: ServerUrl, hasKey: boolean): HanzoError {
  const [code, words] = hasKey
    ? (['CREDENTIALS_REJECTED', 'refuses the key.'] as const)
    : (['CREDENTIALS_MISSING', 'wants a key.'] as const);
  return new HanzoError(code, `${host} ${words}`, {
    details: { host, status: 401 },
    mend: 'Give the key that the server was started with (vLLM, SGLang, llama-server: --api-key).',
  });
}

function tooLate({ host }: ServerUrl, timeoutMs: number): HanzoError {
  return new HanzoError('ENDPOINT_UNREACHABLE', `${host} did not answer within ${timeoutMs / 1000} s.`, {
    details: { host, timeoutMs },
    mend: 'Is another program on that port? A server that just starts may need a moment.',
  });
}

function unreachable(url: ServerUrl, cause: unknown, thrown: unknown): HanzoError {
  const { host } = url;
  const { code, neverSent, badCertificate } = readConnectionFault(thrown);
  const details = { host, ...(code === undefined ? {} : { systemCode: code }) };
  if (neverSent !== undefined) {
    return new HanzoError('ENDPOINT_UNREACHABLE', `Nothing answers at ${host}: ${neverSent}.`, {
      cause,
      details,
      mend: 'Start the server first (`ollama serve`, `vllm serve`, `llama-server`), or correct the address.',
    });
  }
  if (badCertificate || /^(EPROTO$|ERR_SSL_|ERR_TLS_)/.test(code ?? '')) {
    return new HanzoError('ENDPOINT_UNREACHABLE', `No secure connection to ${host} (${code}).`, {
      cause,
      details,
      mend: 'Servers on this machine mostly speak plain http: write http:// instead of https://. Else mend its certificate.',
    });
  }
  return new HanzoError('ENDPOINT_UNREACHABLE', `${host} broke off the connection (${code ?? firstWords(thrown)}).`, {
    cause,
    details,
    mend: 'Is it a web server at all? A server that wants https:// does this too.',
  });
}

/** undici's "fetch failed" says nothing; its cause does ("bad port"). */
function firstWords(thrown: unknown): string {
  const { cause } = thrown instanceof Error ? thrown : { cause: undefined };
  const error = cause instanceof Error ? cause : thrown;
  return firstChars(error instanceof Error ? error.message : String(error), 200);
}
