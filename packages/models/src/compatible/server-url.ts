import { isIP } from 'node:net';
import { firstChars, HanzoError } from '@hanzo/contracts';

/** Where a server is, whatever part of its address was given. */
export interface ServerUrl {
  /** Ends with `/v1`. */
  readonly baseUrl: string;
  /** What native interfaces (`/api/…`, `/props`) are below. Without a trailing slash. */
  readonly root: string;
  /** With the port, for people. */
  readonly host: string;
  /** False: the way to it leaves this machine, and over plain http anybody on it can read along. */
  readonly isLoopback: boolean;
}

const MEND = 'Write it like http://127.0.0.1:11434/v1 (Ollama) or http://127.0.0.1:8080/v1 (llama-server).';

/** Pages of the interface that people copy instead of its base. */
const KNOWN_ENDS = /\/v1\/(models|chat\/completions|completions|embeddings)$/;

/**
 * Reads the address of a server, with or without `/v1`.
 *
 * @throws HanzoError USAGE; the address is not shown when it may hold a password
 */
export function readServerUrl(text: string): ServerUrl {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw invalid(`"${firstChars(text, 200)}" is not an http or https address.`, MEND);
  }
  if (url.username !== '' || url.password !== '') {
    throw invalid(
      `The address of ${url.host} holds a user name or password.`,
      'Leave it out, and give the key on its own.',
    );
  }
  if (url.search !== '' || url.hash !== '') {
    throw invalid(`The address of ${url.host} holds a query or a fragment.`, MEND);
  }
  const path = url.pathname.replace(/\/+$/, '').replace(KNOWN_ENDS, '/v1').replace(/\/v1$/, '');
  const root = `${url.origin}${path}`;
  return { root, baseUrl: `${root}/v1`, host: url.host, isLoopback: isLoopback(url.hostname) };
}

/** By name or number alone: nothing is looked up. */
function isLoopback(hostname: string): boolean {
  if (hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]') return true;
  return isIP(hostname) === 4 && hostname.startsWith('127.');
}

function invalid(message: string, mend: string): HanzoError {
  return new HanzoError('USAGE', message, { mend });
}
