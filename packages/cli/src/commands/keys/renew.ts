import type { ProviderEndpoint } from '@hanzo/config';

/** How a key that an endpoint refuses is replaced: where it is, or before that place. */
export function renewal({ keyName, keyFrom, keyVariable }: ProviderEndpoint): string {
  const set = `\`hanzo keys set ${keyName}\` takes a new one`;
  if (keyFrom === undefined) return `${set}.`;
  // The environment comes before everything that is kept.
  if (keyFrom === keyVariable) return `Correct ${keyFrom}, or unset it: ${set}.`;
  return keyFrom.includes('config.json') ? `Correct it in ${keyFrom}, or ${set}, which comes before it.` : `${set}.`;
}
