/**
 * What was answered before, by exact content: answers, reviews and plans that passed their gates. Promise: what comes back
 * is byte for byte what was put under the very same key, in the same mesh and workspace; and nothing that goes wrong here
 * fails a run or holds it up.
 *
 * @example
 * using cache = openContentCache({ path, scope: { workspace: '/home/ada/shop' }, clock: systemClock, log });
 * const key = contentKey({ model: 'gpt-5-mini', system, prompt });
 * const known = cache.get(key);
 * if (known === undefined) cache.put([{ key, kind: 'query', value: JSON.stringify(answer), engine: 'gpt-5-mini', runId }]);
 *
 * @packageDocumentation
 */
export { DEFAULT_MAX_BYTES, MAX_VALUE_BYTES, openContentCache } from './content-cache.ts';
export type { CacheOptions, KeptCache } from './content-cache.ts';
export { clearCache, type ClearChoice } from './clear.ts';
export { readCacheStats, type CacheStats, type KindStats, type WorkspaceStats } from './stats.ts';
export type { CacheScope } from './scope.ts';
