import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { openContentCache, readCacheStats } from '@hanzo/cache';
import { homePaths } from '@hanzo/config';
import { contentKey, silentLogger, systemClock } from '@hanzo/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { run } from '../src/commands/cache/clear.ts';
import { keptFlags } from '../src/commands/dev/run/run-record.ts';
import { createTerminal } from '../src/terminal/terminal.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder[Symbol.dispose]());

const terminal = createTerminal(new PassThrough(), new PassThrough(), {});

function keep(workspace: string, peer: string, key: string): void {
  const { cache: path } = homePaths(folder.path);
  using cache = openContentCache({ path, scope: { workspace }, clock: systemClock, log: silentLogger });
  const engine = `llama3.2 on ${peer}`;
  cache.put([{ key: contentKey(key), kind: 'query', value: '1', engine, peer: `peer-of-${peer}`, runId: 'r' }]);
}

describe('hanzo cache clear', () => {
  it(verifies('cache.cleared', 'of a folder that is there, or that has entries'), async () => {
    const home = folder.path;
    const project = join(home, 'project');
    const mistyped = { home, workspace: join(home, 'projcet'), yes: true };
    await expect(run(mistyped, terminal)).rejects.toMatchObject({ code: 'USAGE' });
    mkdirSync(project);
    keep(realpathSync(project), 'studio', 'a');
    await expect(run(mistyped, terminal)).rejects.toMatchObject({ code: 'USAGE' });
    rmSync(project, { recursive: true });
    expect(await run({ home, workspace: project, yes: true }, terminal)).toBe(0);
    expect(readCacheStats(homePaths(home).cache)?.entries).toBe(0);
  });

  it(verifies('cache.cleared', 'of one worker, by its name'), async () => {
    const home = folder.path;
    for (const peer of ['studio', 'attic']) keep('/projects/shop', peer, peer);
    expect(await run({ home, worker: 'studio', yes: true }, terminal)).toBe(0);
    expect(readCacheStats(homePaths(home).cache)?.entries).toBe(1);
  });
});

it(verifies('orchestrator.plan-coverage', 'a run keeps its --max-tasks'), () => {
  expect(keptFlags({ maxTasks: 1_000 })).toEqual({ maxTasks: 1_000 });
});
