import type { ProviderEndpoint } from '@hanzo/config';
import { redact } from '@hanzo/contracts';

const TIMEOUT_MS = 10_000;

/** Of what an endpoint says, so much is shown. Characters. */
const LONGEST_REASON = 200;

/** No key at all: who takes this one takes any. No secret. */
const WRONG_KEY = 'hanzo-asks-whether-keys-are-looked-at';

/**
 * What an endpoint says to a key. `unchecked`: it takes any. `odd`: it answers, and neither takes nor refuses the key:
 * 403 may be about the network or the model, 404 about the base URL, 429 about how often.
 */
export type KeyProof =
  | { readonly kind: 'valid' | 'rejected' | 'unchecked'; readonly status: number }
  | { readonly kind: 'odd'; readonly status: number; readonly reason?: string }
  | { readonly kind: 'unreachable'; readonly why: string };

/** `403 (Country not supported)` */
export function oddInWords({ status, reason }: { readonly status: number; readonly reason?: string }): string {
  return reason === undefined ? String(status) : `${status} (${reason})`;
}

type Asked = Pick<ProviderEndpoint, 'baseUrl' | 'kind' | 'keyFrom'>;

/** Asks for the list of models, which costs nothing. Never rejects. */
export async function probeKey(endpoint: Asked, apiKey: string): Promise<KeyProof> {
  const first = await ask(endpoint, apiKey);
  // A server that wants no key is not asked about one.
  if (first.kind !== 'valid' || endpoint.keyFrom === undefined) return first;
  const second = await ask(endpoint, WRONG_KEY);
  return second.kind === 'valid' ? { kind: 'unchecked', status: first.status } : first;
}

async function ask(endpoint: Asked, apiKey: string): Promise<KeyProof> {
  try {
    const answer = await fetch(listOfModels(endpoint), {
      headers: headersOf(endpoint.kind, apiKey),
      // The key is for this host and no other.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { status } = answer;
    if (answer.ok || status === 401) {
      await answer.body?.cancel();
      return { kind: answer.ok ? 'valid' : 'rejected', status };
    }
    const reason = reasonOf(await answer.text().catch(() => ''));
    return { kind: 'odd', status, ...(reason !== '' && { reason }) };
  } catch (error) {
    return { kind: 'unreachable', why: whyOf(error) };
  }
}

function listOfModels({ baseUrl, kind }: Pick<Asked, 'baseUrl' | 'kind'>): string {
  return kind === 'anthropic' ? `${baseUrl}/v1/models` : `${baseUrl}/models`;
}

function headersOf(kind: ProviderEndpoint['kind'], apiKey: string): Record<string, string> {
  return kind === 'anthropic'
    ? { 'x-api-key': apiKey, 'anthropic-version': '2023-06-01' }
    : { authorization: `Bearer ${apiKey}` };
}

/** The sentence in an answer of either provider's shape; redacted before it is cut: half a key would not be known. */
function reasonOf(body: string): string {
  let message: unknown;
  try {
    const { error } = JSON.parse(body) as { readonly error?: unknown };
    message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
  } catch {
    return '';
  }
  return typeof message === 'string' ? redact(message).replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_REASON) : '';
}

/** fetch says "fetch failed"; its cause says why. */
function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${TIMEOUT_MS / 1000} s`;
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return cause.message === '' && 'code' in cause ? String(cause.code) : cause.message;
}
