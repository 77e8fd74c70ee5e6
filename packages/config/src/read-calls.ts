import type { ConfigFile } from './file-schema.ts';
import type { Calls, ConfigFlags } from './model.ts';
import { defined, inFileName, type Reader } from './setting-reader.ts';

const DEFAULTS: Calls = { retryOnRateLimit: false, maxRetries: 2, serviceTier: 'standard', fallbacks: {} };

const FLAGS: Readonly<Record<Exclude<keyof Calls, 'fallbacks'>, string>> = {
  retryOnRateLimit: '--retry-on-rate-limit',
  maxRetries: '--max-retries',
  serviceTier: '--service-tier',
  effort: '--effort',
};

/** Setting by setting: the flag, else the file, else the default. */
export function readCalls({ calls: flags = {} }: ConfigFlags, { calls: file = {} }: ConfigFile, reader: Reader): Calls {
  for (const key of Object.keys(FLAGS) as (keyof typeof FLAGS)[]) {
    if (flags[key] !== undefined) reader.note(`calls.${key}`, { value: undefined, from: FLAGS[key] });
    else noteFile(key, file[key], reader);
  }
  noteFile('fallbacks', file.fallbacks, reader);
  return { ...DEFAULTS, ...defined(file), ...defined(flags) };
}

function noteFile(key: keyof Calls, value: unknown, { path, note }: Reader): void {
  const from = value === undefined ? 'default' : inFileName(path, `calls.${key}`);
  if (value !== undefined || key in DEFAULTS) note(`calls.${key}`, { value, from });
}
