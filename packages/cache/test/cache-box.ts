import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentKey, type CacheEntry, type LogFacts, type Logger } from '@hanzo/contracts';
import { manualClock, type ManualClock } from '@hanzo/testkit';
import { openContentCache, type CacheOptions, type KeptCache } from '../src/index.ts';

/** A folder of its own, a clock that stands still, and what was warned of. */
export interface CacheBox extends Disposable {
  readonly path: string;
  readonly clock: ManualClock;
  readonly warnings: { readonly message: string; readonly facts: LogFacts | undefined }[];
  open(changes?: Partial<CacheOptions>): KeptCache;
}

export function cacheBox(): CacheBox {
  const folder = mkdtempSync(join(tmpdir(), 'hanzo-cache-'));
  const path = join(folder, 'cache.db');
  const clock = manualClock();
  const warnings: { message: string; facts: LogFacts | undefined }[] = [];
  const log: Logger = {
    debug: () => undefined,
    info: () => undefined,
    warn: (message, facts) => warnings.push({ message, facts }),
  };
  return {
    path,
    clock,
    warnings,
    open: (changes = {}) => openContentCache({ path, scope: { workspace: '/projects/shop' }, clock, log, ...changes }),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function entryOf(name: string, value: string = JSON.stringify(`answer to ${name}`)): CacheEntry {
  return { key: contentKey(name), kind: 'query', value, engine: 'tiny on node-b', runId: 'run-1' };
}
