import { homedir } from 'node:os';
import { DEFAULT_MAX_BYTES } from '@hanzo/cache';
import { homePaths, loadConfig } from '@hanzo/config';
import { environment, takeKeys } from '../../process/environment.ts';

export interface CacheSetting {
  readonly path: string;
  readonly enabled: boolean;
  readonly maxBytes: number;
}

/** Where the cache is and how large it may be, without making a home where there is none. @throws HanzoError CONFIG_INVALID */
export function cacheSetting(flags: { readonly home?: string }): CacheSetting {
  takeKeys();
  const home = flags.home === undefined ? {} : { home: flags.home };
  const { cache, home: folder } = loadConfig({ flags: home, env: environment(), homeDir: homedir() });
  return { path: homePaths(folder).cache, enabled: cache.enabled, maxBytes: cache.maxBytes ?? DEFAULT_MAX_BYTES };
}
