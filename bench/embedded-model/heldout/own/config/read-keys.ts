import { existsSync } from 'node:fs';
import { hideSecret } from '@hanzo/contracts';
import type { ConfigFile } from './file-schema.ts';
import type { ConfigKey, KeyPlace } from './model.ts';
import { inFileName, type Reader } from './setting-reader.ts';

export type StoredKeys = Readonly<Record<string, readonly KeyPlace[]>>;

export function keyVariable(provider: string, own: string | undefined): string {
  return own ?? `${provider.toUpperCase().replaceAll('-', '_')}_API_KEY`;
}

export function readKeys(
  file: ConfigFile,
  stored: StoredKeys,
  { env, path, note }: Reader,
): Readonly<Record<string, readonly KeyPlace[]>> {
  const entries = [
    ['openai', file.openai],
    ['anthropic', file.anthropic],
    ...Object.entries(file.providers ?? {}),
  ] as const;
  const found = entries.map(([provider, entry]) => {
    const key = keyOf(provider);
    const own = entry !== undefined && 'apiKeyEnv' in entry ? entry.apiKeyEnv : undefined;
    const variable = keyVariable(provider, own);
    const places: readonly KeyPlace[] = [
      ...placeOf(variable, env[variable]),
      ...((Object.hasOwn(stored, provider) ? stored[provider] : undefined) ?? []),
      ...placeOf(inFileName(path, key), entry?.apiKey),
    ];
    const [first] = places;
    if (first) note(key, { value: undefined, from: first.from });
    return [provider, places] as const;
  });
  return Object.fromEntries(found.filter(([, places]) => places.length > 0));
}

function keyOf(provider: string): ConfigKey {
  return provider === 'openai' || provider === 'anthropic' ? `${provider}.apiKey` : `providers.${provider}.apiKey`;
}

function placeOf(from: string, raw: string | undefined): readonly KeyPlace[] {
  const text = raw?.trim() ?? '';
  hideSecret(text);
  if (text === '') return [];
  const fault = keyFault(text);
  return [fault === undefined ? { from, value: text } : { from, value: undefined, fault }];
}

function keyFault(text: string): string | undefined {
  if (!/^[\x21-\x7e]+$/.test(text)) return 'holds a space, a line break or another character that no API key has';
  // Some keys begin like a path: the first part of a list such as PATH tells, too.
  const isPath = /^(?:\.{0,2}\/|[a-z]:\\)/i.test(text) && existsSync(text.split(':/')[0] ?? text);
  return isPath || /^https?:\/\//i.test(text) ? 'holds a path or a URL, and no key' : undefined;
}
