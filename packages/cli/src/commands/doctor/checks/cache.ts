import { DEFAULT_MAX_BYTES, readCacheStats } from '@hanzo/cache';
import { formatBytes } from '../../../terminal/units.ts';
import { messageOf, ok, warn, type Check } from '../check.ts';

/** A cache that cannot be used costs money and time, and nothing else. */
export const checkCache: Check = ({ paths, config }) => {
  const { enabled, maxBytes = DEFAULT_MAX_BYTES } = config.cache;
  if (!enabled) return [ok('cache', 'switched off in config.json (cache.enabled)')];
  try {
    const stats = readCacheStats(paths.cache);
    if (stats === undefined) return [ok('cache', `${paths.cache}: made by the first run`)];
    const { entries, bytes } = stats;
    return [
      ok(
        'cache',
        `${paths.cache}, ${entries === 1 ? '1 entry' : `${entries} entries`}, ${formatBytes(bytes)} of ${formatBytes(maxBytes)}`,
      ),
    ];
  } catch (error) {
    return [warn('cache', messageOf(error), 'Move it and its -wal and -shm files away; the next run makes a new one.')];
  }
};
