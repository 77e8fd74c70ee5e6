import { HanzoError } from '@hanzo/contracts';

type Fetch = typeof globalThis.fetch;

/** Where an answer sends its visitors, without the query, which may be anything; undefined when it sends them nowhere. */
export function redirectIn(response: Response): string | undefined {
  if (response.redirected) return placeOf(URL.parse(response.url));
  if (response.status < 300 || response.status >= 400) return undefined;
  return placeOf(URL.parse(response.headers.get('location') ?? '', response.url || undefined));
}

function placeOf(target: URL | null): string {
  return target === null ? 'another address' : `${target.origin}${target.pathname}`;
}

/**
 * A fetch that follows no redirects: one would carry prompts, and keys in headers that only one provider knows, to a
 * place that nobody named. Holds for a fetch of the caller's own as well. Only the content of a file, as of a batch's
 * results, is fetched from where its server says that it lies.
 *
 * Throws HanzoError ENDPOINT_UNREACHABLE, which says whether the request may have cost something.
 */
export function unredirected(host: string, base: Fetch = globalThis.fetch): Fetch {
  return async (input, init) => {
    const response = await base(input, { ...init, redirect: 'manual' });
    const target = redirectIn(response);
    if (target === undefined) return response;
    await response.body?.cancel().catch(() => undefined);
    const storage = storageOf(input, init, response);
    // Without headers: neither key nor prompt goes along.
    if (storage !== undefined) return await base(storage.href, { redirect: 'error', signal: init?.signal ?? null });
    const { status } = response;
    const end = response.redirected ? '' : ': nothing was sent there';
    throw new HanzoError('ENDPOINT_UNREACHABLE', `${host} sends its visitors on to ${target}${end}.`, {
      // 303 is said of a request that was carried out. Who followed it all the same has asked somebody.
      details: { host, status, charged: status === 303 || response.redirected ? 'unknown' : 'no' },
      mend: `If ${target} is the server you mean, give its address as the base URL; prompts and keys go nowhere else.`,
    });
  };
}

/** Where the content of a file lies, when its server keeps it elsewhere, e.g. in a storage with signed addresses. */
function storageOf(input: Parameters<Fetch>[0], init: RequestInit | undefined, response: Response): URL | undefined {
  const asked = URL.parse(input instanceof Request ? input.url : String(input));
  const isContent = (init?.method ?? 'GET').toUpperCase() === 'GET' && asked?.pathname.endsWith('/content');
  if (asked === null || !isContent || response.redirected) return undefined;
  const target = URL.parse(response.headers.get('location') ?? '', asked.href);
  return target?.protocol === 'https:' || target?.protocol === asked.protocol ? target : undefined;
}

/** Our own error in a chain of causes: a client wraps what its fetch throws. */
export function hanzoErrorIn(thrown: unknown, depth = 5): HanzoError | undefined {
  if (thrown instanceof HanzoError) return thrown;
  return thrown instanceof Error && depth > 0 ? hanzoErrorIn(thrown.cause, depth - 1) : undefined;
}
