import type { ProviderEndpoint } from '@hanzo/config';

const TIMEOUT_MS = 10_000;

/** What an endpoint says to a key. `odd`: it answers, but not as such an endpoint does. */
export type KeyProof =
  | { readonly kind: 'valid' | 'rejected' | 'odd'; readonly status: number }
  | { readonly kind: 'unreachable'; readonly why: string };

/** Asks for the list of models, which costs nothing. Never rejects. */
export async function probeKey(
  endpoint: Pick<ProviderEndpoint, 'baseUrl' | 'kind'>,
  apiKey: string,
): Promise<KeyProof> {
  try {
    const answer = await fetch(listOfModels(endpoint), {
      headers: headersOf(endpoint.kind, apiKey),
      // The key is for this host and no other.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    const { status } = answer;
    if (status === 401 || status === 403) return { kind: 'rejected', status };
    return { kind: answer.ok ? 'valid' : 'odd', status };
  } catch (error) {
    return { kind: 'unreachable', why: whyOf(error) };
  }
}

function listOfModels({ baseUrl, kind }: Pick<ProviderEndpoint, 'baseUrl' | 'kind'>): string {
  return kind === 'anthropic' ? `${baseUrl}/v1/models` : `${baseUrl}/models`;
}

function headersOf(kind: ProviderEndpoint['kind'], apiKey: string): Record<string, string> {
  return kind === 'anthropic'
    ? { 'x-api-key': apiKey, 'anthropic-version': '2023-06-01' }
    : { authorization: `Bearer ${apiKey}` };
}

/** fetch says "fetch failed"; its cause says why. */
function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${TIMEOUT_MS / 1000} s`;
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return cause.message === '' && 'code' in cause ? String(cause.code) : cause.message;
}
