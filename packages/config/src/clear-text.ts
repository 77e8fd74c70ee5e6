import type { ProviderEndpoint } from './endpoint.ts';

/** True when a key crosses a network that anybody on the way can read: http to another machine. */
export function sendsKeyInClear({ baseUrl, keyFrom }: Pick<ProviderEndpoint, 'baseUrl' | 'keyFrom'>): boolean {
  if (keyFrom === undefined) return false;
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === 'http:' && !isLoopback(hostname);
}

/** What was said of it, in the same words everywhere. */
export function clearTextWarning({ host, from, keyName }: ProviderEndpoint): string {
  return `the key of ${keyName} goes unencrypted to ${host} (base URL from ${from}): whoever is on the way can read it`;
}

/** True for the name or address of this machine, as the parser of URLs writes it: in one way only. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    /^127(?:\.\d+){3}$/.test(hostname) ||
    hostname === '[::1]'
  );
}
