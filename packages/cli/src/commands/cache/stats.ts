import { readCacheStats, type CacheStats } from '@hanzo/cache';
import { CACHE_KINDS, EXIT, type CacheKind, type ExitCode } from '@hanzo/contracts';
import { tableLines } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatBytes, formatTime } from '../../terminal/units.ts';
import { cacheSetting, type CacheSetting } from './cache-setting.ts';
import type { CacheFlags } from './flags.ts';

const KINDS: Readonly<Record<CacheKind, string>> = { query: 'answers', review: 'reviews', plan: 'plans' };
const MOST_WORKSPACES = 20;

/** What the cache holds, and how often it spared a call. Makes no cache where there is none. */
export async function run(flags: CacheFlags, terminal: Terminal): Promise<ExitCode> {
  const setting = cacheSetting(flags);
  const stats = readCacheStats(setting.path);
  if (flags.json === true) terminal.out(JSON.stringify({ v: 1, exists: stats !== undefined, ...setting, ...stats }));
  else if (stats === undefined) terminal.out(`There is no cache at ${setting.path}: nothing was kept yet.`);
  else print(stats, setting, terminal);
  return EXIT.done;
}

function print(stats: CacheStats, { path, enabled, maxBytes }: CacheSetting, terminal: Terminal): void {
  const { entries, bytes, hits, misses, hitRate, oldestAt, newestAt, kinds } = stats;
  terminal.out(
    `${path}: ${entries === 1 ? '1 entry' : `${entries} entries`}, ${formatBytes(bytes)} of ${formatBytes(maxBytes)}`,
  );
  if (!enabled) terminal.out('It is switched off in config.json (cache.enabled).');
  if (oldestAt !== undefined && newestAt !== undefined)
    terminal.out(`from ${formatTime(oldestAt)} to ${formatTime(newestAt)}`);
  if (hitRate !== undefined)
    terminal.out(`looked up ${hits + misses} times, found ${hits} times (${(hitRate * 100).toFixed(1)}%)`);
  terminal.out('');
  const byKind = CACHE_KINDS.map((kind) => [KINDS[kind], String(kinds[kind].entries), formatBytes(kinds[kind].bytes)]);
  for (const line of tableLines(['kind', 'entries', 'size'], byKind)) terminal.out(line);
  if (stats.workspaces.length > 0) printWorkspaces(stats, terminal);
}

function printWorkspaces({ workspaces }: CacheStats, terminal: Terminal): void {
  terminal.out('');
  const rows = workspaces
    .slice(0, MOST_WORKSPACES)
    .map(({ workspace, mesh, entries, bytes, hits, misses }) => [
      workspace,
      mesh === '' ? '-' : mesh.slice(0, 8),
      String(entries),
      formatBytes(bytes),
      String(hits),
      String(misses),
    ]);
  for (const line of tableLines(['workspace', 'mesh', 'entries', 'size', 'found', 'not found'], rows))
    terminal.out(line);
  const more = workspaces.length - rows.length;
  if (more > 0) terminal.out(`and ${more} more: --json has all`);
}
